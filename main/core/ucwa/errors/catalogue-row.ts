/** What a row of the error catalogue says. */
import type { ErrorCode } from '../../result.ts';

/**
 * What the app does about a refusal:
 * - `renewTicket`: gets another ticket, once, and repeats;
 * - `recreate`: asks whether the application is still there, and builds another one if not;
 * - `rediscover`: begins again at discovery, after a while;
 * - `stop`: leaves the session ended until the user acts;
 * - `repeatLater`: repeats what may be repeated, with growing pauses or after Retry-After;
 * - `slowDown`: waits and sends smaller batches;
 * - `mergeAndRepeat`: reads again, lays the change over it, writes again, a few times;
 * - `reread`: reads what is there now and tells the user;
 * - `takeAsDone`: is content, since what was wanted is there;
 * - `drop`: takes the thing out of what it shows;
 * - `tell`: tells the user and does nothing else.
 */
export type Remedy =
  | 'renewTicket'
  | 'recreate'
  | 'rediscover'
  | 'stop'
  | 'repeatLater'
  | 'slowDown'
  | 'mergeAndRepeat'
  | 'reread'
  | 'takeAsDone'
  | 'drop'
  | 'tell';

export interface CatalogueRow {
  /** All that is named here must hold. */
  readonly when: {
    /** HTTP status; 3, 4, 5: the whole class. */
    readonly status?: number;
    /** Compared without regard to case; with the code where a reason has no subcode. */
    readonly subcode?: string;
    /** Number in X-Ms-diagnostics. */
    readonly diagnostics?: string;
    /** Whether the body was a UCWA reason; false: a proxy or the web server spoke. */
    readonly reason?: boolean;
  };
  readonly error: ErrorCode;
  readonly does: Remedy;
  /** Trying the same again may help. */
  readonly retryable: boolean;
  /** For a help desk: what went wrong. */
  readonly happened: string;
  /** One English sentence that a user can act on; a 400's parameter names are put before its first full stop. */
  readonly message: string;
}

/** A row, with its words last. */
export function row(
  when: CatalogueRow['when'],
  error: CatalogueRow['error'],
  does: CatalogueRow['does'],
  retryable: boolean,
  happened: string,
  message: string,
): CatalogueRow {
  return { when, error, does, retryable, happened, message };
}
