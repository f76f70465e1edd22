/** How Chromium's words about a request translate into the Http port's. Pure. */
import type { HttpFailure } from '../../core/ports.ts';

/** `net::ERR_CERT_AUTHORITY_INVALID` -> `tls`. `online`: whether the machine has a network at all. */
export function kindOfNetError(message: string, online: boolean): HttpFailure['kind'] {
  const code = /ERR_[A-Z0-9_]+/.exec(message)?.[0] ?? '';
  if (/^ERR_(CERT|SSL|BAD_SSL|TLS13)_/.test(code)) return 'tls';
  if (code === 'ERR_INTERNET_DISCONNECTED') return 'offline';
  if (code === 'ERR_TIMED_OUT' || code === 'ERR_CONNECTION_TIMED_OUT') return 'timeout';
  // Without a network, a name that cannot be found says nothing about the name.
  return online ? 'unreachable' : 'offline';
}

/**
 * The header fields of an answer, names in lower case, one value per field line. `joined` is the fall-back for
 * answers that came without lines; there Chromium has joined repeated fields with a comma.
 */
export function headersOf(
  lines: readonly string[],
  joined: Record<string, string | string[]> = {},
): Record<string, string[]> {
  const headers: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  const add = (name: string, value: string): void => {
    (headers[name.toLowerCase()] ??= []).push(value);
  };
  for (let i = 0; i + 1 < lines.length; i += 2) add(lines[i] as string, lines[i + 1] as string);
  if (lines.length === 0) {
    for (const [name, value] of Object.entries(joined)) for (const one of [value].flat()) add(name, one);
  }
  return headers;
}

/** The header fields of a redirect; `location` is added as the absolute URL when the fields lack one. */
export function redirectHeaders(fields: Record<string, string[]>, location: string): Record<string, string[]> {
  const headers = headersOf(
    Object.entries(fields).flatMap(([name, values]) => values.flatMap((value) => [name, value])),
  );
  headers['location'] ??= [location];
  return headers;
}

const LABEL = '[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?';
const HOST = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);

/**
 * The host of an https address that may be given credentials, or null. It has to stand in Chromium's list of hosts as
 * itself: a comma begins another one there, a star or a leading dot means many, and URLs keep none of them out.
 */
export function hostForCredentials(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'https:' || parsed.username !== '' || parsed.password !== '') return null;
  return HOST.test(parsed.hostname) ? parsed.hostname : null;
}
