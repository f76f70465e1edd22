/** An error in words for the user, and as lines for a help desk. Pure. */
import type { UserError } from '../../preload/contract/errors.ts';
import type { Edit } from '../../preload/contract/state.ts';
import { t } from '../i18n/index.ts';

/**
 * Title and advice: of what the server named in particular, else of the code; codes this version has no words for fall
 * back to the error's own message.
 */
export function wordsOf(error: UserError): { title: string; advice: string } {
  const { code, status, subcode } = error;
  const refusals: Readonly<Record<string, { title: string; advice: string }>> = t.refusals;
  const named = refusals[`${status} ${subcode}`] ?? refusals[subcode ?? ''];
  // A code of our own says more than what the server said on the way to it.
  if (named && code.startsWith('ucwa.')) return named;
  return t.errors[code] ?? { title: error.message, advice: '' };
}

/** What an edit waits for: a connection, or that the server takes what it would not take for now. */
export function waitingWords({ error }: Pick<Edit, 'error'>): string {
  return error === null ? t.common.waiting : t.common.retrying;
}

/** Label and value of each field that is set. */
export function factsOf(error: UserError): [label: string, value: string][] {
  const words = t.errorDetails;
  const all: [string, string | number | null][] = [
    [words.code, error.code],
    [words.message, error.message],
    [words.serverMessage, error.serverMessage],
    [words.status, error.status],
    [words.subcode, error.subcode],
    [words.diagnostics, error.diagnostics],
    [words.host, error.host],
    [words.frontEnd, error.frontEnd],
    [words.correlationId, error.correlationId],
  ];
  return all.flatMap(([label, value]) => (value === null || value === '' ? [] : [[label, String(value)]]));
}
