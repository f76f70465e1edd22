/** What the window is made of and where it stands. Pure. */

/** What no page gets: nothing of Node, Electron or the web's powers (ARCHITECTURE section 5). */
export const LOCKED_PREFERENCES = {
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
} as const satisfies Electron.WebPreferences;

/** Width and height of the window when nothing else is known, in device independent pixels. */
export const WINDOW_SIZE = { width: 440, height: 680 };
const MIN_SIZE = { width: 340, height: 400 };
/** Between the window and the tray icon or the edge of the display. */
const GAP = 8;

/** The options of the window; its page is locked in. Developer tools only where the app is not packaged. */
export function windowOptions(input: {
  preload: string;
  icon: string;
  bounds: Electron.Rectangle;
  packaged: boolean;
  dark: boolean;
}): Electron.BrowserWindowConstructorOptions {
  return {
    ...input.bounds,
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    title: 'Rollcall',
    icon: input.icon,
    show: false,
    autoHideMenuBar: true,
    fullscreenable: false,
    // What is seen before the first paint; the page's own colours (renderer/styles).
    backgroundColor: input.dark ? '#1b1c20' : '#ffffff',
    webPreferences: {
      preload: input.preload,
      ...LOCKED_PREFERENCES,
      devTools: !input.packaged,
    },
  };
}

type Area = Pick<Electron.Display, 'bounds' | 'workArea'>;

/**
 * Where to put a window of `size`: beside the tray icon, on the icon's display, centred on the icon along its bar
 * and inside the display's work area. Without the icon's bounds: in the corner of the display that holds `cursor`
 * where trays usually are (top right on macOS and Linux, bottom right on Windows).
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
  const width = Math.min(input.size.width, area.width);
  const height = Math.min(input.size.height, area.height);
  const clamp = (x: number, y: number): Electron.Rectangle => ({
    x: Math.round(between(x, area.x, area.x + area.width - width)),
    y: Math.round(between(y, area.y, area.y + area.height - height)),
    width,
    height,
  });
  const right = area.x + area.width - width - GAP;
  if (tray === null) return clamp(right, platform === 'win32' ? area.y + area.height - height - GAP : area.y + GAP);
  const along = { x: point.x - width / 2, y: point.y - height / 2 };
  if (tray.y + tray.height <= area.y) return clamp(along.x, area.y + GAP);
  if (tray.x + tray.width <= area.x) return clamp(area.x + GAP, along.y);
  if (tray.x >= area.x + area.width) return clamp(right, along.y);
  // Below the work area, or inside it as in the overflow panel of Windows: above the icon if there is room.
  const above = tray.y - height - GAP;
  return clamp(along.x, above >= area.y ? above : tray.y + tray.height + GAP);
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
