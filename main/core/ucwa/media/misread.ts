/** Why and where a body could not be read. */
import { MAX_BODY_BYTES } from '../../ports.ts';
import { appError } from '../../result.ts';
import type { AppError, Remedy } from '../../result.ts';

/** A place in a body, as an editor counts: `offset` in UTF-16 units from 0, `line` and `column` from 1. */
export interface Place {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** An error of reading. `detail` is for a developer and quotes nothing of the body. */
export interface Misread extends AppError {
  readonly place: Place;
  readonly detail: string;
}

/** A `Result` whose failure names the place. */
export type Reading<T> = { ok: true; value: T } | { ok: false; error: Misread };

/** What a reader found wrong, before it is put into words for a user. */
export interface Fault {
  readonly offset: number;
  readonly detail: string;
}

/**
 * A body of more objects, lists or elements than this is refused, because each of them costs many times its own size.
 * It is some ten times what a list of a thousand contacts has.
 */
export const MAX_NODES = 250_000;

/** Of an answer over `MAX_BODY_BYTES`. */
export const TOO_LARGE = 'The server sent an answer that is too large.';

/**
 * What is done about a body that cannot be read.
 * - `repeatLater`: it was damaged on its way, or cut off;
 * - `waitOut`: it is nothing that UCWA would send: a proxy or a sign-in page of the network spoke (PROTOCOL 6.1);
 * - `tell`: the same would come again.
 */
type MisreadRemedy = Extract<Remedy, 'repeatLater' | 'waitOut' | 'tell'>;

/** The failure of reading `source`. */
export function misread(
  message: string,
  fault: Fault,
  source: string,
  remedy: MisreadRemedy = 'repeatLater',
): { ok: false; error: Misread } {
  const { offset, detail } = fault;
  const retryable = remedy !== 'tell';
  return {
    ok: false,
    error: { ...appError('ucwa.unexpected', message, { retryable, remedy }), place: placeOf(source, offset), detail },
  };
}

const UTF8 = new TextDecoder();

/** The bytes as text, without byte order mark; damaged UTF-8 becomes U+FFFD. Fails beyond `MAX_BODY_BYTES`, unread. */
export function decode(bytes: Uint8Array): Reading<string> {
  if (bytes.length > MAX_BODY_BYTES) {
    const fault = { offset: MAX_BODY_BYTES, detail: `larger than ${MAX_BODY_BYTES} bytes` };
    const { error } = misread(TOO_LARGE, fault, '', 'tell');
    return { ok: false, error: { ...error, code: 'ucwa.tooLarge' } };
  }
  return { ok: true, value: UTF8.decode(bytes) };
}

/** The error without its place, as features and the window know errors. */
export function unplaced(error: AppError): AppError {
  const { code, message, retryable, remedy } = error;
  return appError(code, message, { retryable, remedy });
}

function placeOf(source: string, offset: number): Place {
  let line = 1;
  let start = 0;
  for (let at = source.indexOf('\n'); at >= 0 && at < offset; at = source.indexOf('\n', at + 1)) {
    line += 1;
    start = at + 1;
  }
  return { offset, line, column: offset - start + 1 };
}
