/**
 * Who is let in to the browser host, and to what. The key in the printed address buys a cookie once, at the entrance;
 * everything else lies at a place of its own below that cookie. So the address that stays in the browser opens nothing
 * for whoever reads it, and the cookie, which browsers send to every port of a name, goes to no other server of this
 * machine: none of them knows the place.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const KEY_BYTES = 32;
const COOKIE = 'rollcall';
const MOST_URL_LENGTH = 1024;

/** What a request may have: the entrance, the socket, or a file by its path below the place (empty: the page). */
export type Admitted = { to: 'entrance' } | { to: 'socket'; again: boolean } | { to: 'file'; path: string };

/** What is known of a request before its body. */
export interface Asked {
  url: string;
  headers: IncomingHttpHeaders;
}

export interface Admission {
  /** Path of the entrance: `/KEY/`. */
  entrance: string;
  /** Headers of the entrance's answer: they give the cookie and lead on to the page. */
  letIn: Record<string, string>;
  /** Null: refused, whatever was wrong. `origin`: of this server. */
  admit(asked: Asked, origin: string): Admitted | null;
}

const unguessable = (): string => randomBytes(KEY_BYTES).toString('base64url');

/** Takes as long for a near miss as for any other. */
function equal(a: string, b: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}

/** Every value of our cookie: a server at another port of this name may have set one of its own. */
function cookiesOf(headers: IncomingHttpHeaders): string[] {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.filter((pair) => pair.startsWith(`${COOKIE}=`)).map((pair) => pair.slice(COOKIE.length + 1));
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/**
 * Whether our own page asks, or the address bar, or a program that is no browser. A name that a foreign page bound to
 * this machine comes with that name as Host.
 */
function isDirect({ host, origin: from, 'sec-fetch-site': site }: IncomingHttpHeaders, origin: string): boolean {
  if (`http://${host ?? ''}` !== origin) return false;
  if (from !== undefined && from !== origin) return false;
  return site === undefined || site === 'same-origin' || site === 'none';
}

/** Whether a link or a file led a whole tab here; anything else from another site is refused. */
function isTabFromElsewhere(headers: IncomingHttpHeaders, origin: string): boolean {
  const { host, origin: from, 'sec-fetch-mode': mode, 'sec-fetch-dest': dest } = headers;
  return `http://${host ?? ''}` === origin && from === undefined && mode === 'navigate' && dest === 'document';
}

/** Makes up the secrets of one run of the host; nothing of them is kept. */
export function createAdmission(): Admission {
  const [key, place, pass] = [unguessable(), unguessable(), unguessable()];

  function belowPlace(path: string, query: string | undefined, asked: Asked, origin: string): Admitted | null {
    if (!isDirect(asked.headers, origin)) return null;
    if (!cookiesOf(asked.headers).some((value) => equal(value, pass))) return null;
    // A browser always says where a socket comes from.
    if (path === 'socket') return asked.headers.origin === origin ? { to: 'socket', again: query === 'again' } : null;
    const name = decoded(path);
    return name === null ? null : { to: 'file', path: name };
  }

  return {
    entrance: `/${key}/`,
    letIn: {
      'set-cookie': `${COOKIE}=${pass}; Path=/${place}/; HttpOnly; SameSite=Strict`,
      // Not a redirect: after a link from elsewhere the browser would keep the cookie back.
      refresh: `0; url=/${place}/`,
    },
    admit(asked, origin) {
      if (asked.url.length > MOST_URL_LENGTH) return null;
      const [pathname = '', query] = asked.url.split('?');
      const [root, first = '', ...rest] = pathname.split('/');
      if (root !== '' || rest.length === 0) return null;
      const path = rest.join('/');
      if (equal(first, place)) return belowPlace(path, query, asked, origin);
      if (!equal(first, key) || path !== '') return null;
      return isDirect(asked.headers, origin) || isTabFromElsewhere(asked.headers, origin) ? { to: 'entrance' } : null;
    },
  };
}
