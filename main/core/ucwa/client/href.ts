/** hrefs: resolving them for sending byte for byte, and comparing them with the tolerance of PROTOCOL 5.3 and 18. */

/**
 * The absolute URL to send to. What the server spelled is kept byte for byte; only an href that is relative to a
 * folder, or holds blanks, goes through the URL rules. Null when it is no http(s) URL or holds control characters.
 */
export function resolveHref(href: string, base: string): string | null {
  return resolverFor(base)(href);
}

/** The same for many hrefs of one base. */
export function resolverFor(base: string): (href: string) => string | null {
  const origin = originOf(base);
  return (href) => {
    if (origin === null) return null;
    if (OWN_PATH.test(href)) return origin + href;
    const trimmed = href.trim();
    if (trimmed === '' || hasControls(trimmed)) return null;
    const resolved = parse(trimmed, base);
    if (resolved === null || !/^https?:$/.test(resolved.protocol)) return null;
    return /^https?:\/\/[^\s\\]*$/i.test(trimmed) ? trimmed : resolved.href;
  };
}

/** A path from the root of its host, which the URL rules would not spell in another way before they send it. */
// eslint-disable-next-line no-control-regex -- they are what is not allowed
const OWN_PATH = /^\/(?![/\\])[^\s\\\x00-\x1f\x7f]*$/;

/** Whether two hrefs of one application name the same thing. Hosts are compared only where both name one. */
export function sameHref(a: string, b: string): boolean {
  const [hostA, hostB] = [originOf(a), originOf(b)];
  return (hostA === null || hostB === null || hostA === hostB) && hrefKey(a) === hrefKey(b);
}

/** A path without escape or fragment, and without an address that could be spelled in other cases: its own key. */
const OWN_KEY = /^\/(?:[^%#@\s]*|[a-z0-9\-._~!$&'()*+,;=:@/?]*)$/;

/**
 * A key for maps of resources of one application, never for sending. It leaves the host out, because events may name
 * a front end with its port where resources carry paths only, spells escapes alike, and folds the case of contacts.
 */
export function hrefKey(href: string): string {
  if (OWN_KEY.test(href)) return href;
  const path = href
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '')
    .replace(/#.*$/s, '');
  const decoded = path.replace(/%([0-9a-f]{2})/gi, (escape, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[A-Za-z0-9\-._~!$'()*+,;:@=]/.test(character) ? character : escape.toUpperCase();
  });
  const contact = decoded.replace(/[^/?&,;=]+/g, (part) => (part.includes('@') ? part.toLowerCase() : part));
  return contact.startsWith('/') ? contact : `/${contact}`;
}

/** Adds query parameters behind what the server put there, which stays as it is. */
export function withQuery(href: string, params: Readonly<Record<string, string | number | boolean>>): string {
  const added = Object.entries(params)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
  if (added === '') return href;
  const [, address = '', fragment = ''] = /^([^#]*)(#.*)?$/s.exec(href) ?? [];
  const joint = !address.includes('?') ? '?' : /[?&]$/.test(address) ? '' : '&';
  return address + joint + added + fragment;
}

/** An origin in the spelling that the URL rules give it. A last label that begins with a letter is of no IP address. */
const PLAIN_ORIGIN = /^https:\/\/[a-z0-9.-]*\.[a-z][a-z0-9-]*$/;

/** Scheme, host and port in canonical form, or null when the href names none. */
export function originOf(href: string): string | null {
  const end = href.indexOf('/', 'https://'.length);
  const start = href.slice(0, Math.max(0, end));
  if (PLAIN_ORIGIN.test(start)) return start;
  if (OWN_PATH.test(href)) return null;
  const origin = parse(href.trim())?.origin ?? null;
  return origin === 'null' ? null : origin;
}

/** Host and port of an origin. */
export function hostOf(origin: string): string {
  return origin.slice(origin.indexOf('//') + 2);
}

/** Whether a URL carries a name or a password. */
export function hasUserInfo(url: string): boolean {
  const parsed = parse(url);
  return parsed !== null && parsed.username + parsed.password !== '';
}

/** Parses a URL; null when it is none. */
export function parse(url: string, base?: string): URL | null {
  return URL.parse(url, base);
}

function hasControls(value: string): boolean {
  // eslint-disable-next-line no-control-regex -- this is what is looked for: they could forge a header or a batch part
  return /[\x00-\x1f\x7f]/.test(value);
}
