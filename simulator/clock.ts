/**
 * The simulator's time. Everything that ends, warns or holds asks this clock, so that a driven clock can let eight
 * hours of a ticket's life pass in a millisecond.
 */

/** Cancels a timer; calling it twice, or after the timer ran, does nothing. */
export type Cancel = () => void;

export interface Clock {
  readonly kind: 'real' | 'driven';
  /** Milliseconds since 1970 UTC, with a fraction. */
  now(): number;
  /** Runs `task` once, `ms` milliseconds from now (at least 0). */
  after(ms: number, task: () => void): Cancel;
  /** Moves a driven clock forward and runs what falls due, in order. False on a real clock, which cannot be moved. */
  advance(ms: number): boolean;
}

/** Milliseconds since 1970 UTC of the machine, with a fraction: what latencies are measured with. */
export function wallTime(): number {
  return performance.timeOrigin + performance.now();
}

/** The longest delay that setTimeout takes; longer timers are split. */
const LONGEST_MS = 2_000_000_000;

export function createRealClock(): Clock {
  return {
    kind: 'real',
    now: wallTime,
    after(ms, task) {
      let left = Math.max(0, ms);
      let timer: NodeJS.Timeout;
      const arm = () => {
        const step = Math.min(left, LONGEST_MS);
        left -= step;
        timer = setTimeout(() => (left > 0 ? arm() : task()), step);
        timer.unref();
      };
      arm();
      return () => clearTimeout(timer);
    },
    advance: () => false,
  };
}

interface Due {
  readonly at: number;
  readonly order: number;
  readonly task: () => void;
}

/** A clock that stands still until `advance` is called. It starts at the machine's time, so that dates look right. */
export function createDrivenClock(startMs = wallTime()): Clock {
  let now = startMs;
  let order = 0;
  const waiting = new Set<Due>();
  const nextDue = (until: number): Due | undefined => {
    let first: Due | undefined;
    for (const due of waiting) {
      if (due.at > until) continue;
      if (!first || due.at < first.at || (due.at === first.at && due.order < first.order)) first = due;
    }
    return first;
  };
  return {
    kind: 'driven',
    now: () => now,
    after(ms, task) {
      const due: Due = { at: now + Math.max(0, ms), order: order++, task };
      waiting.add(due);
      return () => {
        waiting.delete(due);
      };
    },
    advance(ms) {
      const until = now + Math.max(0, ms);
      for (let due = nextDue(until); due; due = nextDue(until)) {
        waiting.delete(due);
        now = Math.max(now, due.at);
        due.task();
      }
      now = until;
      return true;
    },
  };
}
