/** Keeps what diagnostics need and nothing else does: the last errors of the user, and since when a phase lasts. */
import type { CoreCommands } from '../core.ts';
import type { Cancel, Clock } from '../ports.ts';
import type { AppError } from '../result.ts';
import { set } from '../store/actions.ts';
import type { Change, NotedError, State } from '../store/state.ts';
import type { Store } from '../store/store.ts';

export const MOST_ERRORS = 20;

export interface Recent {
  /** Begins to listen; the answer ends that. */
  start(): Cancel;
  /** Since when the session is in its phase. */
  readonly phaseSince: () => number;
  /** The same commands; what they fail with is noted. */
  noting(commands: CoreCommands): CoreCommands;
}

/** Makes the writer of the slice `recentErrors`. */
export function createRecent(store: Store, clock: Pick<Clock, 'now'>): Recent {
  let phaseSince = clock.now();

  function note(errors: readonly AppError[]): void {
    if (errors.length === 0) return;
    const noted = errors.reduce((list, error) => withError(list, error, clock.now()), store.state.recentErrors);
    store.dispatch(set('recentErrors', noted));
  }

  return {
    start: () =>
      store.subscribeTo(['edits', 'follows', 'connection', 'phonesAccess', 'list', 'notice', 'update'], (changes) => {
        for (const change of changes) {
          if ('slice' in change && change.slice === 'connection' && change.before.phase !== change.after.phase)
            phaseSince = clock.now();
        }
        note(changes.flatMap(newErrors));
      }),
    phaseSince: () => phaseSince,
    noting(commands) {
      const wrapped = Object.entries(commands).map(([name, command]) => [
        name,
        async (input: unknown) => {
          // The pairing of name and input is kept: the one goes to the other as it came.
          const result = await (command as (given: unknown) => ReturnType<CoreCommands[keyof CoreCommands]>)(input);
          if (!result.ok) note([result.error]);
          return result;
        },
      ]);
      return Object.fromEntries(wrapped) as CoreCommands;
    },
  };
}

/** The list with one more error, the oldest gone where there are too many; the same trouble again is one entry. */
export function withError(list: State['recentErrors'], error: AppError, at: number): readonly NotedError[] {
  const last = list.at(-1);
  if (last !== undefined && sameTrouble(last.error, error)) {
    return list.with(-1, { at, count: last.count + 1, error });
  }
  return [...list, { at, count: 1, error }].slice(-MOST_ERRORS);
}

function sameTrouble(one: AppError, other: AppError): boolean {
  const markOf = ({ code, status, subcode, diagnostics, host }: AppError): string =>
    JSON.stringify([code, status, subcode, diagnostics, host]);
  return markOf(one) === markOf(other);
}

/** The errors that a change brought before the user's eyes. */
function newErrors(change: Change): AppError[] {
  const [before, after] = [errorOf(change, 'before'), errorOf(change, 'after')];
  return after !== null && after !== before ? [after] : [];
}

function errorOf(change: Change, when: 'before' | 'after'): AppError | null {
  if ('table' in change) {
    if (change.table !== 'edits' && change.table !== 'follows') return null;
    return change[when]?.error ?? null;
  }
  switch (change.slice) {
    case 'connection': {
      const connection = change[when];
      return 'reason' in connection ? connection.reason : 'error' in connection ? connection.error : null;
    }
    case 'phonesAccess':
      return change[when].error;
    case 'list':
      return change[when].readOnly;
    case 'notice':
      return change[when];
    case 'update': {
      const update = change[when];
      return update.phase === 'failed' ? update.error : null;
    }
    default:
      return null;
  }
}
