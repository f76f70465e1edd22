import { beforeEach, describe, expect, it } from 'vitest';
import { createDrivenClock, createMemoryLogger } from '../../ipc/testing/fake-core.ts';
import { fakeDisk } from '../../core/testing/ports.ts';
import { display } from '../../../tests/fakes/electron/desktop.ts';
import { BrowserWindow, fake } from '../../../tests/fakes/electron.ts';
import { remember } from '../remembered.ts';
import { readWindowMemory } from './window-memory.ts';
import { WindowSeat } from './window-seat.ts';
import { CRASH_PAUSE_MS, DESTROY_AFTER_MS, WindowManager } from './window.ts';

/** Until the page has loaded and been painted. */
const loaded = async () => {
  for (let n = 0; n < 5; n += 1) await Promise.resolve();
};

function start(platform: NodeJS.Platform = 'win32') {
  const clock = createDrivenClock();
  const logger = createMemoryLogger();
  let quits = 0;
  const attached: string[] = [];
  const navigated: unknown[] = [];
  const steps: string[] = [];
  const zoom = { factor: 1 };
  const manager = new WindowManager({
    clock,
    logger,
    platform,
    packaged: true,
    preload: '/out/preload/index.cjs',
    icon: '/icon.png',
    seat: new WindowSeat({
      clock,
      platform: 'win32',
      memory: remember(fakeDisk(), logger, 'window', readWindowMemory),
      zoom: () => zoom.factor,
      knowsPlace: true,
      trayBounds: () => ({ x: 1000, y: 1040, width: 24, height: 40 }),
    }),
    zoom: () => zoom.factor,
    stepZoom: (step) => steps.push(step),
    attach: () => {
      attached.push('on');
      return () => attached.push('off');
    },
    navigate: (_contents, to) => navigated.push(to),
    quit: () => (quits += 1),
  });
  return { clock, manager, zoom, steps, attached, navigated, quits: () => quits };
}

beforeEach(() => {
  fake.reset();
  fake.ready();
});

describe('opening', () => {
  it('makes the window only when first wanted, and shows it when it is painted', async () => {
    const { manager } = start();
    expect(fake.windows).toHaveLength(0);
    manager.open();
    expect(fake.window.isVisible()).toBe(false);
    await loaded();
    expect(fake.window.isVisible()).toBe(true);
    expect(fake.window.isFocused()).toBe(true);
    expect(fake.window.webContents.getURL()).toBe('app://rollcall/index.html');
  });

  it('shows it on Wayland, where no hidden window is painted', async () => {
    BrowserWindow.paintsHidden = false;
    const { manager, navigated } = start('linux');
    manager.open({ view: 'settings', groupId: null });
    await loaded();
    expect(fake.window.isVisible()).toBe(true);
    expect(navigated).toHaveLength(1);
  });

  it('uses the window that is there', async () => {
    const { manager } = start();
    manager.open();
    manager.open();
    await loaded();
    manager.open();
    expect(fake.windows).toHaveLength(1);
  });

  it('restores a minimised window', async () => {
    const { manager } = start();
    manager.open();
    await loaded();
    fake.window.minimize();
    manager.open();
    expect(fake.window.isMinimized()).toBe(false);
  });

  it('tells the page where to go once it can listen, and only once', async () => {
    const { manager, navigated } = start();
    manager.open({ view: 'groups', groupId: 'g1' });
    expect(navigated).toEqual([]);
    await loaded();
    expect(navigated).toEqual([{ view: 'groups', groupId: 'g1' }]);
    manager.open();
    expect(navigated).toHaveLength(1);
    manager.open({ view: 'settings', groupId: null });
    expect(navigated).toHaveLength(2);
  });

  it('connects the page before it loads, so that no change is missed', () => {
    const { manager, attached } = start();
    manager.open();
    expect(attached).toEqual(['on']);
  });

  it('comes back onto a display when the one it was on is gone', async () => {
    const { manager } = start();
    manager.open();
    await loaded();
    fake.window.setBounds({ x: 5000, y: 5000 });
    fake.window.close();
    manager.open();
    expect(fake.window.getBounds().x).toBeLessThan(1920);
  });

  it('stays where the user put it while that can be seen', async () => {
    const { manager } = start();
    fake.screen.displays = [display({ x: 0, y: 0, width: 3000, height: 2000 })];
    manager.open();
    await loaded();
    fake.window.setBounds({ x: 77, y: 88 });
    fake.window.close();
    manager.open();
    expect(fake.window.getBounds()).toMatchObject({ x: 77, y: 88 });
  });
});

describe('closing', () => {
  it('hides the window and gives it back some minutes later', async () => {
    const { manager, clock, attached } = start();
    manager.open();
    await loaded();
    fake.window.close();
    expect(fake.window.isVisible()).toBe(false);
    clock.advance(DESTROY_AFTER_MS - 1);
    expect(fake.windows).toHaveLength(1);
    clock.advance(1);
    expect(fake.windows).toHaveLength(0);
    expect(attached).toEqual(['on', 'off']);
  });

  it('keeps a window that was opened again', async () => {
    const { manager, clock } = start();
    manager.open();
    await loaded();
    fake.window.close();
    manager.open();
    clock.advance(2 * DESTROY_AFTER_MS);
    expect(fake.window.isVisible()).toBe(true);
  });

  it('makes a new window after the old one went', async () => {
    const { manager, clock } = start();
    manager.open();
    await loaded();
    fake.window.close();
    clock.advance(DESTROY_AFTER_MS);
    manager.open();
    await loaded();
    expect(fake.window.isVisible()).toBe(true);
  });

  it('lets the window go when the app quits', async () => {
    const { manager } = start();
    manager.open();
    await loaded();
    manager.letGo();
    expect(fake.window.isVisible()).toBe(false);
    manager.open();
    expect(fake.window.isVisible()).toBe(false);
    fake.window.close();
    expect(fake.windows).toHaveLength(0);
  });
});

describe('without a tray icon', () => {
  it('puts the window into the taskbar and takes no focus', async () => {
    const { manager } = start();
    manager.setTray(false);
    await loaded();
    expect(fake.window.isMinimized()).toBe(true);
    expect(fake.window.isFocused()).toBe(false);
    manager.open();
    expect(fake.window.isMinimized()).toBe(false);
    expect(fake.window.isFocused()).toBe(true);
  });

  it('brings a hidden window back into the taskbar and keeps it', async () => {
    const { manager, clock } = start();
    manager.open();
    await loaded();
    fake.window.close();
    manager.setTray(false);
    clock.advance(2 * DESTROY_AFTER_MS);
    expect(fake.window.isMinimized()).toBe(true);
  });

  it('shows the window that the user asked for meanwhile', async () => {
    const { manager } = start();
    manager.setTray(false);
    manager.open();
    await loaded();
    expect(fake.windows).toHaveLength(1);
    expect(fake.window.isMinimized()).toBe(false);
    expect(fake.window.isFocused()).toBe(true);
  });

  it('ends the app with the window', async () => {
    const { manager, quits } = start();
    manager.open();
    await loaded();
    manager.setTray(false);
    fake.window.close();
    expect([quits(), fake.window.isVisible()]).toEqual([1, false]);
  });

  it('only hides the window once there is an icon again', async () => {
    const { manager, quits } = start();
    manager.setTray(false);
    manager.open();
    await loaded();
    manager.setTray(true);
    fake.window.close();
    expect([quits(), fake.window.isVisible()]).toEqual([0, false]);
    manager.open();
    expect(fake.window.isVisible()).toBe(true);
  });
});

describe('the zoom', () => {
  it('is that of the setting with each load, whatever Chromium kept for the page', async () => {
    fake.session.defaultSession.zooms.set('rollcall', 1.75);
    const { manager, zoom } = start();
    manager.open();
    await loaded();
    expect(fake.window.webContents.getZoomFactor()).toBe(1);
    zoom.factor = 1.5;
    fake.window.webContents.crash();
    await loaded();
    expect(fake.window.webContents.getZoomFactor()).toBe(1.5);
    expect(fake.window.getBounds().width).toBe(510);
  });

  it('follows the setting, also before the page has loaded and without a window', async () => {
    const { manager, zoom } = start();
    zoom.factor = 1.25;
    manager.rezoom();
    manager.open();
    zoom.factor = 2;
    manager.rezoom();
    await loaded();
    expect(fake.window.webContents.getZoomFactor()).toBe(2);
    zoom.factor = 1;
    manager.rezoom();
    expect(fake.window.webContents.getZoomFactor()).toBe(1);
    expect(fake.window.getBounds()).toMatchObject({ width: 440, height: 680 });
  });

  it('is stepped by the wheel', async () => {
    const { manager, steps } = start();
    manager.open();
    await loaded();
    fake.window.webContents.turnWheel('in');
    fake.window.webContents.turnWheel('out');
    expect(steps).toEqual(['in', 'out']);
  });
});

it('keeps a minimised window of which the system said that it was hidden', async () => {
  const { manager, clock } = start();
  manager.open();
  await loaded();
  fake.window.minimize();
  fake.window.emit('hide');
  clock.advance(2 * DESTROY_AFTER_MS);
  expect(fake.window.isMinimized()).toBe(true);
});

describe('a page that crashes', () => {
  it('is built anew when it was on show', async () => {
    const { manager } = start();
    manager.open();
    await loaded();
    const first = fake.window;
    first.webContents.crash();
    await loaded();
    expect(first.isDestroyed()).toBe(true);
    expect(fake.window).not.toBe(first);
    expect(fake.window.isVisible()).toBe(true);
  });

  it('is not built anew when nobody saw it, or when it crashes again at once', async () => {
    const { manager, clock } = start();
    manager.open();
    await loaded();
    fake.window.close();
    fake.window.webContents.crash();
    expect(fake.windows).toHaveLength(0);
    clock.advance(CRASH_PAUSE_MS + 1);
    manager.open();
    await loaded();
    fake.window.webContents.crash();
    await loaded();
    expect(fake.windows).toHaveLength(1);
    fake.window.webContents.crash('oom');
    expect(fake.windows).toHaveLength(0);
  });

  it('is gone when the hidden window would have been given back', async () => {
    const { manager, clock } = start();
    manager.open();
    await loaded();
    fake.window.close();
    fake.window.webContents.crash();
    expect(() => clock.advance(2 * DESTROY_AFTER_MS)).not.toThrow();
    manager.open();
    await loaded();
    expect(fake.window.isVisible()).toBe(true);
  });

  it('is built anew when it crashes before it was ever shown', async () => {
    const { manager } = start();
    manager.open();
    const first = fake.window;
    first.webContents.crash();
    await loaded();
    expect(fake.window).not.toBe(first);
    expect(fake.window.isVisible()).toBe(true);
  });

  it('comes back to the taskbar after a while where nothing else leads to the app', async () => {
    const { manager, clock } = start();
    manager.setTray(false);
    await loaded();
    fake.window.webContents.crash();
    expect(fake.windows).toHaveLength(0);
    clock.advance(CRASH_PAUSE_MS);
    await loaded();
    expect(fake.window.isMinimized()).toBe(true);
    fake.window.webContents.crash();
    manager.letGo();
    clock.advance(CRASH_PAUSE_MS);
    expect(fake.windows).toHaveLength(0);
  });
});
