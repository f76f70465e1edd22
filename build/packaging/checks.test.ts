import { describe, expect, it } from 'vitest';
import type { AsarEntry } from './asar.ts';
import * as check from './checks.ts';
import { wrongDeb, wrongDesktop, wrongEntitlements, wrongMsi, wrongNames, wrongNsis } from './installer-checks.ts';

const entry = (path: string, more: Partial<AsarEntry> = {}): AsarEntry => ({
  ...{ path, size: 1, start: 0, unpacked: path.endsWith('.node'), hashed: true },
  ...more,
});
const native = 'node_modules/keytar/prebuilds/win32-arm64/keytar.node';
const good = [
  ...['package.json', 'out/main/index.js', 'out/main/icons/rollcall.png', 'out/preload/index.cjs'],
  ...['out/renderer/index.html', 'out/licences/third-party-licences.txt'],
  ...['node_modules/keytar/package.json', 'node_modules/keytar/lib/keytar.js', native],
].map((path) => entry(path));
const wrong = (entries: AsarEntry[]) => check.wrongContents({ entries, hash: '' }, 'win32', 'arm64');

describe('what is in the archive', () => {
  it('passes with what the app needs, and with chunks of any name', () => {
    expect(wrong(good)).toEqual([]);
    expect(wrong([...good, entry('out/main/updater-x_1.js'), entry('out/renderer/assets/Inter-Bx.woff2')])).toEqual([]);
  });

  it.each([
    'main/index.ts',
    'out/main/index.js.map',
    'out/main/simulator.js',
    'out/main/browser-host.js',
    'out/main/chunk.test.js',
    'out/main/folder/chunk.js',
    'out/preload/second.cjs',
    'node_modules/ws/index.js',
    'node_modules/keytar/src/main.cc',
  ])('may not hold %s', (path) => {
    expect(wrong([...good, entry(path)])).toEqual([`${path} does not belong into the app`]);
  });

  it('lacks nothing, has one binary that can be loaded, and a hash for every file', () => {
    expect(wrong(good.slice(1))).toEqual(['package.json is missing']);
    const other = 'node_modules/keytar/prebuilds/linux-x64/keytar.node';
    expect(wrong([...good, entry(other)])).toEqual([`${other} is for another platform`]);
    const packed = entry(native, { unpacked: false });
    expect(wrong([...good.slice(0, -1), packed])).toEqual([`${native} cannot be loaded from the archive`]);
    const bare = entry('out/main/a.js', { hashed: false });
    expect(wrong([...good, bare])).toEqual(['out/main/a.js has no hash']);
  });

  it('is all that lies beside it', () => {
    const asar = { entries: good, hash: '' };
    expect(check.wrongBeside(asar, [native])).toEqual([]);
    expect(check.wrongBeside(asar, [native, 'a.node'])).toHaveLength(1);
    expect(check.wrongBeside(asar, [])).toEqual([`${native} is not beside the archive`]);
  });
});

it('a wrong manifest, size, feed, language, program and plist are found', () => {
  expect(check.wrongManifest({ main: 'out/main/index.js', type: 'module' })).toEqual([]);
  expect(check.wrongManifest({ main: 'x', scripts: {} })).toHaveLength(3);
  expect(check.wrongSize(check.MAX_APP_BYTES)).toEqual([]);
  expect(check.wrongSize(check.MAX_APP_BYTES + 1)).toHaveLength(1);
  expect(check.wrongFeed(null, '1.0.0')).toHaveLength(1);
  const feed = 'provider: generic\nurl: https://updates.example.org/rollcall\nchannel: latest\n';
  expect(check.wrongFeed(feed, '1.0.0')).toEqual([]);
  expect(check.wrongFeed(feed.replace('https', 'http'), '1.0.0')).toHaveLength(1);
  expect(check.wrongFeed(feed.replace('rollcall', 'rollcall-x'), '1.0.0')).toHaveLength(1);
  expect(check.wrongFeed(feed, '1.1.0-beta.1')).toHaveLength(1);
  expect(check.wrongFeed(feed.replace('latest', 'beta'), '1.1.0-beta.1')).toEqual([]);
  expect(check.wrongFeed(feed.replace('latest', 'beta'), '1.0.0')).toHaveLength(1);
  expect(check.wrongFeed(feed.replace('latest', 'rc'), '1.1.0-rc.1')).toHaveLength(1);
  expect(check.wrongLanguages(['en-US.pak', 'de.lproj', 'ja.pak', 'icon.icns'])).toEqual([
    'the language ja.pak is surplus',
  ]);
  expect(check.wrongWindowsProgram(Buffer.from('abc'), 'abc')).toHaveLength(2);
  expect(check.wrongPlist('<dict></dict>', 'hash')).toHaveLength(6);
  expect(check.wrongCode('a.js', 'const a = "//# sourceMappingURL=";')).toEqual([]);
});

it('licences that are missing and packages of development are found', () => {
  const svelte = { name: 'svelte', version: '5.0.0', identifier: 'MIT', text: 'Words\r\nof it' };
  const both = ['LICENSE.electron.txt', 'LICENSES.chromium.html'];
  const text = 'svelte 5.0.0 (MIT)\nWords\nof it\n';
  expect(check.wrongLicences(text, [svelte], both)).toEqual([]);
  expect(check.wrongLicences('svelte 5.0.0 (MIT)', [svelte], both)).toEqual(['the licence of svelte is missing']);
  expect(check.wrongLicences(text, [{ ...svelte, version: '5.0.1' }], both)).toHaveLength(1);
  expect(check.wrongLicences(text, [svelte], both.slice(1))).toEqual(['LICENSE.electron.txt is missing']);
  const ws = { ...svelte, name: 'ws' };
  expect(check.wrongLicences('ws 5.0.0 (MIT)\nWords\nof it\n', [ws], both)).toEqual(['ws is bundled']);
});

it('plans of installers that do not exist or are empty are found', () => {
  expect(wrongNsis(null, 'x64')).toHaveLength(1);
  expect(wrongNsis({}, 'x64').length).toBeGreaterThan(2);
  expect(wrongMsi(null)).toHaveLength(1);
  expect(wrongMsi('<Wix/>')).toHaveLength(3);
  expect(wrongDeb(null)).toHaveLength(1);
  expect(wrongDeb([])).toHaveLength(5);
  expect(wrongDesktop([])).toHaveLength(1);
  expect(wrongDesktop(['MimeType=x-scheme-handler/sip', ''])).toHaveLength(5);
});

it('names with blanks and further entitlements are found', () => {
  expect(wrongNames(['rollcall-0.1.0-win-x64.exe', 'Rollcall Setup 0.1.0.exe'])).toHaveLength(1);
  const plist = '<dict><!-- <key>x</key> --><key>com.apple.security.cs.allow-jit</key><true/></dict>';
  expect(wrongEntitlements(plist)).toEqual([]);
  expect(wrongEntitlements(plist.replace('<true/>', '<true/><key>com.apple.security.get-task-allow</key>'))).toEqual([
    'entitlements: com.apple.security.cs.allow-jit, com.apple.security.get-task-allow',
  ]);
  expect(wrongEntitlements('<dict/>')).toEqual(['entitlements: none']);
});
