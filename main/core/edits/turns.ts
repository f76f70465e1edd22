/**
 * Whose turn it is: edits go out in the order in which they were made. One that fails waits for a while that grows and
 * holds up those alone that concern the same thing.
 */
import type { Clock } from '../ports.ts';
import type { AppError } from '../result.ts';
import type { Edit } from '../store/state.ts';
import { pauseAfter, REST_MS } from '../timing/passing.ts';
import { concern } from './target.ts';

export interface Turns {
  /** The next one to go out now; undefined: none. */
  next(waiting: readonly Edit[]): Edit | undefined;
  /** It failed, and has another turn after a while; a long one where it is to rest. */
  failed(id: string, error: AppError, course: 'retry' | 'pause' | 'rest'): void;
  /** It starts afresh. */
  forget(id: string): void;
  /** It starts afresh and at once, even where the server asked for a pause: the user wants it. */
  hurry(id: string): void;
  /** All start afresh. */
  forgetAll(): void;
  /**
   * Milliseconds until another one has its turn; null: none will by itself.
   * @param stopped one failed that made the others wait too, though their turn had come
   */
  delay(waiting: readonly Edit[], stopped: boolean): number | null;
}

interface Pause {
  readonly since: number;
  readonly ms: number;
}

interface Failures extends Pause {
  /** In a row. */
  readonly count: number;
  /** In a row, with the others made to wait. */
  readonly stops: number;
}

/** After so many failures that made the others wait, it is the edit rather than the connection: the others go first. */
const SUSPECT = 2;

/** Makes the turns; nobody has failed yet. */
export function createTurns(clock: Clock): Turns {
  const failures = new Map<string, Failures>();
  /** The server has asked for a pause from everything. */
  let quiet: Pause | null = null;

  /** A clock that was set back must not make anybody wait for it to come round again. */
  function left({ since, ms }: Pause): number {
    const gone = clock.now() - since;
    return gone < 0 ? 0 : Math.max(0, ms - gone);
  }

  function leftOf({ id }: Edit): number {
    const failed = failures.get(id);
    return failed ? left(failed) : 0;
  }

  /** Those that no earlier one holds up. */
  function free(waiting: readonly Edit[]): Edit[] {
    return waiting.filter(
      (edit, index) => !waiting.slice(0, index).some((earlier) => concern(edit.wish, earlier.wish)),
    );
  }

  function rank({ id }: Edit): number {
    const stops = failures.get(id)?.stops ?? 0;
    return stops < SUSPECT ? 0 : stops;
  }

  return {
    next(waiting) {
      if (quiet && left(quiet) > 0) return undefined;
      const due = free(waiting).filter((edit) => leftOf(edit) === 0);
      return due.sort((a, b) => rank(a) - rank(b))[0];
    },
    failed(id, error, course) {
      const before = failures.get(id);
      const count = (before?.count ?? 0) + 1;
      const ms = course === 'rest' ? REST_MS : pauseAfter(error, count, clock.random());
      const stops = course === 'pause' ? (before?.stops ?? 0) + 1 : 0;
      failures.set(id, { since: clock.now(), ms, count, stops });
      if (error.remedy === 'slowDown') quiet = { since: clock.now(), ms };
    },
    forget: (id) => void failures.delete(id),
    hurry(id) {
      failures.delete(id);
      quiet = null;
    },
    forgetAll() {
      failures.clear();
      quiet = null;
    },
    delay(waiting, stopped) {
      const pauses = free(waiting).map(leftOf);
      const soonest = Math.min(...pauses.filter((ms) => ms > 0 || !stopped));
      const ms = Math.max(soonest, quiet ? left(quiet) : 0);
      return Number.isFinite(ms) ? ms : null;
    },
  };
}
