import { createServer } from 'node:http';
import * as https from 'node:https';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as zlib from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { HttpOutcome, HttpRequest } from '../core/ports.ts';
import { createIdentity } from '../../simulator/tls/authority.ts';
import type { ServerIdentity } from '../../simulator/tls/authority.ts';
import { createDrivenClock } from '../ipc/testing/fake-core.ts';
import { createNodeHttp, targetOf } from './http.ts';
import type { NodeHttp } from './http.ts';

interface Seen {
  method: string;
  url: string;
  rawHeaders: string[];
  headers: Record<string, string | string[] | undefined>;
  body: string;
  servername: unknown;
}

let identity: ServerIdentity;
let server: Server;
let port = 0;
let seen: Seen[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void = () => {};
let http: NodeHttp | null = null;
const clock = createDrivenClock();

function serving(one: ServerIdentity): { cert: string; key: string } {
  return { cert: one.certificatePem, key: one.keyPem };
}

async function listen(listening: Server): Promise<number> {
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return (listening.address() as AddressInfo).port;
}

beforeAll(async () => {
  identity = await createIdentity(['pool.example.org', 'other.example.org'], ['127.0.0.1'], Date.now());
  server = https.createServer(serving(identity), (request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (body += part));
    request.on('end', () => {
      const { method = '', url = '', rawHeaders, headers } = request;
      const servername = (request.socket as { servername?: unknown }).servername;
      seen.push({ method, url, rawHeaders, headers, body, servername });
      answer(request, response);
    });
  });
  port = await listen(server);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
afterEach(() => {
  http?.close();
  seen = [];
});

function client(more: { ca?: string | null; mostBytes?: number; names?: string[] } = {}): NodeHttp {
  const names = more.names ?? ['pool.example.org', 'other.example.org', 'wrong.example.org'];
  http = createNodeHttp({
    clock,
    ca: more.ca === undefined ? identity.caPem : more.ca,
    resolve: names.map((name) => ({ name, port: 443, address: '127.0.0.1', addressPort: port })),
    ...(more.mostBytes === undefined ? {} : { mostBytes: more.mostBytes }),
  });
  return http;
}

function get(url: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'GET', url, headers: {}, body: null, timeoutMs: 30_000, ...more };
}

function text(outcome: HttpOutcome): string {
  return outcome.ok ? Buffer.from(outcome.response.body).toString() : `failed: ${outcome.failure.detail}`;
}

function when(condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (condition()) resolve();
      else setImmediate(look);
    };
    look();
  });
}

test('a name is resolved elsewhere while SNI and Host keep it; the path goes out byte for byte', async () => {
  answer = (_, response) => response.end('hello');
  const path = '/ucwa/groups/a%3d%3D=;x/../b?filter=1%20&q="{}\'';
  expect(text(await client().send(get(`https://Pool.example.org${path}#gone`)))).toBe('hello');
  expect(seen[0]).toMatchObject({ method: 'GET', url: path, servername: 'pool.example.org' });
  expect(seen[0]?.headers['host']).toBe('Pool.example.org');
});

test('nothing is added that says where we come from', async () => {
  answer = (_, response) => response.end();
  await client().send(get('https://pool.example.org/', { headers: { accept: 'application/json' } }));
  expect(Object.keys(seen[0]?.headers ?? {}).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host']);
});

test('connections are kept and used again', async () => {
  const ports = new Set<number | undefined>();
  answer = (request, response) => {
    ports.add(request.socket.remotePort);
    response.end();
  };
  const http = client();
  for (let n = 0; n < 3; n += 1) {
    await http.send(get('https://pool.example.org/'));
    await new Promise(setImmediate);
  }
  expect(ports.size).toBe(1);
});

test('a POST without body says so, text goes out as UTF-8', async () => {
  answer = (_, response) => response.end();
  const http = client();
  await http.send(get('https://pool.example.org/', { method: 'POST' }));
  expect(seen[0]?.headers).toMatchObject({ 'content-length': '0' });
  expect(seen[0]?.headers['transfer-encoding']).toBeUndefined();
  await http.send(get('https://pool.example.org/', { method: 'PUT', body: 'Grüße' }));
  expect(seen[1]).toMatchObject({ body: 'Grüße', headers: { 'content-length': '7' } });
  await http.send(get('https://pool.example.org/', { method: 'DELETE' }));
  expect(seen[2]?.headers['content-length']).toBeUndefined();
});

test('repeated fields stay apart, redirects are not followed, cookies not kept', async () => {
  answer = (_, response) => {
    response.setHeader('WWW-Authenticate', ['MsRtcOAuth href="x"', 'Negotiate']);
    response.setHeader('Set-Cookie', 'a=b');
    response.setHeader('Location', 'https://pool.example.org/elsewhere');
    response.writeHead(302).end();
  };
  const http = client();
  const outcome = await http.send(get('https://pool.example.org/'));
  expect(outcome).toMatchObject({
    ok: true,
    response: { status: 302, headers: { 'www-authenticate': ['MsRtcOAuth href="x"', 'Negotiate'] } },
  });
  await http.send(get('https://pool.example.org/'));
  expect(seen).toHaveLength(2);
  expect(seen[1]?.headers['cookie']).toBeUndefined();
});

test.each([
  ['gzip', (body: string) => zlib.gzipSync(body)],
  ['deflate', (body: string) => zlib.deflateSync(body)],
  ['deflate', (body: string) => zlib.deflateRawSync(body)],
  ['br', (body: string) => zlib.brotliCompressSync(body)],
])('%s is decompressed', async (encoding, pack) => {
  answer = (_, response) => response.setHeader('content-encoding', encoding).end(pack('{"a":"ä"}'));
  const outcome = await client().send(get('https://pool.example.org/'));
  expect(text(outcome)).toBe('{"a":"ä"}');
  expect(outcome).toMatchObject({
    ok: true,
    response: { headers: expect.not.objectContaining({ 'content-encoding': [encoding] }) as unknown },
  });
});

test('a broken or endless compressed body is a failure', async () => {
  answer = (_, response) => response.setHeader('content-encoding', 'gzip').end('not gzip');
  expect(await client().send(get('https://pool.example.org/'))).toMatchObject({
    ok: false,
    failure: { kind: 'unreachable' },
  });
  answer = (_, response) => response.setHeader('content-encoding', 'gzip').end(zlib.gzipSync('x'.repeat(5000)));
  expect(await client({ mostBytes: 1000 }).send(get('https://pool.example.org/'))).toMatchObject({
    ok: false,
    failure: { kind: 'tooLarge' },
  });
});

test('an answer over the limit is cut off', async () => {
  answer = (_, response) => response.end('x'.repeat(5000));
  expect(await client({ mostBytes: 1000 }).send(get('https://pool.example.org/'))).toEqual({
    ok: false,
    failure: { kind: 'tooLarge', detail: 'response over 1000 bytes' },
  });
});

describe('certificates', () => {
  test('one of an unknown authority is refused, with issuer and fingerprint', async () => {
    const outcome = await client({ ca: null }).send(get('https://pool.example.org/'));
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'tls' } });
    expect(JSON.stringify(outcome)).toMatch(/issuer .*CN=Rollcall simulator authority.*SHA-256 ([0-9A-F]{2}:){31}/);
    expect(seen).toEqual([]);
  });

  test('one for another name is refused', async () => {
    expect(await client().send(get('https://wrong.example.org/'))).toMatchObject({
      ok: false,
      failure: { kind: 'tls', detail: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID') as unknown },
    });
    expect(seen).toEqual([]);
  });

  test('an address in the URL is checked against the certificate too', async () => {
    answer = (_, response) => response.end('by address');
    expect(text(await client().send(get(`https://127.0.0.1:${port}/`)))).toBe('by address');
    expect(seen[0]?.headers['host']).toBe(`127.0.0.1:${port}`);
  });

  test('an expired one is refused', async () => {
    const old = await createIdentity(['pool.example.org'], [], Date.now() - 90 * 86_400_000);
    const expired = https.createServer(serving(old)) as unknown as Server;
    const at = await listen(expired);
    const rule = { name: 'pool.example.org', port: 443, address: '127.0.0.1', addressPort: at };
    http = createNodeHttp({ clock, ca: old.caPem, resolve: [rule] });
    expect(await http.send(get('https://pool.example.org/'))).toMatchObject({
      ok: false,
      failure: { kind: 'tls', detail: expect.stringContaining('CERT_HAS_EXPIRED') as unknown },
    });
    expired.close();
  });
});

describe('no answer', () => {
  test('a silent server is given up after the time limit', async () => {
    answer = () => {};
    const outcome = client().send(get('https://pool.example.org/', { timeoutMs: 5000 }));
    await when(() => seen.length === 1);
    clock.advance(4999);
    clock.advance(1);
    expect(await outcome).toMatchObject({ ok: false, failure: { kind: 'timeout' } });
  });

  test('a body that does not end is given up too', async () => {
    answer = (_, response) => response.writeHead(200).write('half');
    const outcome = client().send(get('https://pool.example.org/', { timeoutMs: 5000 }));
    await when(() => seen.length === 1);
    clock.advance(5000);
    expect(await outcome).toMatchObject({ ok: false, failure: { kind: 'timeout' } });
  });

  test('the caller can abort before and during, and the connection is dropped', async () => {
    let closed = false;
    answer = (request) => request.socket.on('close', () => (closed = true));
    const http = client();
    expect(await http.send(get('https://pool.example.org/'), AbortSignal.abort())).toMatchObject({
      failure: { kind: 'aborted' },
    });
    const control = new AbortController();
    const outcome = http.send(get('https://pool.example.org/'), control.signal);
    await when(() => seen.length === 1);
    control.abort();
    expect(await outcome).toMatchObject({ ok: false, failure: { kind: 'aborted' } });
    await when(() => closed);
  });

  test('a cut connection and a closed port are unreachable', async () => {
    answer = (request) => request.socket.destroy();
    expect(await client().send(get('https://pool.example.org/'))).toMatchObject({ failure: { kind: 'unreachable' } });
    answer = (request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half', () => request.socket.destroy());
    };
    expect(await client().send(get('https://pool.example.org/'))).toMatchObject({ failure: { kind: 'unreachable' } });
    const free = createServer();
    const unused = await listen(free);
    await new Promise((resolve) => free.close(resolve));
    expect(await client().send(get(`https://127.0.0.1:${unused}/`))).toEqual({
      ok: false,
      failure: { kind: 'unreachable', detail: 'ECONNREFUSED' },
    });
  });

  test('a GET is repeated once when an idle connection turns out to be closed, a POST is not', async () => {
    const http = client();
    const cutReused = (request: IncomingMessage, response: ServerResponse): void => {
      const first = seen.filter((one) => one.url === request.url).length === 1;
      if (request.url === '/warm' || !first) response.end('fine');
      else request.socket.destroy();
    };
    answer = cutReused;
    await http.send(get('https://pool.example.org/warm'));
    // The agent takes a connection back once the turn is over.
    await new Promise(setImmediate);
    expect(text(await http.send(get('https://pool.example.org/read')))).toBe('fine');
    expect(await http.send(get('https://pool.example.org/write', { method: 'POST' }))).toMatchObject({ ok: false });
    expect(seen.map((one) => one.url)).toEqual(['/warm', '/read', '/read', '/write']);
  });

  test('what cannot be sent is a failure, not an exception', async () => {
    const http = client();
    for (const url of [
      'ftp://pool.example.org/',
      'https://',
      'nonsense',
      'https://user:pw@pool.example.org/',
      'https://pool.example.org/a b',
    ]) {
      expect(await http.send(get(url))).toMatchObject({ ok: false, failure: { kind: 'unreachable' } });
    }
    const bad = get('https://pool.example.org/', { headers: { authorization: 'Bearer secret\nx' } });
    expect(JSON.stringify(await http.send(bad))).not.toContain('secret');
  });
});

test('plain http serves GET alone', async () => {
  const plain = createServer((_, response) => response.end('plain'));
  const at = await listen(plain);
  expect(text(await client().send(get(`http://127.0.0.1:${at}/`)))).toBe('plain');
  expect(await client().send(get(`http://127.0.0.1:${at}/`, { method: 'POST' }))).toMatchObject({ ok: false });
  plain.closeAllConnections();
  plain.close();
});

test('six requests to one host travel at once', async () => {
  answer = (_, response) => {
    if (seen.length < 6) return;
    response.end();
  };
  const http = client();
  const control = new AbortController();
  const all = Array.from({ length: 6 }, () => http.send(get('https://pool.example.org/'), control.signal));
  await when(() => seen.length === 6);
  control.abort();
  await Promise.all(all);
});

test('targets', () => {
  expect(targetOf('https://[::1]:8443?a=b')).toEqual({
    secure: true,
    hostname: '::1',
    port: 8443,
    authority: '[::1]:8443',
    path: '/?a=b',
  });
  expect(targetOf('HTTP://Example.org')).toMatchObject({ secure: false, hostname: 'example.org', port: 80, path: '/' });
});
