import { describe, expect, it } from 'vitest';
import { MAX_BODY_BYTES, type HttpRequest } from '../../ports.ts';
import type { Result } from '../../result.ts';
import { createClient } from './client.ts';
import { failure, fakeClock, fakeHttp, fakeLogger, hang, json, passwordTickets, raw, settled } from '../testing.ts';
import type { Answer } from '../types.ts';

const POOL = 'https://pool.contoso.com';
const POST = `POST ${POOL}/batch`;

function setUp() {
  const [http, clock, logger] = [fakeHttp(), fakeClock(), fakeLogger()];
  const ports = { http, clock, logger, userAgent: 'Rollcall/test' };
  const tickets = passwordTickets(ports);
  const other = 'https://photos.contoso.com';
  const client = createClient({ ...ports, tickets, base: `${POOL}/applications`, allowedOrigins: [other] });
  return { http, clock, client };
}

const hrefs = (count: number) => Array.from({ length: count }, (_, at) => `/r/${at}`);
const pathsOf = (request: HttpRequest) =>
  [...(request.body ?? '').matchAll(/^GET (\S+) HTTP/gm)].map(([, path]) => path ?? '');
const resource = (path: string) =>
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"_links":{"self":{"href":"${path}"}}}`;
const multipart = (parts: string[]) =>
  raw(200, parts.map((part) => `--x\r\n\r\n${part}\r\n`).join('') + '--x--\r\n', {
    'content-type': 'multipart/batching; boundary="x"',
  });
/** A server that answers every part. */
const batch = (request: HttpRequest) => multipart(pathsOf(request).map(resource));

const names = (results: Result<Answer>[]) =>
  results.map((result) => (result.ok ? (result.value.resource?.href ?? '') : result.error.code));

describe('getMany', () => {
  it('reads in batches of at most 20, in the order asked', async () => {
    const { http, client } = setUp();
    http.on(POST, batch);
    expect(names(await client.getMany('/batch', hrefs(45)))).toEqual(hrefs(45));
    expect(http.requests.map((request) => pathsOf(request).length)).toEqual([20, 20, 5]);
    expect(http.requests[0]?.headers).toMatchObject({ accept: 'multipart/batching' });
    expect(http.requests[0]?.headers['content-type']).toMatch(/^multipart\/batching;boundary=[\w-]+$/);
  });

  it('asks nothing for nothing', async () => {
    const { http, client } = setUp();
    expect(await client.getMany('/batch', [])).toEqual([]);
    expect(http.requests).toEqual([]);
  });

  it('has at most two batches in flight', async () => {
    const { http, client } = setUp();
    const waiting: (() => void)[] = [];
    http.on(POST, (request) => new Promise((resolve) => waiting.push(() => resolve(batch(request)))));
    const results = client.getMany('/batch', hrefs(60));
    await settled();
    expect(waiting).toHaveLength(2);
    waiting[0]?.();
    await settled();
    expect(waiting).toHaveLength(3);
    waiting.forEach((answer) => answer());
    expect(names(await results)).toEqual(hrefs(60));
  });

  it('reads one by one without a batch resource, and what lives elsewhere', async () => {
    const { http, client } = setUp();
    for (const href of hrefs(6)) http.on(`GET ${POOL}${href}`, json(200, { _links: { self: { href } } }));
    expect(names(await client.getMany(null, hrefs(6)))).toEqual(hrefs(6));
    http.on(POST, batch);
    const elsewhere = 'https://photos.contoso.com/p';
    http.on(`GET ${elsewhere}`, json(200, { _links: { self: { href: elsewhere } } }));
    expect(names(await client.getMany('/batch', ['/r/1', elsewhere, '/r/2']))).toEqual(['/r/1', elsewhere, '/r/2']);
  });

  it('lets a part fail alone', async () => {
    const { http, client } = setUp();
    http.on(POST, (request) => {
      const [a = '', , c = ''] = pathsOf(request);
      const gone = 'HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\n\r\n{"code":"NotFound"}';
      return multipart([resource(a), gone, resource(c), 'nonsense', 'HTTP/1.1 200 OK\r\n\r\n{']);
    });
    const results = await client.getMany('/batch', ['/a', '/b', '/c', '/d', '/e', 'data:x', 'https://evil.test/']);
    // The two last ones are never sent.
    expect(http.requests.map(pathsOf)).toEqual([['/a', '/b', '/c', '/d', '/e']]);
    expect(names(results)).toEqual([
      ...['/a', 'ucwa.notFound', '/c', 'ucwa.unexpected', 'ucwa.unexpected', 'ucwa.unexpected', 'auth.hostNotTrusted'],
    ]);
  });

  it('never takes one resource for another when parts are missing', async () => {
    const { http, client } = setUp();
    http.on(POST, multipart([resource('/a'), resource('/c%3D')]));
    const results = await client.getMany('/batch', ['/a', '/b', '/c=']);
    expect(names(results)).toEqual(['/a', 'ucwa.unexpected', '/c%3D']);
    expect(results[1]).toMatchObject({ error: { retryable: true, host: 'pool.contoso.com' } });
  });

  it('halves a batch that is too much, and waits as long as the server says', async () => {
    const { http, clock, client } = setUp();
    http.on(POST, (request) =>
      pathsOf(request).length > 5 ? json(429, { code: 'TooManyRequests' }, { 'retry-after': '3' }) : batch(request),
    );
    const results = client.getMany('/batch', hrefs(20));
    await clock.advance(2999);
    expect(http.requests).toHaveLength(1);
    await clock.advance(1);
    expect(http.requests.length).toBeGreaterThan(1);
    await clock.advance(30_000);
    expect(names(await results)).toEqual(hrefs(20));
    expect(http.requests.map((request) => pathsOf(request).length)).toEqual([20, 10, 5, 5, 5, 5]);
  });

  it('holds back the other batches meanwhile', async () => {
    const { http, clock, client } = setUp();
    http.on(POST, json(429), json(429), batch);
    const results = client.getMany('/batch', hrefs(60));
    await clock.advance(999);
    expect(http.requests).toHaveLength(2);
    await clock.advance(10_000);
    expect(names(await results)).toEqual(hrefs(60));
  });

  it('gives up after a bounded number of tries, and at once when the wait is too long', async () => {
    const { http, clock, client } = setUp();
    http.on(POST, json(429));
    const results = client.getMany('/batch', hrefs(2));
    await clock.advance(3_600_000);
    expect(names(await results)).toEqual(['ucwa.tooManyRequests', 'ucwa.tooManyRequests']);
    expect(http.requests.length).toBeLessThan(10);
    const stubborn = setUp();
    stubborn.http.on(POST, json(429, undefined, { 'retry-after': '1' }));
    const refused = stubborn.client.getMany('/batch', hrefs(20));
    await stubborn.clock.advance(3_600_000);
    expect(new Set(names(await refused))).toEqual(new Set(['ucwa.tooManyRequests']));
    expect(stubborn.http.requests).toHaveLength(8);
    const impatient = setUp();
    impatient.http.on(POST, json(429, undefined, { 'retry-after': '600' }));
    expect(await impatient.client.getMany('/batch', ['/a'])).toMatchObject([{ error: { retryAfterMs: 600_000 } }]);
    expect(impatient.http.requests).toHaveLength(1);
  });

  it.each([
    ['a failure', json(500, { code: 'ServiceFailure' }), 'ucwa.serviceFailure'],
    ['silence', failure('timeout'), 'network.timeout'],
    ['a page', raw(200, '<html>', { 'content-type': 'text/html' }), 'ucwa.unexpected'],
  ])('gives every part the error of %s', async (_, answer, code) => {
    const { http, client } = setUp();
    http.on(POST, answer);
    expect(names(await client.getMany('/batch', hrefs(3)))).toEqual([code, code, code]);
  });

  it.each([
    ['the transport gives up on', failure('tooLarge')],
    ['comes all the same', raw(200, 'x'.repeat(MAX_BODY_BYTES + 1), { 'content-type': 'multipart/batching' })],
  ])('asks in halves for what is too large together, where it %s', async (_, tooLarge) => {
    const { http, client } = setUp();
    http.on(POST, (request) => (pathsOf(request).some((path) => /[037]$/.test(path)) ? tooLarge : batch(request)));
    expect(names(await client.getMany('/batch', hrefs(8)))).toEqual([
      ...['ucwa.tooLarge', '/r/1', '/r/2', 'ucwa.tooLarge', '/r/4', '/r/5', '/r/6', 'ucwa.tooLarge'],
    ]);
    const asked = http.requests.map((request) => pathsOf(request).length).sort((a, b) => b - a);
    expect(asked).toEqual([8, 4, 4, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1]);
  });

  it('gives every part the error of a batch address that cannot be used', async () => {
    const { http, client } = setUp();
    expect(names(await client.getMany('https://evil.test/batch', hrefs(2)))).toEqual(
      Array(2).fill('auth.hostNotTrusted'),
    );
    expect(http.requests).toEqual([]);
  });

  it('stops when told to, also while it waits', async () => {
    const { http, clock, client } = setUp();
    http.on(POST, json(429), hang(clock));
    const stop = new AbortController();
    const results = client.getMany('/batch', hrefs(20), { signal: stop.signal });
    await clock.advance(10);
    stop.abort();
    expect(new Set(names(await results))).toEqual(new Set(['internal']));
    expect(http.requests).toHaveLength(1);
  });
});
