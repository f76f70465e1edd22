import { beforeEach, describe, expect, it } from 'vitest';
import { fakeDisk } from '../../core/testing/ports.ts';
import { createDrivenClock, createMemoryLogger } from '../../ipc/testing/fake-core.ts';
import { display } from '../../../tests/fakes/electron/desktop.ts';
import { BrowserWindow, fake } from '../../../tests/fakes/electron.ts';
import { remember } from '../remembered.ts';
import { changedByUser, readWindowMemory } from './window-memory.ts';
import { REMEMBER_MS, SETTLE_MS, WindowSeat } from './window-seat.ts';

const FIRST = display({ x: 0, y: 0, width: 1920, height: 1080 }, { x: 0, y: 0, width: 1920, height: 1040 });
const SECOND = display({ x: 1920, y: 0, width: 1920, height: 1080 });
/** Where a window of the usual size stands at the tray icon. */
const AT_TRAY = { x: 1480, y: 352, width: 440, height: 680 };

function start({
  stored,
  platform,
  knowsPlace,
}: {
  stored?: unknown;
  platform?: NodeJS.Platform;
  knowsPlace?: boolean;
}) {
  const clock = createDrivenClock();
  const disk = fakeDisk(stored === undefined ? {} : { window: stored });
  const zoom = { factor: 1 };
  const tray = { x: 1800, y: 1040, width: 24, height: 40 };
  const seat = new WindowSeat({
    clock,
    platform: platform ?? 'win32',
    memory: remember(disk, createMemoryLogger(), 'window', readWindowMemory),
    zoom: () => zoom.factor,
    knowsPlace: knowsPlace ?? true,
    trayBounds: () => tray,
  });
  const bounds = seat.bounds();
  const window = new BrowserWindow({ ...bounds, show: false });
  const leave = seat.take(window as unknown as Electron.BrowserWindow, bounds);
  window.show();
  const setZoom = (factor: number) => {
    zoom.factor = factor;
    seat.rescale(window as unknown as Electron.BrowserWindow);
  };
  return { clock, disk, seat, window, leave, tray, setZoom, stored: () => disk.read('window') };
}
const put = (seat: WindowSeat, window: BrowserWindow) => seat.put(window as unknown as Electron.BrowserWindow);

beforeEach(() => {
  fake.reset();
  fake.ready();
  fake.screen.displays = [FIRST, SECOND];
});

describe('the place', () => {
  it('is at the tray icon until the user moves the window', () => {
    const { seat, window, clock, tray } = start({});
    expect(window.getBounds()).toEqual(AT_TRAY);
    clock.advance(10 * SETTLE_MS);
    tray.x = 1000;
    put(seat, window);
    expect(window.getBounds()).toEqual({ ...AT_TRAY, x: 792 });
  });

  it('is where the user left it from then on', () => {
    const { window, clock, stored } = start({});
    window.drag({ x: 100, y: 50 });
    clock.advance(REMEMBER_MS - 1);
    window.drag({ x: 2000, y: 60 });
    clock.advance(REMEMBER_MS - 1);
    expect(stored()).toBeUndefined();
    clock.advance(1);
    expect(stored()).toEqual({ size: null, place: { x: 2000, y: 60 } });
    expect(start({ stored: stored() }).window.getBounds()).toEqual({ x: 2000, y: 60, width: 440, height: 680 });
  });

  it('keeps the size that the user gave it, at the tray icon', () => {
    const { window, clock, stored } = start({});
    window.drag({ width: 600 });
    clock.advance(REMEMBER_MS);
    expect(stored()).toEqual({ size: { width: 600, height: 680 }, place: null });
    expect(start({ stored: stored() }).window.getBounds()).toEqual({ x: 1320, y: 352, width: 600, height: 680 });
  });

  it('is remembered at once when the window is hidden', () => {
    const { window, stored } = start({});
    window.drag({ x: 100, y: 50 });
    window.hide();
    expect(stored()).toMatchObject({ place: { x: 100, y: 50 } });
  });

  it('is not that of a window that is minimised or fills the screen', () => {
    const { window, clock, stored } = start({});
    window.maximized = true;
    window.drag({ x: 0, y: 0, width: 1920, height: 1040 });
    clock.advance(REMEMBER_MS);
    window.maximized = false;
    window.minimize();
    window.drag({ x: -32_000, y: -32_000 });
    clock.advance(REMEMBER_MS);
    expect(stored()).toBeUndefined();
  });

  it('is not remembered where the system does not tell it', () => {
    const { window, clock, stored } = start({ knowsPlace: false });
    window.drag({ x: 0, y: 0 });
    clock.advance(REMEMBER_MS);
    expect(stored()).toBeUndefined();
  });

  it('survives a disk that refuses, until the app ends', () => {
    const { seat, window, disk } = start({});
    disk.full = true;
    window.drag({ x: 100, y: 50 });
    window.hide();
    put(seat, window);
    expect(window.getBounds()).toMatchObject({ x: 100, y: 50 });
  });
});

describe('displays', () => {
  const onSecond = { size: null, place: { x: 2500, y: 100 } };

  it('that went take nothing with them: the window comes to the tray icon, and back when they do', () => {
    const first = start({ stored: onSecond });
    fake.screen.displays = [FIRST];
    fake.screen.emit('display-removed');
    // Systems move the window by themselves, somehow.
    first.window.drag({ x: 1700, y: 900 });
    first.clock.advance(SETTLE_MS);
    expect(first.window.getBounds()).toEqual({ x: 1480, y: 360, width: 440, height: 680 });
    first.clock.advance(10 * REMEMBER_MS);
    expect(first.stored()).toEqual(onSecond);
    expect(start({ stored: onSecond }).window.getBounds()).toEqual(AT_TRAY);
    fake.screen.displays = [FIRST, SECOND];
    expect(start({ stored: onSecond }).window.getBounds()).toMatchObject({ x: 2500, y: 100 });
  });

  it('that went bring an unreachable window to the tray icon', () => {
    const { window, clock } = start({ stored: onSecond });
    fake.screen.displays = [FIRST];
    fake.screen.emit('display-removed');
    clock.advance(SETTLE_MS);
    expect(window.getBounds()).toEqual(AT_TRAY);
  });

  it('that changed leave a window alone that is in sight', () => {
    const { window, clock, stored } = start({ stored: { size: null, place: { x: 100, y: 100 } } });
    fake.screen.displays = [display(FIRST.bounds, { x: 0, y: 40, width: 1920, height: 1040 }), SECOND];
    fake.screen.emit('display-metrics-changed');
    clock.advance(SETTLE_MS);
    expect(window.getBounds()).toMatchObject({ x: 100, y: 100 });
    window.drag({ x: 300 });
    clock.advance(REMEMBER_MS);
    expect(stored()).toMatchObject({ place: { x: 300, y: 100 } });
  });

  it('are waited for when there is none', () => {
    const { window, clock } = start({});
    fake.screen.displays = [];
    fake.screen.emit('display-removed');
    clock.advance(SETTLE_MS);
    expect(window.getBounds()).toEqual(AT_TRAY);
  });

  it('are looked at when a window comes back from the taskbar', () => {
    const { window, clock } = start({ stored: onSecond });
    window.minimize();
    fake.screen.displays = [FIRST];
    fake.screen.emit('display-removed');
    clock.advance(SETTLE_MS);
    window.restore();
    clock.advance(SETTLE_MS);
    expect(window.getBounds()).toEqual(AT_TRAY);
  });

  it('of another scale get the window in its right size', () => {
    const { seat, window } = start({});
    let calls = 0;
    const setBounds = window.setBounds.bind(window);
    // As Windows does it: the first time the size is taken for that of the display it comes from.
    window.setBounds = (bounds) => setBounds(calls++ === 0 ? { ...bounds, width: 660, height: 1020 } : bounds);
    put(seat, window);
    expect(window.getBounds()).toEqual(AT_TRAY);
  });
});

describe('the zoom', () => {
  it('makes the window as large as the page needs, at the tray icon, and gives its size back', () => {
    const { window, clock, setZoom, stored } = start({});
    setZoom(2);
    expect(window.getBounds()).toEqual({ x: 1240, y: 232, width: 680, height: 800 });
    expect(window.getMinimumSize()).toEqual([680, 800]);
    clock.advance(10 * SETTLE_MS);
    setZoom(1);
    expect(window.getBounds()).toEqual(AT_TRAY);
    expect(window.getMinimumSize()).toEqual([340, 400]);
    expect(stored()).toBeUndefined();
  });

  it('leaves a window alone that is large enough', () => {
    const kept = { size: { width: 900, height: 900 }, place: { x: 50, y: 60 } };
    const { window, setZoom } = start({ stored: kept });
    setZoom(2);
    expect(window.getBounds()).toEqual({ x: 50, y: 60, width: 900, height: 900 });
  });

  it('keeps the size that the user gave the window meanwhile, also just before', () => {
    const { window, clock, setZoom } = start({});
    setZoom(2);
    window.drag({ width: 750 });
    clock.advance(REMEMBER_MS);
    setZoom(1);
    expect(window.getBounds()).toMatchObject({ width: 750, height: 800 });
    window.drag({ width: 500 });
    setZoom(1.1);
    expect(window.getBounds()).toMatchObject({ width: 500, height: 800 });
  });

  it('makes it no larger than the work area, and lets it be that small', () => {
    fake.screen.displays = [display({ x: 0, y: 0, width: 640, height: 480 }, { x: 0, y: 0, width: 640, height: 440 })];
    const { window, setZoom } = start({});
    setZoom(2);
    expect(window.getBounds()).toEqual({ x: 0, y: 0, width: 640, height: 440 });
    expect(window.getMinimumSize()).toEqual([640, 440]);
  });

  it('keeps the window within the display that the user moved it to', () => {
    const { window, setZoom } = start({ stored: { size: null, place: { x: 3400, y: 300 } } });
    setZoom(2);
    expect(window.getBounds()).toEqual({ x: 3160, y: 280, width: 680, height: 800 });
    setZoom(1);
    expect(window.getBounds()).toEqual({ x: 3400, y: 300, width: 440, height: 680 });
  });

  it.each(['minimise', 'maximise'])('waits for a window to come back from %s', (how) => {
    const { window, clock, setZoom } = start({});
    if (how === 'minimise') window.minimize();
    else window.maximized = true;
    setZoom(2);
    expect(window.getBounds()).toEqual(AT_TRAY);
    expect(window.getMinimumSize()).toEqual([680, 800]);
    if (how === 'minimise') window.restore();
    else window.unmaximize();
    clock.advance(SETTLE_MS);
    expect(window.getBounds()).toMatchObject({ width: 680, height: 800 });
  });

  it('does not take for the user’s what a window manager of Linux makes of its size', () => {
    const { window, clock, setZoom, stored } = start({ platform: 'linux' });
    setZoom(2);
    window.drag({ width: 700, height: 830 });
    clock.advance(SETTLE_MS + REMEMBER_MS);
    expect(stored()).toBeUndefined();
  });
});

it('does not take for the user’s what a window manager of Linux does to a window that it shows', () => {
  const { seat, window, clock, stored } = start({ platform: 'linux' });
  put(seat, window);
  window.drag({ x: 1480, y: 315 });
  clock.advance(SETTLE_MS + REMEMBER_MS);
  expect(stored()).toBeUndefined();
});

it('leaves no listener and no timer behind', () => {
  const { window, clock, leave, stored } = start({});
  window.drag({ x: 100, y: 50 });
  fake.screen.emit('display-removed');
  leave();
  window.destroy();
  clock.advance(10 * SETTLE_MS);
  expect([stored(), fake.screen.eventNames()]).toEqual([undefined, []]);
});

describe('the document', () => {
  it.each([
    [null],
    [undefined],
    ['text'],
    [{}],
    [{ size: null, place: null }],
    [{ size: { width: 100, height: 680 }, place: { x: 1 } }],
    [{ size: { width: 1e9, height: 680 }, place: { x: NaN, y: 1 } }],
    [{ size: { width: '440', height: 680 }, place: { x: 1, y: -40_000 } }],
  ])('%j holds nothing that makes sense', (stored) => {
    expect(readWindowMemory(stored)).toEqual({ size: null, place: null });
  });

  it('is read in its parts', () => {
    expect(readWindowMemory({ size: { width: 500.4, height: 700 }, place: { x: 'a', y: 1 } })).toEqual({
      ...{ size: { width: 500, height: 700 }, place: null },
    });
    expect(readWindowMemory({ place: { x: -1900, y: 3 } })).toEqual({ size: null, place: { x: -1900, y: 3 } });
  });

  it('takes up what the user changed, not what scaling rounds', () => {
    const before = { x: 10, y: 10, width: 400, height: 600 };
    expect(changedByUser(before, { x: 26, y: -6, width: 416, height: 584 }, true)).toBeNull();
    expect(changedByUser(before, { ...before, x: 27 }, true)).toEqual({ place: { x: 27, y: 10 } });
    expect(changedByUser(before, { ...before, x: 27, height: 617 }, false)).toEqual({
      size: { width: 400, height: 617 },
    });
  });
});
