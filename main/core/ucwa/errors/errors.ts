/** From a refused or missing answer to an `AppError` that says what to do about it (PROTOCOL 6). */
import type { HttpFailure, HttpResponse } from '../../ports.ts';
import { appError } from '../../result.ts';
import type { AppError } from '../../result.ts';
import { rowOf } from './catalogue.ts';
import type { CatalogueRow } from './catalogue-row.ts';
import { contentTypeOf, diagnosticsOf, frontEndOf, retryAfterMs } from '../client/headers.ts';
import { isObject } from '../media/json.ts';
import type { JsonObject } from '../media/json.ts';
import { readObject } from '../media/media.ts';
import { TOO_LARGE } from '../media/misread.ts';

/** The reason a UCWA server gives (PROTOCOL 6.1). The literal "None" reads like an absent value. */
export interface Reason {
  readonly code: string | null;
  readonly subcode: string | null;
  /** In the application's culture. */
  readonly message: string | null;
  /** Names of the parameters that a 400 complains about. */
  readonly parameters: readonly string[];
}

/** Where and when the answer came in. `now`: milliseconds since 1970, for a Retry-After that is a date. */
export interface ErrorContext {
  readonly host: string | null;
  readonly correlationId: string | null;
  readonly now?: number;
}

/** Reads an error body. Null when the body is no UCWA reason (empty, HTML, something else): a proxy or IIS spoke. */
export function readReason(bytes: Uint8Array, contentType: string | null): Reason | null {
  const object = readObject(bytes, contentType);
  return object.ok ? reasonOf(object.value, 0) : null;
}

/** All that an answer says about why it refuses. */
export interface Refused {
  readonly error: AppError;
  /** Null when UCWA itself did not speak. */
  readonly reason: Reason | null;
  /** The catalogue's row that was taken. */
  readonly row: CatalogueRow;
}

/**
 * Reads an answer that is not 2xx or 304. It always comes to an error, by its status if by nothing else, so there is
 * nothing to fail; a damaged body reads like none. `headers`: names in lower case.
 */
export function readError(status: number, headers: HttpResponse['headers'], bytes: Uint8Array): Refused {
  return refusedOf({ status, headers, body: bytes }, { host: null, correlationId: null });
}

/** The error of an answer that is not 2xx or 304. */
export function errorOf(response: HttpResponse, context: ErrorContext): AppError {
  return refusedOf(response, context).error;
}

function refusedOf(response: HttpResponse, context: ErrorContext): Refused {
  const reason = readReason(response.body, contentTypeOf(response));
  const diagnostics = diagnosticsOf(response);
  const row = rowOf({
    status: response.status,
    code: reason?.code ?? null,
    subcode: reason?.subcode ?? null,
    diagnostics: diagnostics.number,
    reason: reason !== null,
  });
  const names = reason === null || reason.parameters.length === 0 ? '' : ` (${reason.parameters.join(', ')})`;
  const error = appError(row.error, row.message.replace('.', `${names}.`), {
    status: response.status,
    subcode: reason?.subcode ?? null,
    serverMessage: words(reason?.message ?? diagnostics.reason),
    diagnostics: diagnostics.number,
    host: context.host,
    frontEnd: frontEndOf(response),
    correlationId: context.correlationId,
    retryable: row.retryable,
    remedy: row.does,
    retryAfterMs: retryAfterMs(response, context.now ?? 0),
  });
  return { error, reason, row };
}

const FAILURES: Readonly<Record<HttpFailure['kind'], Pick<AppError, 'code' | 'message' | 'retryable' | 'remedy'>>> = {
  offline: {
    code: 'network.offline',
    message: 'There is no network connection.',
    retryable: true,
    remedy: 'repeatLater',
  },
  unreachable: {
    code: 'network.unreachable',
    message: 'The server cannot be reached.',
    retryable: true,
    remedy: 'repeatLater',
  },
  timeout: {
    code: 'network.timeout',
    message: 'The server did not answer in time.',
    retryable: true,
    remedy: 'repeatLater',
  },
  // A network that reads along shows its own certificate; the next network may show the server's.
  tls: {
    code: 'tls.untrusted',
    message: untrusted(null),
    retryable: false,
    remedy: 'waitOut',
  },
  // The same would come again.
  tooLarge: { code: 'ucwa.tooLarge', message: TOO_LARGE, retryable: false, remedy: 'tell' },
  aborted: { code: 'internal', message: 'The request was cancelled.', retryable: true, remedy: 'repeatLater' },
};

/** The error of a request that got no answer. A refused certificate is named by issuer and fingerprint, for IT. */
export function errorOfFailure(failure: HttpFailure, context: ErrorContext): AppError {
  const { code, message, retryable, remedy } = FAILURES[failure.kind];
  return appError(code, failure.kind === 'tls' ? untrusted(context.host) : message, {
    host: context.host,
    correlationId: context.correlationId,
    retryable,
    remedy,
    serverMessage: failure.kind === 'tls' ? words(failure.detail) : null,
  });
}

function untrusted(host: string | null): string {
  const whose = host === null || host === '' ? "the server's certificate" : `the certificate of ${host}`;
  return `This computer does not trust ${whose}. Show the details to your administrator: the issuer has to be installed on this computer, or the server needs another certificate.`;
}

/** The error of a caller that gave up by its own signal. */
export function cancelled(host: string | null = null): AppError {
  return errorOfFailure({ kind: 'aborted', detail: '' }, { host, correlationId: null });
}

/** The ticket was refused, or none was sent where one is needed: get a new one, once, and repeat (PROTOCOL 3.7). */
export function isTicketRefused(response: HttpResponse): boolean {
  if (response.status === 401) return true;
  if (response.status === 500) return diagnosticsOf(response).number === WRONG_POOL;
  if (response.status !== 403) return false;
  return response.headers['www-authenticate'] !== undefined || !isReason(response);
}

/** The number in X-Ms-diagnostics of a ticket that another pool issued. */
const WRONG_POOL = '28032';

function isReason(response: HttpResponse): boolean {
  return readReason(response.body, contentTypeOf(response)) !== null;
}

function reasonOf(value: JsonObject, depth: number): Reason | null {
  const inner = isObject(value.reason) && depth < 3 ? reasonOf(value.reason, depth + 1) : null;
  if (inner !== null) return inner;
  const code = named(value.code);
  const subcode = named(value.subcode);
  if (code === null && subcode === null) return null;
  return {
    code,
    subcode,
    message: typeof value.message === 'string' ? value.message : null,
    parameters: namesOf(value.parameters),
  };
}

function named(value: unknown): string | null {
  const name = typeof value === 'string' ? value.trim() : '';
  return name === '' || same(name, 'None') ? null : name;
}

/** The documentation names no shape: texts, objects with a name, or an object keyed by name. */
function namesOf(value: unknown): string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : isObject(value) ? Object.keys(value) : [value];
  return items
    .map((item) => (isObject(item) ? item.name : item))
    .filter((item): item is string => typeof item === 'string' && /^[\w.-]{1,60}$/.test(item))
    .slice(0, 5);
}

/** The server's own words, fit for a window: one line, bounded, without addresses. */
function words(message: string | null): string | null {
  const line = (message ?? '')
    .replace(/https?:\/\/\S+/gi, '…')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 500);
  return line === '' ? null : line;
}

function same(a: string | null, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase();
}
