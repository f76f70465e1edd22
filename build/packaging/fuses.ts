/**
 * Electron's fuses: switches in its binary that a packaged app sets for good. Set by @electron/fuses from the hook after
 * packing, since the copy that electron-builder brings knows eight of the nine.
 */
import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';

/** Every fuse and how it is set. One that Electron adds stops the build until it is decided here. */
export const FUSES: Readonly<Record<FuseV1Options, boolean>> = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // As Electron ships it: V8 uses signal handlers for the bounds of WebAssembly's memory.
  [FuseV1Options.WasmTrapHandlers]: true,
};

/** Sets every fuse of the app at `program`. Throws when Electron has more or fewer, or one that cannot be set. */
export async function setFuses(program: string): Promise<void> {
  const before = await getCurrentFuseWire(program);
  const removed = fuseNames(before, (state) => state === FuseState.REMOVED);
  if (removed.length > 0) throw new Error(`Electron has no use for these fuses any more: ${removed.join(', ')}`);
  await flipFuses(program, { version: FuseVersion.V1, strictlyRequireAllFuses: true, ...FUSES });
}

/** Names of the fuses of the app at `program` that are not as wanted; unknown ones go by their number. */
export async function wrongFuses(program: string): Promise<string[]> {
  const wire = await getCurrentFuseWire(program);
  const missing = Object.keys(FUSES).filter((fuse) => !(fuse in wire));
  const wrong = fuseNames(wire, (state, fuse) => state !== (FUSES[fuse] ? FuseState.ENABLE : FuseState.DISABLE));
  return [...missing.map((fuse) => FuseV1Options[Number(fuse)] ?? fuse), ...wrong];
}

type Wire = Awaited<ReturnType<typeof getCurrentFuseWire>>;

/** Names of the fuses in `wire` that pass `test`. */
function fuseNames(wire: Wire, test: (state: FuseState | undefined, fuse: FuseV1Options) => boolean): string[] {
  const fuses = Object.keys(wire)
    .filter((key) => key !== 'version')
    .map(Number);
  return fuses
    .filter((fuse) => test(wire[fuse as FuseV1Options], fuse))
    .map((fuse) => FuseV1Options[fuse] ?? `${fuse}`);
}
