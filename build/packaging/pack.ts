/**
 * Packs one target against the stand-in for Electron and stops electron-builder where an installer would be made: what
 * it is about to tell the installers' makers is kept to be looked at.
 */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import type { Configuration, PackagerOptions, PublishOptions } from 'electron-builder';
import { inRoot } from '../commands/tools.ts';
import { makeStub } from './stub.ts';
import type { StubPlatform } from './stub.ts';
import { makeTools } from './stub-tools.ts';

export interface Target {
  name: 'linux' | 'win' | 'mac';
  platform: StubPlatform;
  arch: 'x64' | 'arm64';
}

/** What electron-builder would have told the makers of installers; null for those that this target does not have. */
export interface Plans {
  /** Defines of the NSIS script. */
  nsis: Record<string, string | null> | null;
  /** The WiX project of the MSI. */
  msi: string | null;
  /** Arguments of the Debian package's maker. */
  deb: string[] | null;
  /** Desktop entries, of the Debian package and the AppImage. */
  desktop: string[];
}

/** An app as it would be installed. */
export interface PackedApp {
  target: Target;
  folder: string;
}

export interface Packed extends PackedApp {
  plans: Plans;
  /** Files beside the app: archives, update feeds. */
  artifacts: string[];
}

const PLATFORMS = { linux: Platform.LINUX, win32: Platform.WINDOWS, darwin: Platform.MAC };
/** MSI is not among them: electron-builder fetches its maker before it says anything, see `msiProject`. */
const INSTALLERS = { linux: ['dir', 'deb', 'AppImage'], win32: ['dir', 'nsis'], darwin: ['dir', 'zip'] };

/** Where the app's archive and what belongs to it lie. */
export function resourcesOf({ target, folder }: PackedApp): string {
  return join(folder, target.platform === 'darwin' ? 'Rollcall.app/Contents/Resources' : 'resources');
}

/**
 * Packs `target` of the project in `projectDir` below `folder`. `more` goes over the configuration in
 * electron-builder.yml.
 */
export async function pack(
  target: Target,
  folder: string,
  more: Configuration = {},
  projectDir: string = inRoot(),
): Promise<Packed> {
  const { platform, arch, name } = target;
  const electronDist = join(folder, `electron-${name}-${arch}`);
  const output = join(folder, `${name}-${arch}`);
  makeStub(platform, electronDist);
  const config: Configuration = {
    electronDist,
    directories: { output, buildResources: 'build' },
    // There is nobody to sign as here.
    ...(platform === 'darwin' ? { mac: { identity: null, notarize: false } } : {}),
    ...more,
  };
  const plans: Plans = { nsis: null, msi: null, deb: null, desktop: [] };
  const tools = makeTools(join(folder, 'tools'));
  const targets = PLATFORMS[platform].createTarget(INSTALLERS[platform], Arch[arch]);
  const effectiveOptionComputed = (options: unknown): Promise<boolean> => {
    keep(plans, options);
    return Promise.resolve(true);
  };
  await quietly(tools, { projectDir, targets, config, effectiveOptionComputed });
  const [unpacked] = readdirSync(output, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  if (unpacked === undefined) throw new Error(`${name}-${arch} was not packed`);
  const app = join(output, unpacked.name);
  if (platform === 'win32') plans.msi = await msiProject(projectDir, app, target, config);
  const artifacts = readdirSync(output, { withFileTypes: true }).filter((entry) => entry.isFile());
  return { target, folder: app, plans, artifacts: artifacts.map((entry) => join(output, entry.name)) };
}

/** electron-builder tells each maker's options in a form of its own. */
function keep(plans: Plans, options: unknown): void {
  if (!Array.isArray(options)) {
    plans.desktop.push((options as { desktop: string }).desktop);
    return;
  }
  const [first, second] = options as [unknown, unknown];
  if (Array.isArray(first)) {
    plans.deb = first as string[];
    plans.desktop.push(readFileSync(second as string, 'utf8'));
  } else plans.nsis = first as Record<string, string | null>;
}

/** Thrown to stop electron-builder. */
class Enough extends Error {}

/** The WiX project made for the app in `folder`: read in the moment before its maker would be fetched. */
async function msiProject(
  projectDir: string,
  folder: string,
  { arch }: Target,
  config: Configuration,
): Promise<string> {
  let project = '';
  const msiProjectCreated = (path: string): Promise<void> => {
    project = readFileSync(path, 'utf8');
    return Promise.reject(new Enough('The project is all that is wanted'));
  };
  const output = `${folder}-msi`;
  mkdirSync(output);
  const targets = Platform.WINDOWS.createTarget(['msi'], Arch[arch]);
  const changed = { ...config, msiProjectCreated, directories: { output, buildResources: 'build' } };
  await quietly({}, { projectDir, targets, config: changed, prepackaged: folder }).catch((reason: unknown) => {
    if (project === '') throw reason;
  });
  return project;
}

/** Builds with `tools` in the environment. What electron-builder says goes to standard error. */
async function quietly(tools: Record<string, string>, options: PackagerOptions & PublishOptions): Promise<void> {
  const { stdout, stderr, env } = process;
  const write = stdout.write.bind(stdout);
  const before = { ...env };
  Object.assign(env, tools);
  stdout.write = stderr.write.bind(stderr);
  try {
    await build({ publish: 'never', ...options });
  } finally {
    stdout.write = write;
    process.env = before;
  }
}
