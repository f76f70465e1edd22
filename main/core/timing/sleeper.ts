/** Waiting that can be cut short: by an abort (the session ends) or by a wake-up call (try now). */
import type { Clock } from '../ports.ts';

export interface Sleeper {
  /** Resolves after `ms` milliseconds, at once when `signal` aborts, or when `wake` is called. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Ends every sleep that is under way. */
  wake(): void;
}

/** Makes a sleeper on the given clock. */
export function createSleeper(clock: Clock): Sleeper {
  const sleeping = new Set<() => void>();
  return {
    sleep(ms, signal) {
      if (signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const end = (): void => {
          cancel();
          sleeping.delete(end);
          signal.removeEventListener('abort', end);
          resolve();
        };
        const cancel = clock.setTimer(ms, end);
        sleeping.add(end);
        signal.addEventListener('abort', end);
      });
    },
    wake() {
      for (const end of [...sleeping]) end();
    },
  };
}
