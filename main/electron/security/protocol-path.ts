/** From a URL of the app's own scheme to a file below the renderer's folder. Pure. */

export const APP_SCHEME = 'app';
/** The one origin the window may have. */
export const APP_ORIGIN = 'app://rollcall';
/** The window's page. */
export const APP_URL = `${APP_ORIGIN}/index.html`;

const MIME: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
};

/** Whether a URL belongs to the app's own origin. Chromium gives custom schemes an opaque `origin` in Node's URL. */
export function isAppUrl(url: string): boolean {
  const parsed = URL.parse(url);
  return (
    parsed !== null &&
    parsed.protocol === `${APP_SCHEME}:` &&
    parsed.host === 'rollcall' &&
    parsed.username === '' &&
    parsed.password === ''
  );
}

/**
 * The file a URL names, as path segments below the renderer's folder, with its MIME type; null when it names none:
 * another host, a parent, hidden, absolute or drive path, a NUL, an unknown type.
 */
export function resolveAppPath(url: string): { segments: string[]; type: string } | null {
  if (!isAppUrl(url)) return null;
  const pathname = new URL(url).pathname;
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  const segments = (decoded === '/' ? '/index.html' : decoded).split('/').slice(1);
  // Allowed by alphabet rather than forbidden by pattern: what a bundler names its files with, and nothing else.
  if (segments.length === 0 || !segments.every((segment) => /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(segment)))
    return null;
  const extension = /\.([a-z0-9]+)$/.exec(segments.at(-1) ?? '')?.[1] ?? '';
  const type = Object.hasOwn(MIME, extension) ? MIME[extension] : undefined;
  return type === undefined ? null : { segments, type };
}

/** Nothing but what the app itself brings: no inline script or style, no connection, no frame, no form. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The header fields of every answer of the scheme. */
export function appHeaders(type: string): Record<string, string> {
  return {
    'content-type': type,
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-cache',
  };
}
