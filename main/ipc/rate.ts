/** A limit in counts: how often something may happen in a second. */
import type { Clock } from '../core/ports.ts';

const SECOND_MS = 1_000;

/** Answers true for the first `most` calls of each second that begins with a call, false for the others. */
export function createRate(clock: Pick<Clock, 'now'>, most: number): () => boolean {
  let start = -Infinity;
  let count = 0;
  return () => {
    const now = clock.now();
    // A clock that was put back must not hold a second for ever.
    if (now - start >= SECOND_MS || now < start) {
      start = now;
      count = 0;
    }
    count += 1;
    return count <= most;
  };
}
