import type { Attempt } from '../edits/attempt.ts';
import type { AppError, Result } from '../result.ts';
import type { Application } from '../session/application.ts';
import type { Store } from '../store/store.ts';
import type { People } from './people.ts';

/** What a change of the list is carried out with. */
export interface Editing {
  readonly application: Application;
  readonly people: People;
  readonly store: Store;
  readonly attempt: Attempt;
  /** Hears what the server says to each write, and hands it on. */
  readonly wrote: <T>(outcome: Result<T>) => Result<T>;
  /** Hears of each person whom an edit of many could not place. */
  readonly refused: (address: string, error: AppError) => void;
  /** Waits a while, at most until the session ends. */
  readonly pause: (ms: number) => Promise<void>;
}
