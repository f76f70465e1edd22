/** Reading the header fields of an answer. */
import type { HttpResponse } from '../../ports.ts';
import { bareEtag } from './etag.ts';

type Headers = HttpResponse['headers'];

/** The first value of a field, or null. `name` in lower case. */
export function header(headers: Headers, name: string): string | null {
  return headers[name]?.[0] ?? null;
}

export function contentTypeOf(response: HttpResponse): string | null {
  return header(response.headers, 'content-type');
}

export function etagOf(response: HttpResponse): string | null {
  return bareEtag(header(response.headers, 'etag') ?? '');
}

/** `28032;source="...";reason="..."` of X-Ms-diagnostics: its number, and what it says in words. */
export function diagnosticsOf(response: HttpResponse): { number: string | null; reason: string | null } {
  const value = header(response.headers, 'x-ms-diagnostics');
  if (value === null) return { number: null, reason: null };
  return { number: /^\s*(\d+)/.exec(value)?.[1] ?? null, reason: /reason="([^"]+)"/i.exec(value)?.[1] ?? null };
}

/** Which front end of the pool answered, for the help desk (PROTOCOL 5.7); null where it does not say so. */
export function frontEndOf(response: HttpResponse): string | null {
  const value = header(response.headers, 'x-ms-server-fqdn')?.trim() ?? '';
  return /^[\w.-]{1,253}$/.test(value) ? value : null;
}

/** Under what id the server logged the request, where it says so. */
export function serverCorrelationId(response: HttpResponse): string | null {
  for (const name of ['x-ms-correlation-id', 'client-request-id', 'request-id', 'x-ms-request-id']) {
    const value = header(response.headers, name)?.trim();
    if (value !== undefined && /^[\w.-]{1,100}$/.test(value)) return value;
  }
  return null;
}

/**
 * Retry-After in milliseconds from `now`, given as seconds or as an HTTP date; null when absent or unreadable. A date is
 * one of the server's clock, and so is the answer's own `Date`: where that is there, it does not matter what ours says.
 */
export function retryAfterMs(response: HttpResponse, now: number): number | null {
  const value = header(response.headers, 'retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const at = dateIn(value);
  return at === null ? null : Math.max(0, at - (dateIn(header(response.headers, 'date') ?? '') ?? now));
}

function dateIn(value: string): number | null {
  const at = /[a-z]{3}/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isFinite(at) ? at : null;
}
