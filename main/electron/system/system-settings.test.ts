import { beforeEach, expect, it } from 'vitest';
import { createFakeCore, createMemoryLogger } from '../../ipc/testing/fake-core.ts';
import { fake } from '../../../tests/fakes/electron.ts';
import { followSettings } from './system-settings.ts';

beforeEach(() => {
  fake.reset();
  fake.ready();
  fake.app.isPackaged = true;
});

it('applies colours and start at login now and when they change, and only then', () => {
  const core = createFakeCore();
  const stop = followSettings(core.core.store, createMemoryLogger(), 'darwin');
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
