import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { createDrivenClock, createMemoryLogger } from '../ipc/testing/fake-core.ts';
import type { TabMessage } from './messages.ts';
import { startServer } from './server.ts';
import type { PageServer, Tab } from './server.ts';
import { enter } from './testing/enter.ts';

let folder: string;
let server: PageServer;
let port: number;
let key: string;
let place: string;
let cookie: string;
let tabs: Tab[] = [];
let received: TabMessage[] = [];
let closed = 0;

interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: string;
}

/** Sends the path exactly as given, as no browser would, with the cookie unless `headers` has another. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers: { cookie, ...headers } }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (body += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** How a WebSocket handshake ends. */
function knock(path: string, headers: Record<string, string>): Promise<number | 'open'> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers: { cookie, ...headers } });
    socket.on('open', () => {
      resolve('open');
      socket.close();
    });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', reject);
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-server-'));
  const renderer = join(folder, 'renderer');
  mkdirSync(join(renderer, 'assets'), { recursive: true });
  writeFileSync(
    join(renderer, 'index.html'),
    '<html><head><script type="module" src="./assets/app.js"></script></head></html>',
  );
  writeFileSync(join(renderer, 'assets', 'app.js'), 'console.log(1)');
  writeFileSync(join(renderer, 'assets', 'with space.css'), 'p{}');
  writeFileSync(join(folder, 'preload.cjs'), 'const preloaded = 1;');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  symlinkSync(join(folder, 'secret.txt'), join(renderer, 'link.txt'));
  server = await startServer({
    files: { renderer, preload: join(folder, 'preload.cjs') },
    port: 0,
    clock: createDrivenClock(),
    logger: createMemoryLogger(),
    limits: { messageBytes: 1024 * 1024 },
    connect: (tab) => {
      tabs.push(tab);
      return { receive: (message) => received.push(message), closed: () => (closed += 1) };
    },
  });
  [, port, key] = /^http:\/\/127\.0\.0\.1:(\d+)\/([\w-]+)\/$/
    .exec(server.url)
    ?.map((part, at) => (at === 1 ? Number(part) : part)) as [string, number, string];
  const entered = await enter(server.url);
  place = entered.page.pathname.slice(1, -1);
  cookie = entered.headers.cookie;
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  tabs = [];
  received = [];
  closed = 0;
});

test('the page comes with the bridge before its own script, files with their type', async () => {
  const page = await ask(`/${place}/`);
  expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
  expect(page.body).toContain('<script src="bridge.js"></script><script type="module"');
  expect(await ask(`/${place}/?x=1`)).toMatchObject({ status: 200 });
  expect(await ask(`/${place}/assets/app.js`)).toMatchObject({
    status: 200,
    headers: { 'content-type': 'text/javascript; charset=utf-8' },
    body: 'console.log(1)',
  });
  expect(await ask(`/${place}/assets/with%20space.css`)).toMatchObject({ status: 200, body: 'p{}' });
  expect((await ask(`/${place}/bridge.js`)).body).toContain('const preloaded = 1;');
  expect(await ask(`/${place}/`, {}, 'HEAD')).toMatchObject({ status: 200, body: '' });
});

test('every answer, also a refusal, has the strict headers and no CORS', async () => {
  for (const answer of [
    await ask(`/${key}/`),
    await ask(`/${place}/`),
    await ask(`/${place}/nothing`),
    await ask('/'),
  ]) {
    expect(answer.headers).toMatchObject({
      'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self' ws://127.0.0.1:${port}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'permissions-policy': expect.stringContaining('camera=()') as unknown,
      'cache-control': 'no-store',
    });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
});

test('the key has 256 bits and is new for each server', async () => {
  expect(Buffer.from(key, 'base64url')).toHaveLength(32);
  const other = await startServer({
    files: { renderer: folder, preload: folder },
    port: 0,
    clock: createDrivenClock(),
    logger: createMemoryLogger(),
    connect: () => ({ receive: () => {}, closed: () => {} }),
  });
  expect(other.url).not.toContain(key);
  await other.close();
});

describe('refused alike', () => {
  const refusal = { status: 404, body: 'Not found' };

  test.each([
    ['no key', () => '/'],
    ['a file without key', () => '/assets/app.js'],
    ['a wrong key', () => `/${'A'.repeat(43)}/`],
    ['the key but its last letter', () => `/${key.slice(0, -1)}/`],
    ['the key and more', () => `/${key}x/`],
    ['the key as a parameter', () => `/?key=${key}`],
    ['the key without a slash', () => `/${key}`],
    ['the key in another place', () => `/x/${key}/`],
    ['a missing file', () => `/${place}/nothing.js`],
    ['a folder', () => `/${place}/assets`],
    ['a folder with slash', () => `/${place}/assets/`],
    ['traversal', () => `/${place}/../secret.txt`],
    ['traversal from below', () => `/${place}/assets/../../secret.txt`],
    ['encoded traversal', () => `/${place}/..%2fsecret.txt`],
    ['encoded dots', () => `/${place}/%2e%2e/secret.txt`],
    ['twice encoded dots', () => `/${place}/%252e%252e/secret.txt`],
    ['back slashes', () => `/${place}/..%5csecret.txt`],
    ['a path of the machine', () => `/${place}//etc/hostname`],
    ['a zero character', () => `/${place}/index.html%00.js`],
    ['a broken escape', () => `/${place}/%zz`],
    ['a link that leads out', () => `/${place}/link.txt`],
    ['a detour to a file', () => `/${place}/assets/../assets/app.js`],
    ['the socket without upgrade', () => `/${place}/socket`],
  ])('%s', async (_, path) => {
    expect(await ask(path())).toMatchObject(refusal);
  });

  test.each([
    ['another name for this machine', { host: 'localhost:PORT' }],
    ['a name bound to this machine by a foreign page', { host: 'evil.example:PORT' }],
    ['no port', { host: '127.0.0.1' }],
    ['a foreign page', { origin: 'https://evil.example' }],
    ['another server on this machine', { origin: 'http://127.0.0.1:1' }],
    ['a sandboxed page', { origin: 'null' }],
    ['a script tag of a foreign page', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
    ['a script tag of another local server', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' }],
  ])('from %s, even with the cookie', async (_, headers) => {
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', String(port))]),
    );
    expect(await ask(`/${place}/assets/app.js`, sent)).toMatchObject(refusal);
  });

  test('anything but reading', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect((await ask(`/${place}/`, {}, method)).status).toBe(405);
      expect((await ask('/', {}, method)).status).toBe(404);
    }
  });
});

describe('the entrance', () => {
  const elsewhere = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

  test('gives a cookie that scripts and other sites never see, for the page alone, and leads there', async () => {
    const entrance = await ask(`/${key}/`, { cookie: '' });
    expect(entrance.status).toBe(200);
    expect(entrance.headers['set-cookie']).toEqual([`${cookie}; Path=/${place}/; HttpOnly; SameSite=Strict`]);
    expect(entrance.headers['refresh']).toBe(`0; url=/${place}/`);
    expect(Buffer.from(cookie.split('=')[1] ?? '', 'base64url')).toHaveLength(32);
    expect(new Set([key, place, cookie.split('=')[1]]).size).toBe(3);
    expect(entrance.body).not.toContain(key);
  });

  test('lets a tab in that a link or a file led here', async () => {
    expect(await ask(`/${key}/`, { cookie: '', ...elsewhere })).toMatchObject({ status: 200 });
  });

  test.each([
    ['a frame', { 'sec-fetch-dest': 'iframe' }],
    ['an object', { 'sec-fetch-dest': 'object' }],
    ['a script', { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' }],
    ['a form of another site', { origin: 'https://evil.example' }],
    ['a form of a file', { origin: 'null' }],
    ['a name bound to this machine', { host: 'evil.example:80' }],
  ])('refuses %s of another site, even with the key', async (_, headers) => {
    const answer = await ask(`/${key}/`, { cookie: '', ...elsewhere, ...headers });
    expect(answer).toMatchObject({ status: 404, body: 'Not found' });
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test('the place opens nothing without the cookie, whatever else is brought', async () => {
    const wrong = ['', 'rollcall=', `rollcall=${key}`, `rollcall=${place}`, `rollcal=${cookie}`, `${cookie}x`];
    for (const other of wrong) {
      expect(await ask(`/${place}/`, { cookie: other })).toMatchObject({ status: 404, body: 'Not found' });
      expect(await knock(`/${place}/socket`, { origin: server.origin, cookie: other })).toBe(404);
    }
    expect((await ask(`/${place}/`, elsewhere)).status).toBe(404);
    expect((await ask(`/${place}/`, { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' })).status).toBe(200);
  });

  test('a cookie of the same name that another port set does no harm', async () => {
    expect((await ask(`/${place}/`, { cookie: `rollcall=x; ${cookie}; a=b` })).status).toBe(200);
  });
});

describe('the socket', () => {
  const own = () => ({ origin: `http://127.0.0.1:${port}` });

  test('opens for our page alone', async () => {
    expect(await knock(`/${place}/socket`, own())).toBe('open');
    expect(await knock('/socket', own())).toBe(404);
    expect(await knock(`/${'A'.repeat(43)}/socket`, own())).toBe(404);
    expect(await knock(`/${place}/other`, own())).toBe(404);
    expect(await knock(`/${place}/socket`, {})).toBe(404);
    expect(await knock(`/${place}/socket`, { origin: 'https://evil.example' })).toBe(404);
    expect(await knock(`/${place}/socket`, { origin: 'null' })).toBe(404);
    expect(await knock(`/${place}/socket`, { ...own(), host: `localhost:${port}` })).toBe(404);
    expect(tabs).toHaveLength(1);
  });

  test('says whether the tab comes again, and where from', async () => {
    await knock(`/${place}/socket`, own());
    await knock(`/${place}/socket?again`, own());
    expect(tabs.map((tab) => [tab.again, tab.origin])).toEqual([
      [false, server.origin],
      [true, server.origin],
    ]);
  });

  test.each([
    ['nonsense', 'not json'],
    ['an unknown type', '{"type":"shell.run"}'],
    ['a surplus field', '{"type":"shell.input","x":1}'],
    ['a wrong id', '{"type":"invoke","id":-1,"channel":"x"}'],
    ['bytes', Buffer.from('{"type":"shell.input"}')],
    ['a message too large', JSON.stringify({ type: 'invoke', id: 1, channel: 'x', argument: 'x'.repeat(1_100_000) })],
  ])('is closed on %s', async (_, message) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/${place}/socket`, { headers: { cookie, ...own() } });
    await new Promise((resolve) => socket.on('open', resolve));
    const end = new Promise<number>((resolve) => socket.on('close', resolve));
    socket.on('error', () => {});
    socket.send(message, { binary: typeof message !== 'string' });
    expect([1008, 1009]).toContain(await end);
    expect(received).toEqual([]);
  });

  test('a tab that goes away is told to its owner', async () => {
    await knock(`/${place}/socket`, own());
    await expect.poll(() => closed, { timeout: 60_000 }).toBe(1);
    expect(() => tabs[0]?.send({ type: 'event', channel: 'x', payload: 1 })).not.toThrow();
  });
});

test('other machines find nobody listening', async () => {
  const foreign = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => address.family === 'IPv4' && !address.address.startsWith('127.0.0.1'))
    .map((address) => address.address);
  for (const host of [...foreign, '127.0.0.2', '::1']) {
    const outcome = await new Promise<string>((resolve) => {
      const socket = connect({ host, port });
      socket.on('connect', () => {
        socket.destroy();
        resolve('let in');
      });
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    });
    expect(outcome).not.toBe('let in');
  }
});

test('a port that is taken is an error', async () => {
  const parts = {
    files: { renderer: folder, preload: folder },
    clock: createDrivenClock(),
    logger: createMemoryLogger(),
  };
  const again = startServer({ ...parts, port, connect: () => ({ receive: () => {}, closed: () => {} }) });
  await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
