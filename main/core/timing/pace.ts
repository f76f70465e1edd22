/** Keeps work from being done too often: at once as long as there was little of it, later when it comes in storms. */
import type { Clock } from '../ports.ts';
import { createSleeper } from './sleeper.ts';

export interface Pace {
  /** Resolves when it is time for one more, or when `signal` aborts; each call counts as one. */
  next(signal: AbortSignal): Promise<void>;
}

/** A pace of at most `most` (1 or more) within any `withinMs` milliseconds of the clock; for one caller at a time. */
export function createPace(clock: Clock, { most, withinMs }: { most: number; withinMs: number }): Pace {
  const sleeper = createSleeper(clock);
  /** When the last ones were, oldest first: never more than `most`. */
  let recent: readonly number[] = [];
  return {
    async next(signal) {
      const [first] = recent;
      if (first !== undefined && recent.length === most) {
        // Never longer than that: the clock may have been set back since.
        const wait = Math.min(first + withinMs - clock.now(), withinMs);
        if (wait > 0) await sleeper.sleep(wait, signal);
      }
      recent = [...recent, clock.now()].slice(-most);
    },
  };
}
