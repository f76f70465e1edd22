import { describe, expect, it } from 'vitest';
import type { HttpOutcome, HttpRequest } from '../../ports.ts';
import type { Result } from '../../result.ts';
import { createClient } from './client.ts';
import { fakeClock, fakeHttp, fakeLogger, json, passwordTickets, raw } from '../testing.ts';
import type { Answer } from '../types.ts';

const POOL = 'https://pool.contoso.com';
const POST = `POST ${POOL}/batch`;
const CHALLENGE = `MsRtcOAuth href="${POOL}/ticket",grant_type="password"`;
const UNAUTHORIZED = `HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: ${CHALLENGE}\r\n\r\n`;

/** Says what the part for a path is, given the ticket of the batch; null: a good answer. */
type Script = (path: string, ticket: string) => string | null;

function setUp(script: Script) {
  const [http, clock, logger] = [fakeHttp(), fakeClock(), fakeLogger()];
  const ports = { http, clock, logger, userAgent: 'Rollcall/test' };
  const tickets = passwordTickets(ports);
  const client = createClient({ ...ports, tickets, base: `${POOL}/applications`, allowedOrigins: [] });
  let count = 0;
  http.on(`POST ${POOL}/ticket`, () => json(200, { access_token: `t${(count += 1)}`, expires_in: 28_800 }));
  http.on(POST, (request) => {
    const ticket = (request.headers.authorization ?? '').replace('Bearer ', '');
    if (ticket === '') return raw(401, '', { 'www-authenticate': CHALLENGE });
    return multipart(pathsOf(request).map((path) => script(path, ticket) ?? resource(path)));
  });
  return {
    http,
    clock,
    logger,
    client,
    /** Paths of each batch that was sent with a ticket. */
    batches: () =>
      http.requests.filter(({ url, headers }) => url === `${POOL}/batch` && headers.authorization).map(pathsOf),
    ticketsGot: () => http.log.filter((line) => line === `POST ${POOL}/ticket`).length,
  };
}

const hrefs = (count: number) => Array.from({ length: count }, (_, at) => `/r/${at}`);
const pathsOf = (request: HttpRequest): string[] =>
  [...(request.body ?? '').matchAll(/^GET (\S+) HTTP/gm)].map(([, path]) => path ?? '');
const resource = (path: string): string =>
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"_links":{"self":{"href":"${path}"}}}`;
const part = (status: number, fields: string[] = [], body = '') =>
  [`HTTP/1.1 ${status} Said`, ...fields, '', body].join('\r\n');
const multipart = (parts: string[]): HttpOutcome =>
  raw(200, parts.map((one) => `--x\r\n\r\n${one}\r\n`).join('') + '--x--\r\n', {
    'content-type': 'multipart/batching; boundary="x"',
  });
const names = (results: Result<Answer>[]) =>
  results.map((result) => (result.ok ? (result.value.resource?.href ?? '') : result.error.code));

describe('parts that refuse the ticket', () => {
  it.each([
    ['401 with a challenge', UNAUTHORIZED],
    ['401 without one', part(401)],
    ['403 with a page', part(403, ['Content-Type: text/html'], '<html>')],
    ['500 of another pool', part(500, ['X-Ms-diagnostics: 28032;source="fe1";reason="wrong pool"'])],
  ])('%s: one other ticket, and just these parts again', async (_, refusal) => {
    const { client, batches, ticketsGot } = setUp((path, ticket) =>
      ticket === 't1' && ['/r/1', '/r/3'].includes(path) ? refusal : null,
    );
    expect(names(await client.getMany('/batch', hrefs(5)))).toEqual(hrefs(5));
    expect(batches()).toEqual([hrefs(5), ['/r/1', '/r/3']]);
    expect(ticketsGot()).toBe(2);
  });

  it('in several batches at once: one other ticket serves all', async () => {
    const { client, batches, ticketsGot } = setUp((path, ticket) =>
      ticket === 't1' && path.endsWith('0') ? UNAUTHORIZED : null,
    );
    expect(names(await client.getMany('/batch', hrefs(60)))).toEqual(hrefs(60));
    expect(ticketsGot()).toBe(2);
    expect(batches().flat()).toHaveLength(64);
  });

  it('refused with the new ticket as well: these parts fail, and no third ticket is asked for', async () => {
    const { client, batches, ticketsGot } = setUp((path) => (path.endsWith('1') ? UNAUTHORIZED : null));
    const results = await client.getMany('/batch', hrefs(120));
    const bad = hrefs(120).filter((href) => href.endsWith('1'));
    expect(names(results)).toEqual(hrefs(120).map((href) => (bad.includes(href) ? 'auth.required' : href)));
    expect(ticketsGot()).toBe(2);
    expect(batches().flat().length).toBeLessThanOrEqual(120 + bad.length);
  });

  it('no other ticket is to be had: these parts fail with the reason, the others are there', async () => {
    const { client, http, batches } = setUp((path) => (path === '/r/0' ? UNAUTHORIZED : null));
    await client.getMany('/batch', ['/r/9']);
    http.on(`POST ${POOL}/ticket`, json(400, { error: 'invalid_grant' }));
    // Takes the last ticket there is.
    await client.getMany('/batch', ['/r/0']);
    expect(names(await client.getMany('/batch', hrefs(2)))).toEqual(['auth.denied', '/r/1']);
    expect(batches().at(-1)).toEqual(['/r/0', '/r/1']);
  });

  it('a ticket service that fails is asked once, however many batches want it', async () => {
    const { client, http, batches, ticketsGot } = setUp((path) => (path.endsWith('1') ? UNAUTHORIZED : null));
    await client.getMany('/batch', ['/r/0']);
    http.on(`POST ${POOL}/ticket`, json(503));
    await client.getMany('/batch', ['/r/1']);
    const before = ticketsGot();
    const results = names(await client.getMany('/batch', hrefs(60)));
    expect(results.filter((name) => name === 'ucwa.unavailable')).toHaveLength(6);
    expect(ticketsGot() - before).toBe(1);
    expect(batches().slice(-3).flat().sort()).toEqual(hrefs(60).sort());
  });

  it('403 of UCWA itself is an answer', async () => {
    const forbidden = part(403, ['Content-Type: application/json'], '{"code":"Forbidden"}');
    const { client, batches, ticketsGot } = setUp((path) => (path === '/r/1' ? forbidden : null));
    expect(names(await client.getMany('/batch', hrefs(3)))).toEqual(['/r/0', 'ucwa.forbidden', '/r/2']);
    expect([batches().length, ticketsGot()]).toEqual([1, 1]);
  });
});

describe('parts that ask for patience', () => {
  it.each([429, 503])(
    '%i: just these parts again, in smaller batches, after the longest Retry-After',
    async (status) => {
      const asked = new Map<string, number>();
      const { client, clock, batches, ticketsGot } = setUp((path) => {
        asked.set(path, (asked.get(path) ?? 0) + 1);
        if (asked.get(path) !== 1 || Number(path.slice(3)) >= 8) return null;
        return part(status, [`Retry-After: ${path === '/r/2' ? 7 : 3}`]);
      });
      const results = client.getMany('/batch', hrefs(10));
      await clock.advance(6_999);
      expect(batches()).toEqual([hrefs(10)]);
      await clock.advance(1);
      expect(names(await results)).toEqual(hrefs(10));
      expect(batches().slice(1)).toEqual([hrefs(5), ['/r/5', '/r/6', '/r/7']]);
      expect(ticketsGot()).toBe(1);
    },
  );

  it('without Retry-After: with growing pauses, a bounded number of times', async () => {
    const { client, clock, batches, logger } = setUp((path) => (path === '/r/1' ? part(503) : null));
    const results = client.getMany('/batch', hrefs(3));
    const sent: number[] = [];
    for (const ms of [0, 999, 1, 1_999, 1, 3_999, 1, 3_600_000]) {
      await clock.advance(ms);
      sent.push(batches().length);
    }
    expect(sent).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
    expect(names(await results)).toEqual(['/r/0', 'ucwa.unavailable', '/r/2']);
    expect(batches().slice(1)).toEqual([['/r/1'], ['/r/1'], ['/r/1']]);
    expect(logger.lines.join()).not.toContain('/r/1');
  });

  it('a wait that is too long is left to the caller', async () => {
    const { client, batches } = setUp((path) => (path === '/r/1' ? part(429, ['Retry-After: 61']) : null));
    const results = await client.getMany('/batch', hrefs(2));
    expect(results[1]).toMatchObject({ error: { code: 'ucwa.tooManyRequests', retryAfterMs: 61_000 } });
    expect(batches()).toHaveLength(1);
  });

  it('together with a refused ticket: each in its way', async () => {
    const asked = new Map<string, number>();
    const { client, clock, batches } = setUp((path, ticket) => {
      asked.set(path, (asked.get(path) ?? 0) + 1);
      if (path === '/r/0') return ticket === 't1' ? UNAUTHORIZED : null;
      return path === '/r/1' && asked.get(path) === 1 ? part(429) : null;
    });
    const results = client.getMany('/batch', hrefs(3));
    await clock.advance(1_000);
    expect(names(await results)).toEqual(hrefs(3));
    expect(batches().flat().sort()).toEqual([...hrefs(3), '/r/0', '/r/1'].sort());
  });

  it('stops waiting when told to', async () => {
    const { client, clock, batches } = setUp((path) => (path === '/r/1' ? part(429) : null));
    const stop = new AbortController();
    const results = client.getMany('/batch', hrefs(2), { signal: stop.signal });
    await clock.advance(10);
    stop.abort();
    expect(names(await results)).toEqual(['/r/0', 'internal']);
    expect(batches()).toHaveLength(1);
  });
});

it.each([404, 500, 409])('a part answered %i fails alone and at once', async (status) => {
  const { client, batches } = setUp((path) => (path === '/r/1' ? part(status) : null));
  const results = await client.getMany('/batch', hrefs(3));
  expect(results.map((result) => (result.ok ? 200 : result.error.status))).toEqual([200, status, 200]);
  expect(batches()).toHaveLength(1);
});
