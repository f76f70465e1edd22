import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Configuration } from 'electron-builder';
import { describe, expect, it } from 'vitest';
import { inRoot } from '../commands/tools.ts';
import { UPGRADE_CODE } from './installer-checks.ts';

/** electron-builder's own reader and schema, which it does not export by name. */
const builder = createRequire(import.meta.url)('../../node_modules/app-builder-lib/out/util/config/config.js') as {
  getConfig(folder: string, file: null, more: null): Promise<Configuration>;
  validateConfiguration(config: Configuration, log: unknown): Promise<void>;
};
const configuration = () => builder.getConfig(inRoot(), null, null);
const log = { isEnabled: false };

describe('electron-builder.yml', () => {
  it('passes electron-builder’s own schema, which refuses what it does not know', async () => {
    const config = await configuration();
    await builder.validateConfiguration(config, log);
    const unknown = { ...config, unheardOf: 1 } as Configuration;
    await expect(builder.validateConfiguration(unknown, log)).rejects.toThrow('unheardOf');
  });

  it('names the Electron that is installed, and the app’s identity', async () => {
    const electron = createRequire(import.meta.url)('electron/package.json') as { version: string };
    expect(await configuration()).toMatchObject({ electronVersion: electron.version, appId: 'com.rollcall.app' });
  });

  it('leaves all fuses to the hook, and no link to the app by itself', async () => {
    const config = await configuration();
    expect(config.electronFuses).toBeUndefined();
    for (const part of [config, config.win, config.mac, config.linux]) expect(part?.protocols).toBeUndefined();
  });

  it('names every target for every processor', async () => {
    const { win, mac, linux } = await configuration();
    const both = ['x64', 'arm64'];
    expect(win?.target).toEqual(['nsis', 'msi'].map((target) => ({ target, arch: both })));
    expect(mac?.target).toEqual(['dmg', 'zip'].map((target) => ({ target, arch: both })));
    expect(linux?.target).toEqual(['deb', 'AppImage'].map((target) => ({ target, arch: ['x64'] })));
  });

  it('hardens and notarises on macOS, and keeps the code by which Windows finds the app', async () => {
    const { mac, msi } = await configuration();
    const plist = 'build/entitlements.mac.plist';
    expect(mac).toMatchObject({
      hardenedRuntime: true,
      notarize: true,
      entitlements: plist,
      entitlementsInherit: plist,
    });
    expect(msi).toMatchObject({ perMachine: true, upgradeCode: UPGRADE_CODE });
  });

  it('names files that exist', async () => {
    const { win, mac, linux, nsis, deb, afterPack } = await configuration();
    const files = [win?.icon, mac?.icon, linux?.icon, mac?.entitlements, nsis?.include, deb?.afterRemove, afterPack];
    expect(files.filter((file) => typeof file !== 'string' || !existsSync(inRoot(file)))).toEqual([]);
  });

  it('has the names under which administrators are told to look for users’ data', async () => {
    const { name, productName } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as Record<string, string>;
    const { appId } = await configuration();
    const guide = readFileSync(inRoot('build/ADMINISTRATORS.md'), 'utf8');
    for (const place of [
      `%APPDATA%\\${productName}`,
      `%LOCALAPPDATA%\\${name}-updater`,
      `~/Library/Application Support/${productName}`,
      `~/Library/Logs/${productName}`,
      `~/Library/Caches/${name}-updater`,
      `~/Library/Caches/${appId}.ShipIt`,
      `~/.config/${productName}`,
      `~/.config/autostart/${name}.desktop`,
      `~/.local/share/applications/${name}-links.desktop`,
      `~/.cache/${name}-updater`,
    ]) {
      expect(guide).toContain(`\`${place}\``);
    }
    // electron-updater's folder bears this name as long as nobody sets another.
    const { publish } = await configuration();
    expect(publish).not.toHaveProperty('updaterCacheDirName');
  });
});
