/** Reads what was packed from the disk and says what is wrong with it. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { appPath } from '../after-pack.ts';
import { inRoot } from '../commands/tools.ts';
import { readAsar, textInAsar } from './asar.ts';
import * as check from './checks.ts';
import { wrongFuses } from './fuses.ts';
import * as installer from './installer-checks.ts';
import { LICENCE_FILE } from './licences.ts';
import type { ShippedPackage } from './licences.ts';
import { resourcesOf } from './pack.ts';
import type { Packed, PackedApp } from './pack.ts';

export interface TargetReport {
  target: string;
  ok: boolean;
  /** app.asar and what lies unpacked beside it. */
  bytes: number;
  files: number;
  wrong: string[];
}

/** Where things are in a packed app. */
function places(app: PackedApp) {
  const resources = resourcesOf(app);
  return app.target.platform === 'darwin'
    ? { resources, plist: join(resources, '../Info.plist'), licences: resources, languages: resources }
    : { resources, plist: null, licences: app.folder, languages: join(app.folder, 'locales') };
}

/** Looks at an app as it would be installed. `packages`: those whose code is shipped. */
export async function inspectApp(app: PackedApp, packages: readonly ShippedPackage[]): Promise<TargetReport> {
  const { platform, arch, name } = app.target;
  const { resources, plist, licences, languages } = places(app);
  const archive = readFileSync(join(resources, 'app.asar'));
  const asar = readAsar(archive);
  const beside = filesBelow(join(resources, 'app.asar.unpacked'));
  const besidePaths = beside.map(({ path }) => path);
  const bytes = archive.length + beside.reduce((sum, { size }) => sum + size, 0);
  const text = (path: string): string | null => textInAsar(archive, asar, path);
  const code = asar.entries.filter(({ path }) => /\.(c?js|css)$/.test(path));
  const program = appPath(platform, app.folder);
  const manifest = JSON.parse(text('package.json') ?? '{}') as Record<string, unknown>;
  const wrong = [
    ...check.wrongContents(asar, platform, arch),
    ...check.wrongBeside(asar, besidePaths),
    ...code.flatMap(({ path }) => check.wrongCode(path, text(path) ?? '')),
    ...check.wrongManifest(manifest),
    ...check.wrongSize(bytes),
    ...check.wrongLicences(text(`out/${LICENCE_FILE}`), packages, readdirSync(licences)),
    ...(await wrongFuses(program)).map((fuse) => `the fuse ${fuse} is not set as wanted`),
    ...(plist === null ? [] : check.wrongPlist(readFileSync(plist, 'utf8'), asar.hash)),
    ...(platform === 'win32' ? check.wrongWindowsProgram(readFileSync(program), asar.hash) : []),
    ...check.wrongFeed(textOf(join(resources, 'app-update.yml')), String(manifest['version'])),
    ...check.wrongLanguages(readdirSync(languages)),
  ];
  return { target: `${name}-${arch}`, ok: wrong.length === 0, bytes, files: asar.entries.length, wrong };
}

/** Looks at the app and at what the makers of its installers would be told. */
export async function inspect(packed: Packed, packages: readonly ShippedPackage[]): Promise<TargetReport> {
  const report = await inspectApp(packed, packages);
  const { platform, arch } = packed.target;
  const wrong = [
    ...report.wrong,
    ...wrongInstallers(platform, arch, packed.plans),
    ...(platform === 'darwin' ? wrongOffers(packed) : []),
    ...installer.wrongNames(packed.artifacts.map((path) => basename(path))),
  ];
  return { ...report, ok: wrong.length === 0, wrong };
}

function wrongInstallers(platform: string, arch: string, plans: Packed['plans']): string[] {
  switch (platform) {
    case 'win32':
      return [...installer.wrongNsis(plans.nsis, arch), ...installer.wrongMsi(plans.msi)];
    case 'darwin':
      return installer.wrongEntitlements(readFileSync(inRoot('build/entitlements.mac.plist'), 'utf8'));
    default:
      return [...installer.wrongDeb(plans.deb), ...installer.wrongDesktop(plans.desktop)];
  }
}

/** The feed's files lie beside the app where electron-builder came as far as to write them: on macOS. */
function wrongOffers(packed: Packed): string[] {
  const archive = readFileSync(join(resourcesOf(packed), 'app.asar'));
  const manifest = JSON.parse(textInAsar(archive, readAsar(archive), 'package.json') ?? '{}') as { version?: string };
  const feed = packed.artifacts.filter((path) => path.endsWith('.yml'));
  const files = new Map(feed.map((path) => [basename(path), readFileSync(path, 'utf8')]));
  const zip = packed.artifacts.find((path) => path.endsWith('.zip'));
  if (zip === undefined) return ['no archive for updates is made'];
  const sha512 = createHash('sha512').update(readFileSync(zip)).digest('base64');
  return installer.wrongOffers(files, manifest.version ?? '', { name: basename(zip), sha512 });
}

const textOf = (path: string): string | null => (existsSync(path) ? readFileSync(path, 'utf8') : null);

/** All files below a folder, with slashes; none when it is missing. */
function filesBelow(folder: string): { path: string; size: number }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(folder, path).split(sep).join('/'), size: statSync(path).size }));
}
