import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeDisk, fakeNotifier } from '../core/testing/ports.ts';
import type { Settings } from '../core/store/state.ts';
import { createDrivenClock, createFakeCore, createMemoryLogger } from '../ipc/testing/fake-core.ts';
import { fake, Menu } from '../../tests/fakes/electron.ts';
import { watchLaterStarts } from './lifecycle/later-starts.ts';
import { createShell } from './shell.ts';
import { GRACE_MS } from './tray/tray-host.ts';

const folder = join(import.meta.dirname, '../../build');
const loaded = () => vi.waitFor(() => expect(fake.window.isVisible()).toBe(true));

function start(platform: NodeJS.Platform = 'win32', culture = 'en') {
  const clock = createDrivenClock();
  const { core, calls, change } = createFakeCore();
  const notifier = fakeNotifier();
  const ports = { clock, logger: createMemoryLogger(), culture, settings: fakeDisk(), notifier };
  const window = createShell(core, ports, { folder, platform, starts: watchLaterStarts() });
  clock.advance(0);
  const update = (settings: Partial<Settings>) =>
    change((set) => set.slice('settings', { ...core.store.state.settings, ...settings }));
  return { clock, window, notifier, calls, update };
}

beforeEach(() => {
  fake.reset();
  fake.ready();
});
afterEach(() => vi.unstubAllEnvs());

it('starts with an icon and without a window', () => {
  start();
  expect(fake.tray.toolTip).toBe('Rollcall: Not signed in');
  expect(fake.windows).toHaveLength(0);
});

it('speaks the language of the system', () => {
  start('win32', 'fr-CA');
  expect(fake.tray.toolTip).toBe('Rollcall: Non connecté');
});

it('opens the window at the icon when that is clicked, and lives on when it is closed', async () => {
  start();
  fake.tray.bounds = { x: 1800, y: 1040, width: 24, height: 40 };
  fake.tray.press('click');
  await loaded();
  expect(fake.window.getBounds()).toMatchObject({ x: 1480, y: 352 });
  fake.window.close();
  expect(fake.window.isVisible()).toBe(false);
  expect(fake.app.control.exitCode).toBeNull();
});

it('opens the window for a second start by hand, not for one by the system', async () => {
  start();
  fake.app.emit('second-instance', {}, ['rollcall', '--hidden'], '/');
  expect(fake.windows).toHaveLength(0);
  fake.app.emit('second-instance', {}, ['rollcall'], '/');
  await loaded();
});

it('shows the card of the person whose link was clicked, where such links are wanted', async () => {
  const { update } = start();
  const click = () => fake.app.emit('second-instance', {}, ['rollcall', '--', 'sip:ann@example.org'], '/');
  const shown = () => fake.window.webContents.sent.filter(({ channel }) => channel === 'rollcall:navigate');
  click();
  await loaded();
  expect(shown()).toEqual([]);
  update({ openSipLinks: true });
  click();
  expect(shown().map(({ args }) => args)).toEqual([[{ view: 'groups', groupId: null, address: 'ann@example.org' }]]);
});

it('shows the window at the zoom that is set, now and from then on', async () => {
  const { update } = start();
  update({ zoom: 1.5 });
  fake.tray.press('click');
  await loaded();
  expect(fake.window.webContents.getZoomFactor()).toBe(1.5);
  update({ zoom: 2 });
  expect(fake.window.webContents.getZoomFactor()).toBe(2);
  expect(fake.window.getBounds()).toMatchObject({ width: 680, height: 800 });
});

it('gives each step of the wheel and of the menu of macOS to the core', async () => {
  const { calls, update } = start('darwin');
  fake.tray.press('click');
  await loaded();
  fake.window.webContents.turnWheel('out');
  for (const step of ['in', 'out', 'reset']) Menu.applicationMenu?.click(`zoom.${step}`);
  const steps = calls.filter(({ command }) => command === 'settings.zoom').map(({ input }) => input);
  expect(steps).toEqual([{ step: 'out' }, { step: 'in' }, { step: 'out' }, { step: 'reset' }]);
  expect(Menu.applicationMenu?.find('zoom.in')?.label).toBe('Zoom In');
  update({ language: 'de' });
  expect(Menu.applicationMenu?.find('zoom.in')?.label).toBe('Vergrößern');
});

it('takes the icon away as soon as the app quits', () => {
  start();
  fake.app.emit('before-quit', { preventDefault: () => {} });
  expect(fake.tray.isDestroyed()).toBe(true);
});

describe('on a desktop that shows no tray icons', () => {
  beforeEach(() => {
    vi.stubEnv('XDG_CURRENT_DESKTOP', 'GNOME');
    vi.stubEnv('XDG_SESSION_TYPE', 'wayland');
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', '');
    vi.stubEnv('XDG_RUNTIME_DIR', '');
  });

  it('stands in the taskbar, says so, and ends with its window', async () => {
    const { clock, notifier, calls } = start('linux');
    clock.advance(GRACE_MS);
    await vi.waitFor(() => expect(fake.window.isMinimized()).toBe(true));
    expect(notifier.shown.map(({ title }) => title)).toEqual(['This desktop shows no tray icons']);
    expect(calls.map(({ command }) => command)).toContain('tellNoTray');
    fake.window.close();
    expect(fake.app.control.exitCode).toBe(0);
  });

  it('asks nothing of Windows and macOS', () => {
    const { clock, notifier } = start('win32');
    clock.advance(GRACE_MS);
    expect([fake.windows, notifier.shown]).toEqual([[], []]);
  });
});
