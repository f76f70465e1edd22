/** Where the window stands. All in device-independent pixels, as Electron gives and takes them. Pure. */

/** Width and height of the window when nothing else is known. */
export const WINDOW_SIZE = { width: 440, height: 680 };
/** Between the window and the tray icon or the edge of the display. */
const GAP = 8;
/** So much of the title bar has to be within reach for a window to be moved with the mouse. */
const HANDLE = { width: 80, height: 30 };

type Area = Pick<Electron.Display, 'bounds' | 'workArea'>;

/**
 * Where to put a window of `size`: beside the tray icon, on the icon's display, centred on the icon along its bar
 * and inside the display's work area. Without the icon's bounds: in the corner of the display that holds `cursor`
 * where trays usually are (top right on macOS and Linux, bottom right on Windows). `displays` holds one at least.
 */
export function placeWindow(input: {
  tray: Electron.Rectangle | null;
  displays: readonly Area[];
  cursor: Electron.Point;
  size: { width: number; height: number };
  platform: NodeJS.Platform;
}): Electron.Rectangle {
  const { tray, displays, cursor, platform } = input;
  const point = tray === null ? cursor : centre(tray);
  const area = nearest(displays, point).workArea;
  const size = { width: Math.min(input.size.width, area.width), height: Math.min(input.size.height, area.height) };
  const at = (x: number, y: number): Electron.Rectangle => inside(area, { x, y, ...size });
  const right = area.x + area.width - size.width - GAP;
  if (tray === null) return at(right, platform === 'win32' ? area.y + area.height - size.height - GAP : area.y + GAP);
  const along = { x: point.x - size.width / 2, y: point.y - size.height / 2 };
  if (tray.y + tray.height <= area.y) return at(along.x, area.y + GAP);
  if (tray.x + tray.width <= area.x) return at(area.x + GAP, along.y);
  if (tray.x >= area.x + area.width) return at(right, along.y);
  // Below the work area, or inside it as in the overflow panel of Windows: above the icon if there is room.
  const above = tray.y - size.height - GAP;
  return at(along.x, above >= area.y ? above : tray.y + tray.height + GAP);
}

/**
 * Where a window that stood at `bounds` may stand on these displays: there, moved wholly into the work area that most
 * of it is in; null when its title bar could not be reached, as after its display was taken away.
 */
export function keepWindow(bounds: Electron.Rectangle, displays: readonly Area[]): Electron.Rectangle | null {
  const [best] = displays
    .map(({ workArea }) => ({ workArea, seen: overlap(bounds, workArea) }))
    .toSorted((a, b) => b.seen.width * b.seen.height - a.seen.width * a.seen.height);
  if (best === undefined) return null;
  const bar = overlap({ ...bounds, height: HANDLE.height }, best.workArea);
  const isReachable = bar.width >= Math.min(HANDLE.width, bounds.width) && bar.height >= HANDLE.height / 2;
  return isReachable ? inside(best.workArea, bounds) : null;
}

/** The rectangle made no larger than the area and moved into it. */
function inside(area: Electron.Rectangle, wanted: Electron.Rectangle): Electron.Rectangle {
  const width = Math.min(wanted.width, area.width);
  const height = Math.min(wanted.height, area.height);
  return {
    x: Math.round(between(wanted.x, area.x, area.x + area.width - width)),
    y: Math.round(between(wanted.y, area.y, area.y + area.height - height)),
    width,
    height,
  };
}

function overlap(a: Electron.Rectangle, b: Electron.Rectangle): { width: number; height: number } {
  return {
    width: Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)),
    height: Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)),
  };
}

function centre(rectangle: Electron.Rectangle): Electron.Point {
  return { x: rectangle.x + rectangle.width / 2, y: rectangle.y + rectangle.height / 2 };
}

function between(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}

/** The display whose bounds hold the point, or else lie closest to it. */
function nearest(displays: readonly Area[], point: Electron.Point): Area {
  const distance = ({ bounds }: Area): number =>
    Math.hypot(
      point.x - between(point.x, bounds.x, bounds.x + bounds.width),
      point.y - between(point.y, bounds.y, bounds.y + bounds.height),
    );
  const [best] = displays.toSorted((a, b) => distance(a) - distance(b));
  if (best === undefined) throw new Error('There is no display');
  return best;
}
