/**
 * When a start got where, as marks on the main process's own timeline (`performance.getEntriesByType('mark')`). They
 * cost nothing and nobody is told; `npm run bench -- --only electron` reads them.
 */
import type { ReadableStore } from '../../core/core.ts';

/**
 * Electron is ready; the tray's icon is made; what was kept of the account is read, keychain included; the session is
 * live for the first time.
 */
export type StartPhase = 'ready' | 'tray' | 'kept' | 'live';

/** Notes that the start got to this phase. */
export function markStart(phase: StartPhase): void {
  performance.mark(`start:${phase}`);
}

/** Notes when the session is live for the first time. */
export function markLive(store: ReadableStore): void {
  const stop = store.subscribeTo(['connection'], () => {
    if (store.state.connection.phase !== 'live') return;
    stop();
    markStart('live');
  });
}
