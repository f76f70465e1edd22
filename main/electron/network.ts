/**
 * The Network port. Electron's main process can ask whether there is a network but is not told when that changes, so
 * it asks from time to time while somebody listens, and at once after sleep.
 */
import { net, powerMonitor } from 'electron';
import type { Cancel, Clock, Network } from '../core/ports.ts';

/** Between two questions. Asking costs a system call; the long poll notices a cut wire by itself. */
export const ASK_MS = 10_000;

/** Use it after `ready`. */
export function createNetwork(clock: Clock): Network {
  const listeners = new Set<(online: boolean) => void>();
  let last = net.isOnline();
  let cancel: Cancel | null = null;

  const ask = (): void => {
    const online = net.isOnline();
    if (online === last) return;
    last = online;
    for (const listener of listeners) listener(online);
  };
  const askAgain = (): void => {
    ask();
    cancel = listeners.size === 0 ? null : clock.setTimer(ASK_MS, askAgain);
  };

  return {
    online: () => net.isOnline(),
    onChange(listener) {
      if (listeners.size === 0) {
        last = net.isOnline();
        powerMonitor.on('resume', ask);
        cancel = clock.setTimer(ASK_MS, askAgain);
      }
      listeners.add(listener);
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0) return;
        cancel?.();
        cancel = null;
        powerMonitor.off('resume', ask);
      };
    },
  };
}
