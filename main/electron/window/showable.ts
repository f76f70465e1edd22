/** When a hidden window can be shown. */
import type { BrowserWindow } from 'electron';

/** Tells once, when the page is painted or, where hidden windows are not painted, loaded. Call it before it loads. */
export function whenShowable(window: BrowserWindow, platform: NodeJS.Platform, showable: () => void): void {
  let isTold = false;
  const tell = (): void => {
    if (isTold || window.isDestroyed()) return;
    isTold = true;
    showable();
  };
  window.once('ready-to-show', tell);
  // Wayland paints no window before it is shown, so `ready-to-show` may wait for what waits for it.
  if (platform === 'linux') window.webContents.once('did-finish-load', tell);
}
