/** What installers must be, as far as it shows in what their makers are told. Pure: from what was found to what is wrong. */
import { channelsOf } from './checks.ts';
import type { Plans } from './pack.ts';

/** Fixed for ever: Windows finds the installed version by it. */
export const UPGRADE_CODE = '{8B6E2A1C-5D0F-4C57-9C1B-2F4E7A3D9B60}';

/** A thing that must be so, and the words when it is not. */
type Demand = readonly [so: boolean, words: string];
const unmet = (demands: readonly Demand[]): string[] => demands.filter(([so]) => !so).map(([, words]) => words);

/** The NSIS installer: for one user by default, for all on request. */
export function wrongNsis(defines: Plans['nsis'], arch: string): string[] {
  if (defines === null) return ['no NSIS installer is made'];
  const architectures = Object.keys(defines).filter((name) => /^APP_(64|ARM64|32)$/.test(name));
  return unmet([
    [!('ONE_CLICK' in defines), 'NSIS: nobody would be asked for whom to install'],
    [!('INSTALL_MODE_PER_ALL_USERS' in defines), 'NSIS: it is always for all users'],
    [!('INSTALL_MODE_PER_ALL_USERS_DEFAULT' in defines), 'NSIS: it is for all users by default'],
    ['INSTALL_MODE_PER_ALL_USERS_REQUIRED' in defines, 'NSIS: it cannot be for all users'],
    ['MULTIUSER_INSTALLMODE_ALLOW_ELEVATION' in defines, 'NSIS: it cannot ask for rights'],
    [!('DELETE_APP_DATA_ON_UNINSTALL' in defines), 'NSIS: data are removed without being asked'],
    [defines['APP_ID'] === 'com.rollcall.app', 'NSIS: the app user model id is wrong'],
    [
      architectures.join() === (arch === 'arm64' ? 'APP_ARM64' : 'APP_64'),
      `NSIS: it holds ${architectures.join(', ')}`,
    ],
  ]);
}

/** The MSI: for all users, found again by its upgrade code. */
export function wrongMsi(project: Plans['msi']): string[] {
  if (project === null) return ['no MSI is made'];
  return unmet([
    [project.includes(`UpgradeCode="${UPGRADE_CODE}"`), 'MSI: the upgrade code has changed'],
    [project.includes('<Property Id="ALLUSERS" Secure="yes" Value="1"/>'), 'MSI: it is not for all users'],
    [project.includes('<MajorUpgrade '), 'MSI: it does not replace the version before'],
    [!project.includes('Id="desktopShortcut"'), 'MSI: it puts a link onto the desktop'],
  ]);
}

/** The Debian package. */
export function wrongDeb(args: Plans['deb']): string[] {
  if (args === null) return ['no Debian package is made'];
  const value = (name: string): string | undefined => args[args.indexOf(name) + 1];
  return unmet([
    [value('--name') === 'rollcall', 'deb: the package has another name'],
    [value('--maintainer')?.includes('@') === true, 'deb: nobody maintains it'],
    [value('--url')?.startsWith('https://') === true, 'deb: it names no page'],
    [args.includes('--after-remove'), 'deb: nothing happens after its removal'],
    [args.some((arg) => arg.endsWith('=/usr/share/applications/rollcall.desktop')), 'deb: it has no desktop entry'],
  ]);
}

/** Desktop entries: the sandbox stays on, links stay where they are. */
export function wrongDesktop(entries: readonly string[]): string[] {
  if (entries.length !== 2) return [`${entries.length} of 2 desktop entries are made`];
  return entries.flatMap((entry) =>
    unmet([
      [!entry.includes('no-sandbox'), 'desktop entry: the app starts without its sandbox'],
      [!entry.includes('x-scheme-handler'), 'desktop entry: it registers a link'],
      [entry.includes('\nStartupWMClass=rollcall\n'), 'desktop entry: windows would not be matched to it'],
      [entry.includes('\nCategories=Network;InstantMessaging;\n'), 'desktop entry: it has another category'],
    ]),
  );
}

/** Files that are handed out: no blanks, as a feed names them in addresses. `names` without their folder. */
export function wrongNames(names: readonly string[]): string[] {
  return names.filter((name) => !/^[\w.-]+$/.test(name)).map((name) => `the artifact ${name} has an unfit name`);
}

/**
 * What the feed offers: on each channel this version, with what is fetched and how it must be. `files`: the text of each
 * of the feed's files by its name; `archive`: what they have to name, its hash as they write it (SHA-512, base64).
 */
export function wrongOffers(
  files: ReadonlyMap<string, string>,
  version: string,
  archive: { name: string; sha512: string },
): string[] {
  const needs = [`version: ${version}`, `  - url: ${archive.name}`, `    sha512: ${archive.sha512}`];
  return channelsOf(version)
    .map((channel) => `${channel}-mac.yml`)
    .filter((name) => !needs.every((line) => files.get(name)?.split('\n').includes(line) === true))
    .map((name) => `${name} does not offer this version`);
}

/** The macOS entitlements: the one that V8 needs. */
export function wrongEntitlements(plist: string): string[] {
  const keys = [...plist.replace(/<!--[\s\S]*?-->/g, '').matchAll(/<key>([^<]*)<\/key>/g)].map((match) => match[1]);
  return keys.join() === 'com.apple.security.cs.allow-jit' ? [] : [`entitlements: ${keys.join(', ') || 'none'}`];
}
