/**
 * A list that cannot be written now, since it lives in Exchange or is being moved there (PROTOCOL 6.2, 12.1): it is said
 * so (`list.readOnly`), and the server is asked again but seldom.
 */
import type { Clock } from '../ports.ts';
import { fail, type AppError, type Result } from '../result.ts';
import { set } from '../store/actions.ts';
import type { Store } from '../store/store.ts';
import { createTimer } from '../timing/timer.ts';

/** So long changes are refused with what the server said last; then one of them asks the server again. */
const PROBE_MS = 5 * 60_000;
/** After so long without anybody asking nothing is known any more, and the user may try. */
const LIFT_MS = 15 * 60_000;

export interface ListLock {
  /**
   * Carries a change of the list out, unless the server has just said that the list cannot be changed: then that.
   * @param asked the user wants it tried all the same
   */
  guard(asked: boolean, change: () => Promise<Result<null>>): Promise<Result<null>>;
  /** The next change asks the server: the user wants to know how things stand. */
  ask(): void;
  /** What the server said to a write. */
  saw(outcome: Result<unknown>): void;
  /** What the server said is not known any more: the session is over, or the user does not believe it. */
  forget(): void;
}

/** Makes the lock, open. */
export function createListLock(store: Store, clock: Clock): ListLock {
  const lift = createTimer(clock);
  let askedAt = 0;

  function show(readOnly: AppError | null): void {
    const { list } = store.state;
    if (list.readOnly !== readOnly) store.dispatch(set('list', { ...list, readOnly }));
  }

  return {
    async guard(asked, change) {
      const { readOnly } = store.state.list;
      if (readOnly && !asked && Math.abs(clock.now() - askedAt) < PROBE_MS) return fail(readOnly);
      askedAt = clock.now();
      return change();
    },
    ask() {
      askedAt = -Infinity;
    },
    saw(outcome) {
      if (outcome.ok) {
        lift.clear();
        show(null);
      } else if (outcome.error.code === 'ucwa.readOnly') {
        const { error } = outcome;
        show(error);
        lift.set(LIFT_MS, () => store.state.list.readOnly === error && show(null));
      }
    },
    forget() {
      lift.clear();
      show(null);
    },
  };
}
