/** Ending: the session is closed first, but never for longer than this. */
import { app, powerMonitor } from 'electron';
import type { Clock } from '../../core/ports.ts';
import { watchSessionEnd } from './session-end.ts';

/** The core allows itself 2 s for the application's end; a hung keychain or disk must not keep the app. */
export const STOP_MS = 4_000;

/**
 * Runs `stop` before the app quits, once, and quits when it is done or late. `letGo` is called first: windows may
 * close from then on. `stop` must have written what is to be kept when it returns its promise: Windows may wait no
 * longer at the end of the user's session. Call it after `ready`.
 */
export function stopBeforeQuit(
  clock: Clock,
  platform: NodeJS.Platform,
  letGo: () => void,
  stop: () => Promise<void>,
): void {
  let state: 'running' | 'stopping' | 'stopped' = 'running';
  let isSessionEnding = false;

  function begin(): void {
    if (state !== 'running') return;
    state = 'stopping';
    const end = (): void => {
      if (state === 'stopped') return;
      state = 'stopped';
      cancel();
      // exit rather than quit: a keychain call that never came back would keep a thread and so the process.
      app.exit(0);
    };
    const cancel = clock.setTimer(STOP_MS, end);
    stop().then(end, end);
  }

  // Linux and macOS wait a moment for an app that says so; the network still works then.
  powerMonitor.on('shutdown', (event?: Electron.Event) => {
    event?.preventDefault();
    app.quit();
  });
  watchSessionEnd(platform, () => {
    isSessionEnding = true;
    app.quit();
  });
  app.on('before-quit', (event) => {
    letGo();
    if (state === 'stopped') return;
    // Electron ends at once with the user's session on Windows, but for an app that is quitting already.
    if (!isSessionEnding) event.preventDefault();
    begin();
  });
  app.on('will-quit', (event) => {
    if (state === 'stopping') event.preventDefault();
  });
}
