/** What a row of the error catalogue says. */
import type { ErrorCode, Remedy } from '../../result.ts';

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
