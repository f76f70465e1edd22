import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepWindow, placeWindow, WINDOW_SIZE } from './window-place.ts';

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

describe('keepWindow', () => {
  const second = area(1920, -300, 1280, 1024);
  const displays = [BAR.bottom, second];

  it.each([
    ['stays where it is', { x: 100, y: 100 }, { x: 100, y: 100 }],
    ['stays on the second display', { x: 2000, y: -200 }, { x: 2000, y: -200 }],
    ['comes up over the bar', { x: 100, y: 900 }, { x: 100, y: 440 }],
    ['comes in from the side', { x: -250, y: 100 }, { x: 0, y: 100 }],
    ['goes wholly onto the display that most of it is on', { x: 1800, y: 0 }, { x: 1920, y: 0 }],
  ])('%s', (_what, from, to) => {
    expect(keepWindow({ ...from, ...size }, displays)).toEqual({ ...to, ...size });
  });

  it.each([
    ['on a display that is gone', { x: 5000, y: 100 }],
    ['with its title bar above every display', { x: 100, y: -100 }],
    ['with only a sliver in sight', { x: -390, y: 100 }],
  ])('gives up a window %s', (_what, from) => {
    expect(keepWindow({ ...from, ...size }, displays)).toBeNull();
  });

  it('makes a window smaller that has no room any more', () => {
    expect(keepWindow({ x: 0, y: 0, ...size }, [area(0, 0, 320, 240)])).toEqual({
      x: 0,
      y: 0,
      width: 320,
      height: 240,
    });
  });
});

/** Displays beside one another, each with a bar at one side, left of or right of the origin, above or below it. */
const desktops = fc
  .array(
    fc.record({
      width: fc.integer({ min: 640, max: 3840 }),
      height: fc.integer({ min: 480, max: 2160 }),
      y: fc.integer({ min: -1500, max: 1500 }),
      side: fc.constantFrom('top', 'bottom', 'left', 'right', 'hidden'),
      bar: fc.integer({ min: 20, max: 80 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .chain((rows) => fc.tuple(fc.integer({ min: -5000, max: 2000 }), fc.constant(rows)))
  .map(([left, rows]) => {
    let x = left;
    return rows.map(({ width, height, y, side, bar }) => {
      const bounds = { x, y, width, height };
      x += width;
      return { bounds, side, bar, workArea: inset(bounds, side, bar) };
    });
  });
type Desktop = typeof desktops extends fc.Arbitrary<infer T> ? T : never;

function inset(bounds: Electron.Rectangle, side: string, bar: number): Electron.Rectangle {
  const { x, y, width, height } = bounds;
  if (side === 'top') return { x, y: y + bar, width, height: height - bar };
  if (side === 'bottom') return { x, y, width, height: height - bar };
  if (side === 'left') return { x: x + bar, y, width: width - bar, height };
  return side === 'right' ? { x, y, width: width - bar, height } : bounds;
}

/** An icon in the bar of a display; with a hidden bar it lies over the work area, at its bottom. */
function iconIn({ bounds, side, bar }: Desktop[number], along: number): Electron.Rectangle {
  const { x, y, width, height } = bounds;
  if (side === 'left' || side === 'right') {
    return {
      x: side === 'left' ? x : x + width - bar,
      y: y + Math.floor(along * (height - 24)),
      width: bar,
      height: 24,
    };
  }
  return { x: x + Math.floor(along * (width - 24)), y: side === 'top' ? y : y + height - bar, width: 24, height: bar };
}

const isInside = (inner: Electron.Rectangle, outer: Electron.Rectangle): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;
const sizes = fc.record({ width: fc.integer({ min: 200, max: 4000 }), height: fc.integer({ min: 200, max: 3000 }) });
const points = fc.record({ x: fc.integer({ min: -6000, max: 12_000 }), y: fc.integer({ min: -3000, max: 4000 }) });
const fractions = fc.double({ min: 0, max: 1, noNaN: true });

describe('on any displays', () => {
  it('a window at the tray lies wholly inside the work area of the icon’s display, as large as wanted if it can be', () => {
    fc.assert(
      fc.property(desktops, fc.nat(), fractions, sizes, points, (desktop, which, along, wanted, pointer) => {
        const home = desktop[which % desktop.length]!;
        const tray = iconIn(home, along);
        const placed = placeWindow({ tray, displays: desktop, cursor: pointer, size: wanted, platform: 'win32' });
        expect(isInside(placed, home.workArea)).toBe(true);
        expect(placed.width).toBe(Math.min(wanted.width, home.workArea.width));
        expect(placed.height).toBe(Math.min(wanted.height, home.workArea.height));
      }),
    );
  });

  it('it touches the icon’s side but for the gap, and faces the icon', () => {
    fc.assert(
      fc.property(desktops, fc.nat(), fractions, (desktop, which, along) => {
        const home = desktop[which % desktop.length]!;
        const tray = iconIn(home, along);
        const small = { width: 300, height: 300 };
        const placed = placeWindow({ tray, displays: desktop, cursor, size: small, platform: 'win32' });
        const gap = {
          top: placed.y - (tray.y + tray.height),
          bottom: tray.y - (placed.y + placed.height),
          hidden: tray.y - (placed.y + placed.height),
          left: placed.x - (tray.x + tray.width),
          right: tray.x - (placed.x + placed.width),
        }[home.side];
        expect(gap).toBe(8);
        const isUpright = home.side === 'left' || home.side === 'right';
        const [from, length] = isUpright ? [placed.y, 300] : [placed.x, 300];
        const middle = isUpright ? tray.y + tray.height / 2 : tray.x + tray.width / 2;
        expect(middle).toBeGreaterThanOrEqual(from);
        expect(middle).toBeLessThanOrEqual(from + length);
      }),
    );
  });

  it('without an icon it lies wholly inside a work area, of the pointer’s display if there is one', () => {
    fc.assert(
      fc.property(
        desktops,
        sizes,
        points,
        fc.constantFrom('win32', 'linux', 'darwin'),
        (desktop, wanted, at, platform) => {
          const placed = placeWindow({ tray: null, displays: desktop, cursor: at, size: wanted, platform });
          const homes = desktop.filter(({ workArea }) => isInside(placed, workArea));
          expect(homes.length).toBeGreaterThan(0);
          const pointed = desktop.find(({ bounds }) => isInside({ ...at, width: 1, height: 1 }, bounds));
          if (pointed !== undefined) expect(homes).toContain(pointed);
        },
      ),
    );
  });

  it('a window that is kept lies wholly inside a work area, and one that does already is left alone', () => {
    fc.assert(
      fc.property(desktops, sizes, points, (desktop, wanted, at) => {
        const kept = keepWindow({ ...at, ...wanted }, desktop);
        if (kept === null) return;
        expect(desktop.some(({ workArea }) => isInside(kept, workArea))).toBe(true);
        expect(keepWindow(kept, desktop)).toEqual(kept);
      }),
    );
  });

  it('a window at the tray is always one that is kept', () => {
    fc.assert(
      fc.property(desktops, fc.nat(), fractions, sizes, (desktop, which, along, wanted) => {
        const tray = iconIn(desktop[which % desktop.length]!, along);
        const placed = placeWindow({ tray, displays: desktop, cursor, size: wanted, platform: 'win32' });
        expect(keepWindow(placed, desktop)).toEqual(placed);
      }),
    );
  });
});
