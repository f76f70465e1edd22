/** The one place where bytes become resources: picks the medium (PROTOCOL 5.2). A further medium joins here. */
import { appError, fail, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { parseJson, resourceOf } from './json.ts';
import type { JsonObject } from './json.ts';
import type { Resource } from './types.ts';

/** What is asked for in Accept, and the type of the bodies sent. */
export const ACCEPT = 'application/json';

export type Medium = 'json' | 'xml' | 'html' | 'other';

/** The medium that a Content-Type names; without one, JSON is assumed (batch parts leave it out). */
export function mediumOf(contentType: string | null): Medium {
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === '' || type === 'text/plain' || /(^|[/+])json$/.test(type)) return 'json';
  if (type.includes('html')) return 'html';
  return /(^|[/+])xml$/.test(type) ? 'xml' : 'other';
}

/** Reads a resource from a body. Fails with `ucwa.unexpected` when the body is of another kind or damaged. */
export function readResource(bytes: Uint8Array, contentType: string | null): Result<Resource> {
  const object = readObject(bytes, contentType);
  return object.ok ? ok(resourceOf(object.value)) : object;
}

/** The body as a JSON object, for what is no resource: event packages, errors, tickets, bodies for a PUT. */
export function readObject(bytes: Uint8Array, contentType: string | null): Result<JsonObject> {
  const medium = mediumOf(contentType);
  if (medium === 'json') return parseJson(bytes);
  const message =
    medium === 'html'
      ? 'A web page came instead of an answer of the Skype for Business server. A proxy or a sign-in page may be in between.'
      : 'The server answered in a format that was not asked for.';
  return fail(appError('ucwa.unexpected', message, { retryable: medium === 'html' }));
}
