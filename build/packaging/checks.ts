/** What a packed app must be. Pure: from what was found to what is wrong. */
import type { AsarHeader } from './asar.ts';
import { LICENCE_FILE } from './licences.ts';
import type { ShippedPackage } from './licences.ts';

/** app.asar and what lies unpacked beside it, together. */
export const MAX_APP_BYTES = 6 * 1024 * 1024;

const MUST_HAVE = [
  'package.json',
  'out/main/index.js',
  'out/main/icons/rollcall.png',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  `out/${LICENCE_FILE}`,
  'node_modules/keytar/package.json',
  'node_modules/keytar/lib/keytar.js',
];
/** Chunks may have any name: what is in them is the bundler's to keep out, and the list of packages' to tell. */
const MAY_HAVE = [
  /^package\.json$/,
  /^out\/main\/[\w.-]+\.js$/,
  /^out\/main\/icons\/[\w@./-]+\.(png|ico)$/,
  /^out\/preload\/index\.cjs$/,
  /^out\/renderer\/index\.html$/,
  /^out\/renderer\/assets\/[\w.-]+\.(js|css|svg|png|woff2)$/,
  /^out\/licences\/third-party-licences\.txt$/,
  /^node_modules\/keytar\/(package\.json|LICENSE\.md|lib\/keytar\.js)$/,
  /^node_modules\/keytar\/prebuilds\/[\w-]+\/keytar\.node$/,
];
const MUST_NOT_HAVE = /\.(map|ts|svelte|test\.js)$|simulator|browser-host|\/tests?\//;

/** Packages that only development uses and that no bundle may hold. */
const DEVELOPMENT =
  /^(ws|axe-core|fast-check|playwright.*|vitest.*|vite|electron-builder|@vitest\/.*|@peculiar\/x509)$/;

/** `platform` and `arch` as Node names them. */
export function wrongContents(asar: AsarHeader, platform: string, arch: string): string[] {
  const paths = asar.entries.map(({ path }) => path);
  const may = (path: string): boolean => MAY_HAVE.some((pattern) => pattern.test(path));
  const binary = `node_modules/keytar/prebuilds/${platform}-${arch}/keytar.node`;
  const natives = asar.entries.filter(({ path }) => path.endsWith('.node'));
  return [
    ...[...MUST_HAVE, binary].filter((path) => !paths.includes(path)).map((path) => `${path} is missing`),
    ...paths
      .filter((path) => !may(path) || MUST_NOT_HAVE.test(path))
      .map((path) => `${path} does not belong into the app`),
    ...natives.filter(({ path }) => path !== binary).map(({ path }) => `${path} is for another platform`),
    ...natives.filter(({ unpacked }) => !unpacked).map(({ path }) => `${path} cannot be loaded from the archive`),
    ...asar.entries.filter(({ hashed }) => !hashed).map(({ path }) => `${path} has no hash`),
  ];
}

/** Files beside the archive, of which there may be no more than those that its header names. */
export function wrongBeside(asar: AsarHeader, found: readonly string[]): string[] {
  const named = new Set(asar.entries.filter(({ unpacked }) => unpacked).map(({ path }) => path));
  return [
    ...found
      .filter((path) => !named.has(path))
      .map((path) => `${path} lies beside the archive, which does not name it`),
    ...[...named].filter((path) => !found.includes(path)).map((path) => `${path} is not beside the archive`),
  ];
}

/** Code that points to its sources. `text`: a file of the archive. */
export function wrongCode(path: string, text: string): string[] {
  return /^\/[/*]# sourceMappingURL=/m.test(text) ? [`${path} names a source map`] : [];
}

/** What the package.json inside says that it should not. */
export function wrongManifest(manifest: Record<string, unknown>): string[] {
  return [
    ...(manifest['main'] === 'out/main/index.js' ? [] : ['main is not the bundle']),
    ...(manifest['type'] === 'module' ? [] : ['the bundle would not be read as a module']),
    ...['devDependencies', 'scripts'].filter((key) => key in manifest).map((key) => `package.json still has ${key}`),
  ];
}

/** Is the app small enough? */
export function wrongSize(bytes: number): string[] {
  return bytes <= MAX_APP_BYTES ? [] : [`the app has ${bytes} bytes, ${MAX_APP_BYTES} are allowed`];
}

/** The text of licences names every package that is shipped; Electron's and Chromium's files are beside the app. */
export function wrongLicences(
  text: string | null,
  packages: readonly ShippedPackage[],
  beside: readonly string[],
): string[] {
  const missing = packages.filter(
    ({ name, version, text: words }) =>
      text?.includes(`${name} ${version} (`) !== true || !text.includes(words.replace(/\r\n?/g, '\n').trim()),
  );
  return [
    ...missing.map(({ name }) => `the licence of ${name} is missing`),
    ...['LICENSE.electron.txt', 'LICENSES.chromium.html']
      .filter((file) => !beside.includes(file))
      .map((file) => `${file} is missing`),
    ...packages.filter(({ name }) => DEVELOPMENT.test(name)).map(({ name }) => `${name} is bundled`),
  ];
}

/** Keys of the macOS app's Info.plist. */
export function wrongPlist(plist: string, asarHash: string): string[] {
  const flat = plist.replace(/>\s+</g, '><');
  const needs: [string, string][] = [
    ['it would show in the Dock', '<key>LSUIElement</key><true/>'],
    [
      'transport security is open',
      '<key>NSAppTransportSecurity</key><dict><key>NSAllowsArbitraryLoads</key><false/></dict>',
    ],
    ['the identifier is wrong', '<key>CFBundleIdentifier</key><string>com.rollcall.app</string>'],
    [
      'the archive’s hash is wrong',
      '<key>ElectronAsarIntegrity</key><dict><key>Resources/app.asar</key><dict>' +
        `<key>algorithm</key><string>SHA256</string><key>hash</key><string>${asarHash}</string></dict></dict>`,
    ],
    ['the icon is missing', '<key>CFBundleIconFile</key>'],
    ['the oldest system is not named', '<key>LSMinimumSystemVersion</key><string>12.0</string>'],
  ];
  const missing = needs.filter(([, text]) => !flat.includes(text)).map(([words]) => `Info.plist: ${words}`);
  return flat.includes('CFBundleURLTypes') ? [...missing, 'Info.plist: it registers a link'] : missing;
}

/** The Windows program holds the archive's hash as a resource, and names itself. */
export function wrongWindowsProgram(program: Buffer, asarHash: string): string[] {
  const integrity = JSON.stringify([{ file: 'resources\\app.asar', alg: 'SHA256', value: asarHash }]);
  return [
    ...(program.includes(integrity) ? [] : ['the program lacks the archive’s hash']),
    ...(program.includes(Buffer.from('ProductName\0\0Rollcall\0', 'utf16le')) ? [] : ['the program has another name']),
  ];
}

/** Where updates of an app of this version come from. Released versions take released ones: electron-updater's default. */
export function wrongFeed(yaml: string | null, version: string): string[] {
  if (yaml === null) return ['app-update.yml is missing'];
  const lines = yaml.split('\n');
  const needs = ['provider: generic', 'url: https://updates.example.org/rollcall'];
  const channel = lines.find((line) => line.startsWith('channel: ')) ?? 'channel: latest';
  const isNamed = needs.every((line) => lines.includes(line)) && channel === `channel: ${channelsOf(version)[0]}`;
  return isNamed ? [] : ['app-update.yml does not name the feed'];
}

/** The channels that a version is offered on, its own first. */
export function channelsOf(version: string): readonly ['latest', 'beta'] | readonly ['beta'] {
  return version.includes('-') ? ['beta'] : ['latest', 'beta'];
}

/** Which languages of Chromium are left. */
export function wrongLanguages(found: readonly string[]): string[] {
  const wanted = /^(en|en-US|de|fr)\.(pak|lproj)$/;
  const surplus = found.filter((name) => /\.(pak|lproj)$/.test(name) && !wanted.test(name));
  return surplus.map((name) => `the language ${name} is surplus`);
}
