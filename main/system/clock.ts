/** The machine's time and randomness. */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../core/ports.ts';

/** setTimeout takes no more than this (about 24.8 days) and would fire at once beyond. */
const LONGEST = 2 ** 31 - 1;

/** Builds the real clock. Its timers keep the process alive until they fire or are cancelled. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    uuid: () => randomUUID(),
    setTimer(ms, callback) {
      let timer: NodeJS.Timeout;
      const wait = (left: number): void => {
        timer =
          left > LONGEST ? setTimeout(() => wait(left - LONGEST), LONGEST) : setTimeout(callback, Math.max(0, left));
      };
      wait(ms);
      return () => clearTimeout(timer);
    },
  };
}
