/**
 * Electron's fuses: switches in its binary that a packaged app sets for good. Electron keeps them as one byte each
 * behind a marker, a version and a length (electronjs.org, Electron Fuses). Written here, because the tool that
 * electron-builder brings knows eight of the nine.
 */

/** Every fuse in the order of the wire, and how it is set. */
export const FUSES = [
  ['RunAsNode', false],
  ['EnableCookieEncryption', true],
  ['EnableNodeOptionsEnvironmentVariable', false],
  ['EnableNodeCliInspectArguments', false],
  ['EnableEmbeddedAsarIntegrityValidation', true],
  ['OnlyLoadAppFromAsar', true],
  ['LoadBrowserProcessSpecificV8Snapshot', false],
  ['GrantFileProtocolExtraPrivileges', false],
  // Without the trap handler V8 checks bounds itself: slower WebAssembly, which the window's policy forbids anyway,
  // and no signal handler in the process.
  ['WasmTrapHandlers', false],
] as const satisfies readonly (readonly [string, boolean])[];

export const FUSE_MARKER = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
const VERSION = 1;
const OFF = 0x30;
const ON = 0x31;

/** Where the fuses begin, once for each architecture in the binary. Throws when the wire is not the one known here. */
function wires(binary: Buffer): number[] {
  const found: number[] = [];
  for (let at = binary.indexOf(FUSE_MARKER); at >= 0; at = binary.indexOf(FUSE_MARKER, at + 1)) {
    const wire = at + FUSE_MARKER.length;
    if (binary[wire] !== VERSION) throw new Error(`The fuses have version ${binary[wire]}, not ${VERSION}`);
    if (binary[wire + 1] !== FUSES.length) {
      throw new Error(`Electron has ${binary[wire + 1]} fuses, ${FUSES.length} are known`);
    }
    found.push(wire + 2);
  }
  if (found.length === 0) throw new Error('The binary has no fuses');
  return found;
}

/** The binary with every fuse set. Throws when a fuse is missing, unknown or was removed from Electron. */
export function withFuses(binary: Buffer): Buffer {
  const changed = Buffer.from(binary);
  for (const wire of wires(changed)) {
    FUSES.forEach(([name, on], index) => {
      const state = changed[wire + index];
      if (state !== ON && state !== OFF) throw new Error(`The fuse ${name} cannot be set`);
      changed[wire + index] = on ? ON : OFF;
    });
  }
  return changed;
}

/** Names of the fuses that are not set as wanted; empty when all is well. */
export function wrongFuses(binary: Buffer): string[] {
  return wires(binary).flatMap((wire) =>
    FUSES.filter(([, on], index) => binary[wire + index] !== (on ? ON : OFF)).map(([name]) => name),
  );
}
