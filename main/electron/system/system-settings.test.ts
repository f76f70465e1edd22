import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createFakeCore, createMemoryLogger } from '../../ipc/testing/fake-core.ts';
import { fake } from '../../../tests/fakes/electron.ts';
import { followSettings } from './system-settings.ts';

beforeEach(() => {
  fake.reset();
  fake.ready();
  fake.app.isPackaged = true;
});
afterEach(() => vi.unstubAllEnvs());

it('applies colours and start at login now and when they change, and only then', () => {
  const core = createFakeCore();
  const { stop } = followSettings(core.core.store, createMemoryLogger(), 'darwin');
  const change = (more: object) =>
    core.change((set) => set.slice('settings', { ...core.core.store.state.settings, ...more }));
  expect(fake.theme.themeSource).toBe('system');
  change({ theme: 'dark' });
  change({ startAtLogin: true });
  change({ notifyPresence: true });
  expect(fake.theme.themeSource).toBe('dark');
  expect(fake.app.control.loginItems).toEqual([{ openAtLogin: false }, { openAtLogin: true }]);
  stop();
  change({ theme: 'light' });
  expect(fake.theme.themeSource).toBe('dark');
});

it('tells Linux where an AppImage lies that an update has given another name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-moved-'));
  vi.stubEnv('XDG_CONFIG_HOME', join(folder, 'config'));
  vi.stubEnv('XDG_DATA_HOME', join(folder, 'data'));
  vi.stubEnv('APPIMAGE', '/apps/rollcall-1.0.0.AppImage');
  const core = createFakeCore();
  core.change((set) =>
    set.slice('settings', { ...core.core.store.state.settings, startAtLogin: true, openSipLinks: true }),
  );
  const { retell } = followSettings(core.core.store, createMemoryLogger(), 'linux');
  vi.stubEnv('APPIMAGE', '/apps/rollcall-1.2.0.AppImage');
  retell();
  for (const file of ['config/autostart/rollcall.desktop', 'data/applications/rollcall-links.desktop'])
    expect(readFileSync(join(folder, file), 'utf8')).toContain('/apps/rollcall-1.2.0.AppImage');
  rmSync(folder, { recursive: true });
});

it('asks Windows for links while they are wanted, and says when that is refused', () => {
  const core = createFakeCore();
  const logger = createMemoryLogger();
  followSettings(core.core.store, logger, 'win32');
  const change = (more: object) =>
    core.change((set) => set.slice('settings', { ...core.core.store.state.settings, ...more }));
  expect(fake.app.control.protocols.has('sip')).toBe(false);
  change({ openSipLinks: true });
  expect(fake.app.control.protocols.has('sip')).toBe(true);
  change({ openSipLinks: false });
  expect(fake.app.control.protocols.has('sip')).toBe(false);
  fake.app.control.refusesProtocols = true;
  change({ openSipLinks: true });
  change({ theme: 'dark' });
  expect(logger.lines).toEqual([
    { level: 'warn', message: 'The system refused to hand links over', fields: { wanted: true } },
  ]);
});
