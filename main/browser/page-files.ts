/** The files of the window as the server hands them out: only what is there, with strict headers. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { bridgePage } from './bridge-page.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
};

export interface PageFile {
  type: string;
  body: Buffer;
}

/** What the page never uses, so that nothing in it can: devices, sensors, capture, payment. */
const POWERS = [
  ...['accelerometer', 'camera', 'clipboard-read', 'display-capture', 'geolocation', 'gyroscope', 'hid'],
  ...[
    'magnetometer',
    'microphone',
    'midi',
    'payment',
    'publickey-credentials-get',
    'screen-wake-lock',
    'serial',
    'usb',
  ],
];

/** Headers of every answer. `origin`: of this server, the one place a page may connect to. */
export function pageHeaders(origin: string): Record<string, string> {
  const socket = origin.replace(/^http/, 'ws');
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${socket}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': POWERS.map((name) => `${name}=()`).join(', '),
    'cache-control': 'no-store',
  };
}

/** The bridge around the real preload script. */
export function bridgeScript(preload: string): string {
  return `(${bridgePage.toString()})(function (require, module, exports) {\n${preload}\n});\n`;
}

/** Before the page's first script: an icon for the bridge to change (and the browser not to look for), and the bridge. */
const HEAD = '<link rel="icon" href="data:," /><script src="bridge.js"></script>';

/** The page with the bridge before its first script. */
export function withBridge(html: string): string {
  return html.replace(/<script|<\/head>/i, (first) => HEAD + first);
}

/** What the entrance shows until its headers lead on. */
export const ENTRANCE_PAGE: PageFile = {
  type: 'text/html; charset=utf-8',
  body: Buffer.from('<!doctype html><title>Rollcall</title><link rel="icon" href="data:," />'),
};

/** Whether window and preload script are built. */
export function isBuilt(parts: { renderer: string; preload: string }): boolean {
  return existsSync(join(parts.renderer, 'index.html')) && existsSync(parts.preload);
}

/**
 * Reads the file of a path below the page's place (`assets/app.js`; empty for the page), or null. Paths are compared with the
 * names of the files that are there, so that none leads elsewhere; links are not followed.
 */
export function readPageFile(parts: { renderer: string; preload: string }, path: string): PageFile | null {
  if (path === 'bridge.js') {
    return {
      type: 'text/javascript; charset=utf-8',
      body: Buffer.from(bridgeScript(readFileSync(parts.preload, 'utf8'))),
    };
  }
  const wanted = path === '' ? 'index.html' : path;
  const file = readdirSync(parts.renderer, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .find((name) => relative(parts.renderer, name).split(sep).join('/') === wanted);
  if (file === undefined) return null;
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  const body = readFileSync(file);
  return { type, body: wanted === 'index.html' ? Buffer.from(withBridge(body.toString('utf8'))) : body };
}
