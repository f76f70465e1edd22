import { describe, expect, it } from 'vitest';
import { placeWindow, WINDOW_SIZE, windowOptions } from './window-options.ts';

describe('windowOptions', () => {
  const bounds = { x: 1, y: 2, width: 300, height: 400 };
  const options = (packaged = true) =>
    windowOptions({ preload: '/p.cjs', icon: '/i.png', bounds, packaged, dark: false });

  it('gives the page nothing of Node, Electron or the web’s dangerous powers', () => {
    expect(options().webPreferences).toEqual({
      preload: '/p.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      plugins: false,
      safeDialogs: true,
      spellcheck: false,
      webgl: false,
      devTools: false,
    });
  });

  it('has developer tools only where the app is not packaged', () => {
    expect(options(false).webPreferences?.devTools).toBe(true);
  });

  it('does not show an unfinished window', () => {
    expect(options()).toMatchObject({ show: false, ...bounds });
  });
});

const area = (x: number, y: number, width: number, height: number, work = { x, y, width, height }) => ({
  bounds: { x, y, width, height },
  workArea: work,
});
/** 1920 x 1080 with the bar at the named side. */
const BAR = {
  bottom: area(0, 0, 1920, 1080, { x: 0, y: 0, width: 1920, height: 1040 }),
  top: area(0, 0, 1920, 1080, { x: 0, y: 25, width: 1920, height: 1055 }),
  left: area(0, 0, 1920, 1080, { x: 60, y: 0, width: 1860, height: 1080 }),
  right: area(0, 0, 1920, 1080, { x: 0, y: 0, width: 1860, height: 1080 }),
};
const size = { width: 400, height: 600 };
const cursor = { x: 10, y: 10 };

describe('placeWindow', () => {
  it.each([
    ['bottom', { x: 1000, y: 1040, width: 24, height: 40 }, { x: 812, y: 432 }],
    ['bottom', { x: 1880, y: 1040, width: 24, height: 40 }, { x: 1520, y: 432 }],
    ['top', { x: 900, y: 0, width: 24, height: 25 }, { x: 712, y: 33 }],
    ['top', { x: 0, y: 0, width: 24, height: 25 }, { x: 0, y: 33 }],
    ['left', { x: 0, y: 1000, width: 60, height: 40 }, { x: 68, y: 480 }],
    ['right', { x: 1860, y: 500, width: 60, height: 40 }, { x: 1452, y: 220 }],
  ] as const)('bar at the %s, icon at %j', (side, tray, place) => {
    expect(placeWindow({ tray, displays: [BAR[side]], cursor, size, platform: 'win32' })).toEqual({
      ...place,
      ...size,
    });
  });

  it('stands above an icon in the overflow panel', () => {
    const tray = { x: 1700, y: 900, width: 24, height: 24 };
    expect(placeWindow({ tray, displays: [BAR.bottom], cursor, size, platform: 'win32' })).toMatchObject({ y: 292 });
  });

  it('stands below an icon that has no room above it', () => {
    const tray = { x: 1000, y: 100, width: 24, height: 24 };
    expect(placeWindow({ tray, displays: [BAR.bottom], cursor, size, platform: 'win32' })).toMatchObject({ y: 132 });
  });

  it('stands on the icon’s display, also left of and above the first', () => {
    const second = area(-1280, -200, 1280, 1024);
    const tray = { x: -300, y: 800, width: 24, height: 24 };
    const placed = placeWindow({ tray, displays: [BAR.bottom, second], cursor, size, platform: 'win32' });
    expect(placed.x + placed.width).toBeLessThanOrEqual(0);
    expect(placed.y).toBeGreaterThanOrEqual(-200);
  });

  it.each([
    ['linux', { x: 1512, y: 33 }, BAR.top],
    ['darwin', { x: 1512, y: 33 }, BAR.top],
    ['win32', { x: 1512, y: 432 }, BAR.bottom],
  ] as const)(
    'without the icon’s place, %s: in the corner of trays on the pointer’s display',
    (platform, place, first) => {
      const displays = [area(1920, 0, 800, 600), first];
      expect(placeWindow({ tray: null, displays, cursor, size, platform })).toEqual({ ...place, ...size });
    },
  );

  it('fits into a display that is smaller than the window', () => {
    const displays = [area(0, 0, 320, 240)];
    expect(placeWindow({ tray: null, displays, cursor, size: WINDOW_SIZE, platform: 'linux' })).toEqual({
      ...{ x: 0, y: 0, width: 320, height: 240 },
    });
  });

  it('takes the closest display for a point on none', () => {
    const displays = [area(0, 0, 800, 600), area(800, 0, 800, 600)];
    const tray = { x: 1700, y: 300, width: 20, height: 20 };
    expect(placeWindow({ tray, displays, cursor, size, platform: 'win32' }).x).toBeGreaterThanOrEqual(800);
  });
});
