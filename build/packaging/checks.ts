/** What a packed app must be. Pure: from what was found to what is wrong. */
import type { AsarHeader } from './asar.ts';

/** app.asar and what lies unpacked beside it, together. */
export const MAX_APP_BYTES = 6 * 1024 * 1024;

const MUST_HAVE = [
  'package.json',
  'out/main/index.js',
  'out/main/icons/rollcall.png',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'node_modules/keytar/package.json',
  'node_modules/keytar/lib/keytar.js',
];
const MAY_HAVE =
  /^(package\.json$|out\/(main|preload|renderer)\/|node_modules\/keytar\/(package\.json|LICENSE\.md|lib\/keytar\.js|prebuilds\/))/;
const MUST_NOT_HAVE = /\.(map|ts|svelte|test\.js)$|simulator|browser-host|\/tests?\//;

/** `platform` and `arch` as Node names them. */
export function wrongContents(asar: AsarHeader, platform: string, arch: string): string[] {
  const paths = asar.entries.map(({ path }) => path);
  const binary = `node_modules/keytar/prebuilds/${platform}-${arch}/keytar.node`;
  const natives = asar.entries.filter(({ path }) => path.endsWith('.node'));
  return [
    ...[...MUST_HAVE, binary].filter((path) => !paths.includes(path)).map((path) => `${path} is missing`),
    ...paths.filter((path) => !MAY_HAVE.test(path)).map((path) => `${path} does not belong into the app`),
    ...paths
      .filter((path) => MAY_HAVE.test(path) && MUST_NOT_HAVE.test(path))
      .map((path) => `${path} must not be shipped`),
    ...natives.filter(({ path }) => path !== binary).map(({ path }) => `${path} is for another platform`),
    ...natives.filter(({ unpacked }) => !unpacked).map(({ path }) => `${path} cannot be loaded from the archive`),
    ...asar.entries.filter(({ hashed }) => !hashed).map(({ path }) => `${path} has no hash`),
  ];
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
    ['the archive’s hash is missing', asarHash],
    ['the icon is missing', '<key>CFBundleIconFile</key>'],
    ['the oldest system is not named', '<key>LSMinimumSystemVersion</key><string>12.0</string>'],
  ];
  return needs.filter(([, text]) => !flat.includes(text)).map(([words]) => `Info.plist: ${words}`);
}

/** The Windows program holds the archive's hash as a resource. */
export function wrongWindowsProgram(program: Buffer, asarHash: string): string[] {
  return program.includes(asarHash) ? [] : ['the program lacks the archive’s hash'];
}

/** Where updates come from. */
export function wrongFeed(yaml: string | null): string[] {
  if (yaml === null) return ['app-update.yml is missing'];
  return yaml.includes('url: https://updates.example.org/rollcall') && yaml.includes('provider: generic')
    ? []
    : ['app-update.yml does not name the feed'];
}

/** Which languages of Chromium are left. */
export function wrongLanguages(found: readonly string[]): string[] {
  const wanted = /^(en|en-US|de|fr)\.(pak|lproj)$/;
  const surplus = found.filter((name) => /\.(pak|lproj)$/.test(name) && !wanted.test(name));
  return surplus.map((name) => `the language ${name} is surplus`);
}
