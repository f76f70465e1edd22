/** What the window is made of. Pure. */
import { WORDS } from '../words/words.ts';
import { leastSize } from './window-size.ts';

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

/** The options of the window; its page is locked in. Developer tools only where the app is not packaged. */
export function windowOptions(input: {
  preload: string;
  icon: string;
  bounds: Electron.Rectangle;
  zoom: number;
  packaged: boolean;
  dark: boolean;
}): Electron.BrowserWindowConstructorOptions {
  const least = leastSize(input.bounds, input.zoom);
  return {
    ...input.bounds,
    minWidth: least.width,
    minHeight: least.height,
    title: WORDS.app,
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
      zoomFactor: input.zoom,
    },
  };
}
