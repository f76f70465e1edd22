/**
 * The end of the user's session on Windows: log-off, restart, shutdown, and an installer that closes the app.
 *
 * Windows tells windows alone, and an app in the tray has none. What must last is to be written before the listener
 * returns: Windows ends the process soon after. It is not asked to wait, for then it would show the user that this app
 * holds up the shutdown. What is announced (`query-session-end`) may still be called off, so nothing ends then.
 */
import { app, BaseWindow } from 'electron';

/** Tells when the session ends; only on Windows, elsewhere there are other ways. Call it after `ready`. */
export function watchSessionEnd(platform: NodeJS.Platform, ended: () => void): void {
  if (platform !== 'win32') return;
  // A window without a page costs no process. It is never shown.
  const listener = new BaseWindow({ show: false, skipTaskbar: true, focusable: false, width: 1, height: 1 });
  listener.once('session-end', () => {
    // What electron-updater would install now, a shutdown would cut off half-way and leave no app at all. It keeps what
    // it fetched.
    app.removeAllListeners('quit');
    ended();
  });
  // Keeps it referenced for as long as the app runs.
  app.once('quit', () => listener.removeAllListeners());
}
