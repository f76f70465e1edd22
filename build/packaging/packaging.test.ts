import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { fuseFile } from '../after-pack.ts';
import { inRoot } from '../commands/tools.ts';
import { readAsar, textInAsar } from './asar.ts';
import type { AsarEntry } from './asar.ts';
import * as check from './checks.ts';
import { FUSE_MARKER, FUSES, withFuses, wrongFuses } from './fuses.ts';
import { closeTransportSecurity } from './info-plist.ts';

const wire = (states: string, version = 1) =>
  Buffer.concat([
    Buffer.from('code'),
    FUSE_MARKER,
    Buffer.from([version, states.length]),
    Buffer.from(states),
    Buffer.from('more'),
  ]);

describe('fuses', () => {
  it('are all set as wanted, each from any state, and nothing else changes', () => {
    for (const start of ['000000000', '111111111']) {
      const before = wire(start);
      const after = withFuses(before);
      expect(after.equals(wire('010011000'))).toBe(true);
      expect(wrongFuses(after)).toEqual([]);
      expect(before.equals(wire(start))).toBe(true);
    }
  });

  it('are set in each half of a universal binary', () => {
    expect(wrongFuses(withFuses(Buffer.concat([wire('000000000'), wire('111111111')])))).toEqual([]);
  });

  it('that are wrong are named', () => {
    expect(wrongFuses(wire('110011000'))).toEqual(['RunAsNode']);
    expect(wrongFuses(wire('010011001'))).toEqual(['WasmTrapHandlers']);
  });

  it.each([
    ['eight fuses', wire('00000000'), '8 fuses'],
    ['ten fuses', wire('0000000000'), '10 fuses'],
    ['another version', wire('000000000', 2), 'version 2'],
    ['a removed fuse', wire('0r0000000'), 'EnableCookieEncryption'],
    ['no fuses', Buffer.from('code'), 'no fuses'],
  ])('of an Electron with %s are refused', (_name, binary, words) => {
    expect(() => withFuses(binary)).toThrow(words);
  });

  it('lie in the program, on macOS in the framework', () => {
    const names = { product: 'Rollcall', executable: 'rollcall' };
    expect(fuseFile('linux', '/o', names)).toBe('/o/rollcall');
    expect(fuseFile('win32', '/o', names)).toBe('/o/Rollcall.exe');
    expect(fuseFile('darwin', '/o', names)).toContain('/o/Rollcall.app/Contents/Frameworks/Electron Framework');
  });

  it('of the configuration agree with those of the hook', async () => {
    const { electronFuses } = await configuration();
    const named = FUSES.map(([name, on]) => [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, on]);
    expect(Object.entries(electronFuses)).toEqual(named.slice(0, 8));
  });
});

describe('Info.plist', () => {
  const open =
    '<dict><key>A</key><true/><key>NSAppTransportSecurity</key>\n<dict><key>NSAllowsArbitraryLoads</key><true/>' +
    '<key>NSExceptionDomains</key><dict><key>localhost</key><dict><key>x</key><dict/></dict></dict></dict><key>B</key><false/></dict>';

  it('gets its transport security closed, and keeps the rest', () => {
    expect(closeTransportSecurity(open)).toBe(
      '<dict><key>A</key><true/><key>NSAppTransportSecurity</key><dict><key>NSAllowsArbitraryLoads</key><false/></dict>' +
        '<key>B</key><false/></dict>',
    );
  });

  it('is refused when it is not as electron-builder writes it', () => {
    expect(() => closeTransportSecurity('<dict></dict>')).toThrow('one NSAppTransportSecurity');
    expect(() => closeTransportSecurity(open + open)).toThrow('one NSAppTransportSecurity');
    expect(() => closeTransportSecurity('<key>NSAppTransportSecurity</key><dict>')).toThrow('does not end');
  });
});

it('reads the files of an archive', () => {
  const integrity = { algorithm: 'SHA256', hash: 'x' };
  const json = JSON.stringify({
    files: {
      a: { files: { 'b.js': { size: 3, offset: '2', integrity } } },
      'c.node': { size: 9, unpacked: true },
    },
  });
  const head = Buffer.alloc(16);
  head.writeUInt32LE(8 + json.length, 4);
  head.writeUInt32LE(json.length, 12);
  const archive = Buffer.concat([head, Buffer.from(json), Buffer.from('--abc--')]);
  const header = readAsar(archive);
  const start = 16 + json.length + 2;
  expect(header.entries).toEqual([
    { path: 'a/b.js', size: 3, start, unpacked: false, hashed: true },
    { path: 'c.node', size: 9, start: null, unpacked: true, hashed: false },
  ]);
  expect(header.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(textInAsar(archive, header, 'a/b.js')).toBe('abc');
  expect(textInAsar(archive, header, 'c.node')).toBeNull();
  expect(textInAsar(archive, header, 'none')).toBeNull();
});

describe('checks', () => {
  const entry = (path: string, more: Partial<AsarEntry> = {}): AsarEntry => ({
    ...{ path, size: 1, start: 0, unpacked: path.endsWith('.node'), hashed: true },
    ...more,
  });
  const good = [
    ...[
      'package.json',
      'out/main/index.js',
      'out/main/icons/rollcall.png',
      'out/preload/index.cjs',
      'out/renderer/index.html',
    ],
    ...['node_modules/keytar/package.json', 'node_modules/keytar/lib/keytar.js'],
    'node_modules/keytar/prebuilds/win32-arm64/keytar.node',
  ].map((path) => entry(path));
  const wrong = (entries: AsarEntry[]) => check.wrongContents({ entries, hash: '' }, 'win32', 'arm64');

  it('pass what the app needs, and nothing more', () => {
    expect(wrong(good)).toEqual([]);
  });

  it.each([
    ['a missing bundle', good.slice(1), 'package.json is missing'],
    ['a source', [...good, entry('main/index.ts')], 'main/index.ts does not belong into the app'],
    ['a map', [...good, entry('out/main/index.js.map')], 'out/main/index.js.map must not be shipped'],
    ['the simulator', [...good, entry('out/main/simulator.js')], 'out/main/simulator.js must not be shipped'],
    ['the other host', [...good, entry('out/main/browser-host.js')], 'out/main/browser-host.js must not be shipped'],
    [
      'a dev dependency',
      [...good, entry('node_modules/ws/index.js')],
      'node_modules/ws/index.js does not belong into the app',
    ],
    [
      'another platform’s binary',
      [...good, entry('node_modules/keytar/prebuilds/linux-x64/keytar.node')],
      'node_modules/keytar/prebuilds/linux-x64/keytar.node is for another platform',
    ],
    [
      'a packed binary',
      [...good.slice(0, -1), entry('node_modules/keytar/prebuilds/win32-arm64/keytar.node', { unpacked: false })],
      'node_modules/keytar/prebuilds/win32-arm64/keytar.node cannot be loaded from the archive',
    ],
    ['a file without hash', [...good, entry('out/renderer/a.js', { hashed: false })], 'out/renderer/a.js has no hash'],
  ])('find %s', (_name, entries, words) => {
    expect(wrong(entries)).toEqual([words]);
  });

  it('find a wrong manifest, size, feed, language, program and plist', () => {
    expect(check.wrongManifest({ main: 'out/main/index.js', type: 'module' })).toEqual([]);
    expect(check.wrongManifest({ main: 'x', scripts: {} })).toHaveLength(3);
    expect(check.wrongSize(check.MAX_APP_BYTES)).toEqual([]);
    expect(check.wrongSize(check.MAX_APP_BYTES + 1)).toHaveLength(1);
    expect(check.wrongFeed(null)).toHaveLength(1);
    expect(check.wrongFeed('provider: generic\nurl: http://updates.example.org/rollcall')).toHaveLength(1);
    expect(check.wrongFeed('provider: generic\nurl: https://updates.example.org/rollcall\n')).toEqual([]);
    expect(check.wrongLanguages(['en-US.pak', 'de.lproj', 'ja.pak', 'icon.icns'])).toEqual([
      'the language ja.pak is surplus',
    ]);
    expect(check.wrongWindowsProgram(Buffer.from('..abc..'), 'abc')).toEqual([]);
    expect(check.wrongWindowsProgram(Buffer.from('..abc..'), 'abd')).toHaveLength(1);
    expect(check.wrongPlist('<dict></dict>', 'hash')).toHaveLength(6);
  });
});

interface Builder {
  electronFuses: Record<string, boolean>;
  electronVersion: string;
  appId: string;
}
/** electron-builder's own reader and schema, which it does not export by name. */
const builder = createRequire(import.meta.url)('../../node_modules/app-builder-lib/out/util/config/config.js') as {
  getConfig(folder: string, file: null, more: null): Promise<Builder>;
  validateConfiguration(config: Builder, log: unknown): Promise<void>;
};
const configuration = () => builder.getConfig(inRoot(), null, null);
const log = { isEnabled: false };

describe('electron-builder.yml', () => {
  it('passes electron-builder’s own schema, which refuses what it does not know', async () => {
    const config = await configuration();
    await builder.validateConfiguration(config, log);
    await expect(builder.validateConfiguration({ ...config, unheardOf: 1 } as Builder, log)).rejects.toThrow(
      'unheardOf',
    );
  });

  it('names the Electron that is installed, and the app’s identity', async () => {
    const config = await configuration();
    const electron = createRequire(import.meta.url)('electron/package.json') as { version: string };
    expect(config).toMatchObject({ electronVersion: electron.version, appId: 'com.rollcall.app' });
  });
});
