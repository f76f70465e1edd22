/**
 * Stands in for Electron's distribution, which not every machine can fetch: the same files where electron-builder
 * looks, none of which can run. What is checked is what electron-builder makes of them.
 */
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../commands/tools.ts';
import { FUSES } from './fuses.ts';

export type StubPlatform = 'linux' | 'win32' | 'darwin';

/** What Electron's binary has before its fuses, so that they can be found. */
const FUSE_MARKER = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** A program with fuses, their wire of the given version and states (`0`, `1`, `r` for a removed one). */
export function programWithFuses(code: Buffer, states: string, version = 1): Buffer {
  return Buffer.concat([code, Buffer.from(FUSE_MARKER), Buffer.from([version, states.length]), Buffer.from(states)]);
}

/** Every fuse at the state opposite to the wanted one, so that each must be changed. */
const OPPOSITE = Object.values(FUSES)
  .map((on) => (on ? '0' : '1'))
  .join('');

/** Makes the stand-in for `platform` in `folder`. */
export function makeStub(platform: StubPlatform, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'version']) writeFileSync(join(folder, file), 'stub');
  if (platform === 'darwin') makeMac(folder);
  else {
    mkdirSync(join(folder, 'locales'));
    mkdirSync(join(folder, 'resources'));
    for (const language of ['en-US', 'de', 'fr', 'ja']) writeFileSync(join(folder, 'locales', `${language}.pak`), '');
    if (platform === 'linux') writeExecutable(join(folder, 'electron'), Buffer.from('#!/bin/sh\nexit 1\n'));
    else {
      // Any Windows program with version information will do; 7-Zip comes with electron-builder.
      const program = inRoot('node_modules/electron-winstaller/vendor/7z-x64.exe');
      writeExecutable(join(folder, 'electron.exe'), readFileSync(program));
    }
  }
}

function writeExecutable(path: string, code: Buffer): void {
  writeFileSync(path, programWithFuses(code, OPPOSITE), { mode: 0o755 });
}

function makeMac(folder: string): void {
  const contents = join(folder, 'Electron.app/Contents');
  const framework = join(contents, 'Frameworks/Electron Framework.framework');
  for (const path of [join(contents, 'MacOS'), join(contents, 'Resources'), join(framework, 'Versions/A/Resources')]) {
    mkdirSync(path, { recursive: true });
  }
  // electron-builder moves them here from beside the bundle when it unpacks Electron's own archive.
  for (const file of ['LICENSE.electron.txt', 'LICENSES.chromium.html']) {
    writeFileSync(join(contents, 'Resources', file), 'stub');
  }
  writeFileSync(join(contents, 'Info.plist'), plist('Electron', 'Electron'));
  writeExecutable(join(contents, 'MacOS/Electron'), Buffer.from('stub'));
  writeExecutable(join(framework, 'Versions/A/Electron Framework'), Buffer.from('stub'));
  symlinkSync('A', join(framework, 'Versions/Current'));
  symlinkSync('Versions/Current/Electron Framework', join(framework, 'Electron Framework'));
  symlinkSync('Versions/Current/Resources', join(framework, 'Resources'));
  for (const language of ['en', 'de', 'fr', 'ja']) {
    for (const resources of [join(contents, 'Resources'), join(framework, 'Versions/A/Resources')]) {
      mkdirSync(join(resources, `${language}.lproj`));
      writeFileSync(join(resources, `${language}.lproj`, 'locale.pak'), '');
    }
  }
  for (const kind of ['', ' (GPU)', ' (Plugin)', ' (Renderer)']) {
    const helper = `Electron Helper${kind}`;
    const place = join(contents, 'Frameworks', `${helper}.app/Contents`);
    mkdirSync(join(place, 'MacOS'), { recursive: true });
    writeFileSync(join(place, 'Info.plist'), plist(helper, 'Electron.helper'));
    copyFileSync(join(contents, 'MacOS/Electron'), join(place, 'MacOS', helper));
  }
}

function plist(name: string, id: string): string {
  const entries = { CFBundleExecutable: name, CFBundleName: name, CFBundleDisplayName: name };
  const all = { ...entries, CFBundleIdentifier: `com.github.${id}`, CFBundlePackageType: 'APPL', CFBundleVersion: '1' };
  const body = Object.entries(all).map(([key, value]) => `<key>${key}</key><string>${value}</string>`);
  return `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict>${body.join('')}</dict></plist>`;
}
