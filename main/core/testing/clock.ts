/** A clock that the test drives, over the wire layer's: it also counts what is left running. */
import { fakeClock, type FakeClock } from '../ucwa/testing.ts';

export interface DrivenClock extends FakeClock {
  /** How many timers are set. */
  readonly timers: number;
  /** Milliseconds until the next timer, or null. */
  readonly nextTimer: number | null;
  /** What `random` answers from now on; 0 at first, so that back-offs are whole seconds. */
  chance: number;
}

/** More timers than this at one moment are a loop that never lets time pass. */
const SPINNING = 1_000;

/** Makes the clock; `advance` lets everything that follows from a timer happen before the next one. */
export function drivenClock(start = 1_700_000_000_000): DrivenClock {
  const inner = fakeClock(start);
  const deadlines = new Set<{ at: number }>();
  const next = (): number | null => (deadlines.size === 0 ? null : Math.min(...[...deadlines].map(({ at }) => at)));
  return {
    ...inner,
    chance: 0,
    random() {
      return this.chance;
    },
    get timers() {
      return deadlines.size;
    },
    get nextTimer() {
      const at = next();
      return at === null ? null : at - inner.now();
    },
    setTimer(ms, callback) {
      const deadline = { at: inner.now() + ms };
      deadlines.add(deadline);
      const cancel = inner.setTimer(ms, () => {
        deadlines.delete(deadline);
        callback();
      });
      return () => {
        deadlines.delete(deadline);
        cancel();
      };
    },
    async advance(ms) {
      const end = inner.now() + ms;
      await idle();
      for (let spins = 0; ;) {
        const at = next();
        if (at === null || at > end) break;
        spins = at > inner.now() ? 0 : spins + 1;
        if (spins > SPINNING) throw new Error('Timers keep firing while no time passes.');
        await inner.advance(Math.max(0, at - inner.now()));
        await idle();
      }
      await inner.advance(Math.max(0, end - inner.now()));
      await idle();
    },
  };
}

/** Lets every promise that can settle now settle. */
export function idle(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
