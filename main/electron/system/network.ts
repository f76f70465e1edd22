/**
 * The Network port. Electron's main process can ask whether there is a network but is not told when that changes, so
 * it asks from time to time while somebody listens, and at once after sleep.
 */
import { net, powerMonitor } from 'electron';
import type { Cancel, Clock, Network } from '../../core/ports.ts';

/** Between two questions. Asking costs a system call; the long poll notices a cut wire by itself. */
export const ASK_MS = 10_000;
/** The same while there is none: after sleep it comes within seconds, and the user waits for it. */
export const ASK_OFFLINE_MS = 2_000;

/** Use it after `ready`. */
export function createNetwork(clock: Clock): Network {
  const listeners = new Set<(online: boolean) => void>();
  let last = net.isOnline();
  let cancel: Cancel | null = null;

  const ask = (): void => {
    cancel?.();
    const online = net.isOnline();
    const isNews = online !== last;
    last = online;
    cancel = clock.setTimer(online ? ASK_MS : ASK_OFFLINE_MS, ask);
    if (isNews) for (const listener of listeners) listener(online);
  };

  return {
    online: () => net.isOnline(),
    onChange(listener) {
      if (listeners.size === 0) {
        last = net.isOnline();
        powerMonitor.on('resume', ask);
      }
      listeners.add(listener);
      ask();
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0) return;
        cancel?.();
        cancel = null;
        powerMonitor.off('resume', ask);
      };
    },
  };
}
