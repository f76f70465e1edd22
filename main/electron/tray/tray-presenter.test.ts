import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDrivenClock, createFakeCore } from '../../ipc/testing/fake-core.ts';
import { display } from '../../../tests/fakes/electron/desktop.ts';
import { fake } from '../../../tests/fakes/electron.ts';
import { presentTray } from './tray-presenter.ts';
import { RENDER_MS, TrayController } from './tray.ts';

const icons = join(import.meta.dirname, '../../../build/icons/tray');

function start(platform: NodeJS.Platform = 'linux', names: string[] = ['KDE']) {
  const clock = createDrivenClock();
  const core = createFakeCore();
  const tray = new TrayController({ clock, platform, icons, onOpen: () => {}, onCommand: () => {} });
  const desktop = { names, isWayland: false };
  const stop = presentTray(tray, { store: core.core.store, clock, culture: 'en-GB', platform, desktop });
  clock.advance(0);
  return { clock, core, stop };
}

beforeEach(() => {
  fake.reset();
  fake.ready();
});

it('shows the store’s state from the start, and what changes in it', () => {
  const { clock, core } = start('win32');
  expect(fake.tray.image.path).toContain('offline-light.ico');
  expect(fake.tray.toolTip).toBe('Rollcall: Not signed in');
  core.change((set) => set.slice('connection', { phase: 'connecting' }));
  clock.advance(RENDER_MS);
  expect(fake.tray.image.path).toContain('connecting-light.ico');
  expect(fake.tray.toolTip).toBe('Rollcall: Connecting…');
});

it('follows the system’s colours and displays', () => {
  const { clock } = start('win32');
  fake.theme.setDark(true);
  clock.advance(RENDER_MS);
  expect(fake.tray.image.path).toContain('offline-dark.ico');
});

describe('on Linux', () => {
  const images = () => fake.tray.image.bytes;

  it('follows the system’s colours, but not those that the user chose for the window', () => {
    const { clock } = start('linux');
    const light = images();
    fake.theme.themeSource = 'dark';
    fake.theme.setDark(true);
    clock.advance(RENDER_MS);
    expect(images()).toBe(light);
    fake.theme.themeSource = 'system';
    fake.theme.setDark(true);
    clock.advance(RENDER_MS);
    expect(images()).not.toBe(light);
  });

  it('takes GNOME’s bar for dark', () => {
    start('linux', ['KDE']);
    const light = images();
    start('linux', ['ubuntu', 'GNOME']);
    expect(images()).not.toBe(light);
  });
});

it('takes a larger bitmap when a sharper display comes', () => {
  const { clock } = start('linux');
  const { bytes } = fake.tray.image;
  const bounds = { x: 0, y: 0, width: 1, height: 1 };
  fake.screen.displays = [...fake.screen.displays, display(bounds, bounds, 2)];
  fake.screen.emit('display-added');
  clock.advance(RENDER_MS);
  expect(fake.tray.image.bytes).toBeGreaterThan(bytes);
});

it('ends a pause in the menu when its time is over, without any other change', () => {
  const { clock, core } = start();
  const label = () => fake.tray.contextMenu!.find('pause')!.label;
  core.change((set) => set.slice('settings', { ...core.core.store.state.settings, pausedUntil: clock.now() + 60_000 }));
  clock.advance(RENDER_MS);
  expect(label()).toMatch(/^Notifications paused until \d\d:\d\d$/);
  clock.advance(60_000);
  expect(label()).toBe('Pause notifications');
});

it('does not stir for what it does not show', () => {
  const { clock, core } = start();
  const menu = fake.tray.contextMenu;
  core.change((set) =>
    set.row('groups', 'g', {
      id: 'g',
      name: 'G',
      kind: 'group',
      canEdit: true,
      canChangeMembers: true,
      canFollow: true,
    }),
  );
  clock.advance(RENDER_MS);
  expect(fake.tray.contextMenu).toBe(menu);
});

it('leaves no listener and no timer behind', () => {
  const { clock, core, stop } = start('win32');
  core.change((set) => set.slice('settings', { ...core.core.store.state.settings, pausedUntil: clock.now() + 60_000 }));
  core.change((set) => set.slice('settings', { ...core.core.store.state.settings, pausedUntil: clock.now() + 90_000 }));
  clock.advance(RENDER_MS);
  stop();
  core.change((set) => set.slice('connection', { phase: 'connecting' }));
  fake.theme.setDark(true);
  clock.advance(120_000);
  expect(fake.tray.image.path).toContain('offline-light.ico');
  expect(fake.theme.listenerCount('updated') + fake.screen.eventNames().length).toBe(0);
});
