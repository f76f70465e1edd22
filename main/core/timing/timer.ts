/** One timer that can be set anew; setting it replaces what was set before. */
import type { Cancel, Clock } from '../ports.ts';

export interface Timer {
  set(ms: number, callback: () => void): void;
  clear(): void;
}

/** Makes a timer on the given clock. */
export function createTimer(clock: Clock): Timer {
  let cancel: Cancel | null = null;
  return {
    set(ms, callback) {
      cancel?.();
      cancel = clock.setTimer(ms, () => {
        cancel = null;
        callback();
      });
    },
    clear() {
      cancel?.();
      cancel = null;
    },
  };
}
