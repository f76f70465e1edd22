/** The error catalogue: what a refusal means, what the app does about it, and what the user is told (PROTOCOL 6). */
import type { CatalogueRow } from './catalogue-row.ts';
import { BY_STATUS } from './catalogue-statuses.ts';
import { BY_SUBCODE } from './catalogue-subcodes.ts';

/** What an answer says about why it refuses. */
export interface Refusal {
  readonly status: number;
  readonly code: string | null;
  readonly subcode: string | null;
  readonly diagnostics: string | null;
  /** Whether UCWA itself spoke. */
  readonly reason: boolean;
}

/** The first row that fits is taken, so a subcode stands before its status. */
export const CATALOGUE: readonly CatalogueRow[] = [...BY_SUBCODE, ...BY_STATUS];

/** UCWA never answers so: whoever did stands between here and the server. */
const UNKNOWN: CatalogueRow = {
  when: {},
  error: 'ucwa.unexpected',
  does: 'waitOut',
  retryable: false,
  happened: 'an answer that UCWA does not describe',
  message: 'The server gave an unexpected answer.',
};

/** The first row that fits; an unknown subcode falls back to its status, an unknown status to a row that says so. */
export function rowOf(refusal: Refusal): CatalogueRow {
  return CATALOGUE.find((row) => fits(row, refusal)) ?? UNKNOWN;
}

function fits({ when }: CatalogueRow, { status, code, subcode, diagnostics, reason }: Refusal): boolean {
  return (
    (when.status === undefined ||
      when.status === status ||
      (when.status < 10 && Math.floor(status / 100) === when.status)) &&
    (when.subcode === undefined || when.subcode.toLowerCase() === (subcode ?? code)?.toLowerCase()) &&
    (when.diagnostics === undefined || when.diagnostics === diagnostics) &&
    (when.reason === undefined || when.reason === reason)
  );
}
