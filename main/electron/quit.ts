/** Ending: the session is closed first, but never for longer than this. */
import { app, powerMonitor } from 'electron';
import type { Clock } from '../core/ports.ts';

/** The core allows itself 2 s for the application's end; a hung keychain or disk must not keep the app. */
export const STOP_MS = 4_000;

/**
 * Runs `stop` before the app quits, once, and quits when it is done or late. `letGo` is called first: windows may
 * close from then on.
 */
export function stopBeforeQuit(clock: Clock, letGo: () => void, stop: () => Promise<void>): void {
  // Linux and macOS wait a moment for an app that says so; the network still works then.
  powerMonitor.on('shutdown', (event?: Electron.Event) => {
    event?.preventDefault();
    app.quit();
  });
  let state: 'running' | 'stopping' | 'stopped' = 'running';
  app.on('before-quit', (event) => {
    letGo();
    if (state === 'stopped') return;
    event.preventDefault();
    if (state === 'stopping') return;
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
  });
}
