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

/** The state that each fuse must be in, by its number as text. */
const WANTED: ReadonlyMap<string, unknown> = new Map(
  Object.entries(FUSES).map(([fuse, on]) => [fuse, on ? FuseState.ENABLE : FuseState.DISABLE]),
);

const nameOf = (fuse: string): string => FuseV1Options[Number(fuse)] ?? fuse;

/** The fuses in the app at `program`: number as text, and state. */
async function fusesOf(program: string): Promise<[fuse: string, state: unknown][]> {
  return Object.entries(await getCurrentFuseWire(program)).filter(([key]) => key !== 'version');
}

/** Sets every fuse of the app at `program`. Throws when Electron has more or fewer, or one that cannot be set. */
export async function setFuses(program: string): Promise<void> {
  const removed = (await fusesOf(program)).filter(([, state]) => state === FuseState.REMOVED);
  if (removed.length > 0) {
    throw new Error(
      `Electron has no use for these fuses any more: ${removed.map(([fuse]) => nameOf(fuse)).join(', ')}`,
    );
  }
  await flipFuses(program, { version: FuseVersion.V1, strictlyRequireAllFuses: true, ...FUSES });
}

/** Names of the fuses of the app at `program` that are not as wanted; unknown ones go by their number. */
export async function wrongFuses(program: string): Promise<string[]> {
  const found = new Map(await fusesOf(program));
  const missing = [...WANTED.keys()].filter((fuse) => !found.has(fuse));
  const wrong = [...found].filter(([fuse, state]) => state !== WANTED.get(fuse)).map(([fuse]) => fuse);
  return [...missing, ...wrong].map(nameOf);
}
