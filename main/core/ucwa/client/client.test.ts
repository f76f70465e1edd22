import { describe, expect, it } from 'vitest';
import { appError, fail, ok } from '../../result.ts';
import { createClient } from './client.ts';
import { failure, fakeClock, fakeHttp, fakeLogger, hang, json, passwordTickets, raw } from '../testing.ts';
import type { Scripted } from '../testing.ts';

const POOL = 'https://pool.contoso.com';
const APP = `${POOL}/ucwa/oauth/v1/applications`;
const CHALLENGE = { 'www-authenticate': `MsRtcOAuth href="${POOL}/ticket",grant_type="password"` };
const FE1 = { 'www-authenticate': 'MsRtcOAuth href="https://fe1.contoso.com/ticket",grant_type="password"' };

function setUp() {
  const [http, clock, logger] = [fakeHttp(), fakeClock(), fakeLogger()];
  const ports = { http, clock, logger, userAgent: 'Rollcall/test' };
  const tickets = passwordTickets(ports);
  const client = createClient({ ...ports, tickets, base: APP, allowedOrigins: ['https://fe1.contoso.com'] });
  let count = 0;
  http.on(`POST ${POOL}/ticket`, () => json(200, { access_token: `cwt=${(count += 1)}`, expires_in: 28800 }));
  return { http, clock, logger, client };
}

/** Answers only to that ticket; to others with a refusal. */
const only =
  (ticket: string, answer: Scripted, refusal: Scripted = raw(401, '<html>', CHALLENGE)): Scripted =>
  (request, signal) => {
    const chosen = request.headers.authorization === `Bearer ${ticket}` ? answer : refusal;
    return typeof chosen === 'function' ? chosen(request, signal) : chosen;
  };

const me = json(
  200,
  { rel: 'me', name: 'A', etag: '7', _links: { self: { href: '/me' } } },
  { 'x-ms-server-fqdn': 'fe1' },
);

describe('requests', () => {
  it('resolves relative hrefs against the host of applications and sends the usual headers', async () => {
    const { http, client } = setUp();
    http.on(`GET ${POOL}/ucwa/me?x=a%3d&q=1%202`, me);
    const answer = await client.get('/ucwa/me?x=a%3d', { query: { q: '1 2' }, ifNoneMatch: '7', revision: 2 });
    expect(answer).toMatchObject({ ok: true, value: { status: 200, etag: '7', resource: { rel: 'me', etag: '7' } } });
    expect(http.requests[0]).toEqual({
      method: 'GET',
      url: `${POOL}/ucwa/me?x=a%3d&q=1%202`,
      headers: {
        accept: 'application/json',
        'user-agent': 'Rollcall/test',
        'if-none-match': '"7"',
        'x-ms-requiresminresourceversion': '2',
      },
      body: null,
      timeoutMs: 30_000,
    });
  });

  it('sends a body with its type, and none without', async () => {
    const { http, client } = setUp();
    for (const method of ['POST', 'PUT', 'DELETE']) http.on(`${method} ${POOL}/a`, raw(204, ''));
    await client.post('/a', { name: 'Ä' });
    await client.post('/a', null);
    await client.put('/a', {}, { ifMatch: '"7"', timeoutMs: 5, revision: 1 });
    await client.delete('/a', { revision: 2 });
    expect(http.requests.map(({ method, body, headers }) => [method, body, headers['content-type']])).toEqual([
      ['POST', '{"name":"Ä"}', 'application/json'],
      ['POST', null, undefined],
      ['PUT', '{}', 'application/json'],
      ['DELETE', null, undefined],
    ]);
    expect(http.requests[2]).toMatchObject({ headers: { 'if-match': '"7"' }, timeoutMs: 5 });
    expect(http.requests[2]?.headers).not.toHaveProperty('x-ms-requiresminresourceversion');
    expect(http.requests[3]?.headers).toHaveProperty('x-ms-requiresminresourceversion', '2');
  });

  it('never names an origin or carries cookies', async () => {
    const { http, client } = setUp();
    http.on(`GET ${POOL}/a`, raw(204, '', { 'set-cookie': 'cwt_ucwa=x' }));
    await client.get('/a');
    await client.get('/a');
    const names = http.requests.flatMap(({ headers }) => Object.keys(headers));
    expect(names.filter((name) => /origin|referer|cookie/.test(name))).toEqual([]);
  });

  it.each([
    ['a foreign host', 'https://evil.test/a', 'auth.hostNotTrusted', 'evil.test'],
    ['a foreign host without scheme', '//evil.test/a', 'auth.hostNotTrusted', 'evil.test'],
    ['a foreign host behind a backslash', '/\\evil.test/a', 'auth.hostNotTrusted', 'evil.test'],
    ['another port', `${POOL}:8443/a`, 'auth.hostNotTrusted', 'pool.contoso.com:8443'],
    ['http', 'http://pool.contoso.com/a', 'auth.hostNotTrusted', 'pool.contoso.com'],
    ['user-info', 'https://a:b@pool.contoso.com/a', 'ucwa.unexpected', null],
    ['a data URI', 'data:text/plain,x', 'ucwa.unexpected', null],
    ['a forged header', '/a\r\nX: 1', 'ucwa.unexpected', null],
  ])('sends nothing to %s', async (_, href, code, host) => {
    const { http, client } = setUp();
    expect(await client.get(href)).toMatchObject({ ok: false, error: { code, host } });
    expect(http.requests).toEqual([]);
  });

  it('follows absolute hrefs to approved origins', async () => {
    const { http, client } = setUp();
    http.on('GET https://fe1.contoso.com:443/a', me);
    expect((await client.get('https://fe1.contoso.com:443/a')).ok).toBe(true);
  });
});

describe('tickets', () => {
  it('gets one when challenged and uses it from then on', async () => {
    const { http, client } = setUp();
    http.on(`GET ${POOL}/me`, only('cwt=1', me));
    expect((await client.get('/me')).ok).toBe(true);
    expect((await client.get('/me')).ok).toBe(true);
    expect(http.log).toEqual([`GET ${POOL}/me`, `POST ${POOL}/ticket`, `GET ${POOL}/me`, `GET ${POOL}/me`]);
  });

  it.each([
    ['401', raw(401, '<html>', CHALLENGE)],
    ['403 with a challenge', json(403, { code: 'Forbidden' }, CHALLENGE)],
    ['403 with a page', raw(403, '<html>', { 'content-type': 'text/html' })],
    ['500 of another pool', raw(500, '', { 'x-ms-diagnostics': '28032;reason="The web ticket is invalid."' })],
  ])('renews once after %s and repeats the request as it was', async (_, refusal) => {
    const { http, client } = setUp();
    http.on(`GET ${POOL}/me`, only('cwt=1', me));
    await client.get('/me');
    http.on(`POST ${POOL}/a`, only('cwt=2', raw(204, ''), refusal));
    expect(await client.post('/a', { x: 1 }, { revision: 2 })).toMatchObject({ ok: true, value: { status: 204 } });
    const [first, second] = http.requests.filter(({ url }) => url === `${POOL}/a`);
    expect(second).toEqual({ ...first, headers: { ...first?.headers, authorization: 'Bearer cwt=2' } });
  });

  it('gives up when the new ticket is refused too', async () => {
    const { http, client } = setUp();
    http.on(`GET ${POOL}/me`, raw(401, '<html>', CHALLENGE));
    expect(await client.get('/me')).toMatchObject({ error: { code: 'auth.required', status: 401 } });
    expect(http.log).toEqual([
      ...[`GET ${POOL}/me`, `POST ${POOL}/ticket`, `GET ${POOL}/me`, `POST ${POOL}/ticket`, `GET ${POOL}/me`],
    ]);
  });

  it('asks without a ticket when a host refuses one and does not say where to get another', async () => {
    const { http, client } = setUp();
    // The ticket of the first challenge is at home at fe1, which wants one of its own.
    const home = { 'www-authenticate': 'MsRtcOAuth href="https://fe1.contoso.com/director",grant_type="password"' };
    http.on('POST https://fe1.contoso.com/director', json(200, { access_token: 'cwt=director' }));
    http.on(`GET ${POOL}/user`, only('cwt=director', me, raw(401, '', home)));
    await client.get('/user');
    const elsewhere = raw(500, '', { 'x-ms-diagnostics': '28032' });
    http.on('POST https://fe1.contoso.com/a', (request) => {
      if (request.headers.authorization === undefined) return raw(401, '', CHALLENGE);
      return request.headers.authorization === 'Bearer cwt=1' ? raw(204, '') : elsewhere;
    });
    expect(await client.post('https://fe1.contoso.com/a', null)).toMatchObject({ ok: true });
    const sent = http.requests.filter(({ url }) => url.endsWith('/a')).map(({ headers }) => headers.authorization);
    expect(sent).toEqual(['Bearer cwt=director', undefined, 'Bearer cwt=1']);
  });

  it('does not send a refused ticket again when the same service is named for it', async () => {
    const { http, client } = setUp();
    http.on(`GET ${POOL}/me`, only('cwt=1', me));
    await client.get('/me');
    http.on('POST https://fe1.contoso.com/a', raw(401, '', CHALLENGE), raw(401, '', CHALLENGE), raw(204, ''));
    const alias = 'https://fe1.contoso.com/a';
    expect((await client.post(alias, null)).ok).toBe(true);
    const sent = http.requests.filter(({ url }) => url === alias).map(({ headers }) => headers.authorization);
    expect(sent).toEqual([undefined, 'Bearer cwt=1', 'Bearer cwt=2']);
  });

  it('asks for the challenge only once, and then for a fresh ticket', async () => {
    const { http, client } = setUp();
    http.on(`GET ${POOL}/user`, only('cwt=fe1', me, raw(401, '', FE1)));
    http.on(
      'POST https://fe1.contoso.com/ticket',
      json(200, { access_token: 'cwt=fe1' }),
      json(200, { access_token: 'cwt=new' }),
    );
    await client.get('/user');
    http.on(
      'POST https://fe1.contoso.com/a',
      raw(500, '', { 'x-ms-diagnostics': '28032' }),
      raw(401, '', FE1),
      raw(204, ''),
    );
    expect((await client.post('https://fe1.contoso.com/a', null)).ok).toBe(true);
    const sent = http.requests.filter(({ url }) => url.endsWith('/a')).map(({ headers }) => headers.authorization);
    expect(sent).toEqual(['Bearer cwt=fe1', undefined, 'Bearer cwt=new']);
  });

  it('does not renew for a refusal of the service', async () => {
    const { http, client } = setUp();
    http.on(`GET ${POOL}/me`, json(403, { code: 'Forbidden' }));
    expect(await client.get('/me')).toMatchObject({ error: { code: 'ucwa.forbidden' } });
    expect(http.requests).toHaveLength(1);
  });
});

describe('answers', () => {
  it('reads 304 and 204 as answers without resource', async () => {
    const { http, client } = setUp();
    http.on(`GET ${POOL}/a`, raw(304, '', { etag: 'W/"9"' }), raw(204, ''));
    expect(await client.get('/a')).toEqual(ok({ status: 304, resource: null, etag: '9' }));
    expect(await client.get('/a')).toEqual(ok({ status: 204, resource: null, etag: null }));
  });

  it('takes the ETag header over the property', async () => {
    const { http, client } = setUp();
    http.on(`GET ${POOL}/a`, json(200, { etag: '1' }, { etag: '"2"' }));
    expect(await client.get('/a')).toMatchObject({ value: { etag: '2', resource: { etag: '2' } } });
  });

  it('fails on an unreadable answer to a read, not on one to a write', async () => {
    const { http, client } = setUp();
    const page = raw(200, '<html>', { 'content-type': 'text/html', 'x-ms-server-fqdn': 'fe1' });
    http.on(`GET ${POOL}/a`, page);
    http.on(`POST ${POOL}/a`, page);
    expect(await client.get('/a')).toMatchObject({
      error: { code: 'ucwa.unexpected', status: 200, host: 'pool.contoso.com', frontEnd: 'fe1' },
    });
    expect(await client.post('/a', {})).toEqual(ok({ status: 200, resource: null, etag: null }));
  });

  it('takes a web page of nobody known for the answer of somebody in between, also to a write', async () => {
    const { http, client } = setUp();
    http.on(`POST ${POOL}/a`, raw(200, '<html>', { 'content-type': 'text/html' }));
    http.on(`POST ${POOL}/b`, raw(200, '{', { 'content-type': 'application/json' }));
    expect(await client.post('/a', {})).toMatchObject({ ok: false, error: { remedy: 'waitOut' } });
    expect(await client.post('/b', {})).toEqual(ok({ status: 200, resource: null, etag: null }));
  });

  it('tells host, status and a correlation id, the own one or that of the server', async () => {
    const { http, client } = setUp();
    http.on(`GET ${POOL}/a`, raw(404, ''), raw(404, '', { 'x-ms-correlation-id': 'srv-1' }));
    const [own, theirs] = [await client.get('/a'), await client.get('/a')];
    expect(own).toMatchObject({ error: { code: 'ucwa.notFound', status: 404, host: 'pool.contoso.com' } });
    expect(own.ok ? '' : own.error.correlationId).toMatch(/^[0-9a-f-]{36}$/);
    expect(theirs).toMatchObject({ error: { correlationId: 'srv-1' } });
  });

  it('tells why no answer came', async () => {
    const { http, clock, client } = setUp();
    http.on(`GET ${POOL}/a`, failure('timeout'), hang(clock));
    expect(await client.get('/a')).toMatchObject({ error: { code: 'network.timeout', retryable: true } });
    const stop = new AbortController();
    const given = client.get('/a', { signal: stop.signal });
    await clock.advance(1000);
    stop.abort();
    expect(await given).toMatchObject({ error: { code: 'internal' } });
  });

  it('logs no href, ticket or body', async () => {
    const { http, logger, client } = setUp();
    http.on(`POST ${POOL}/private/path`, only('cwt=1', json(200, { rel: 'me' })));
    await client.post('/private/path', { number: '+1425' });
    expect(logger.lines).toHaveLength(3);
    expect(logger.lines.join()).not.toMatch(/private|cwt=|1425|secret/);
  });
});

describe('events', () => {
  it('reads a package and gives the server more time than it holds the request', async () => {
    const { http, client } = setUp();
    http.on(`GET ${POOL}/events?ack=1`, json(200, { _links: { next: { href: '/events?ack=2' } } }));
    const answer = await client.events('/events?ack=1');
    expect(answer).toEqual(ok({ follow: { rel: 'next', href: '/events?ack=2' }, events: [], broken: 0, brokenAt: [] }));
    expect(http.requests[0]?.timeoutMs).toBe(240_000);
    await client.events('/events?ack=1', { timeoutMs: 400_000 });
    expect(http.requests[1]?.timeoutMs).toBe(400_000);
  });

  it('hands errors on', async () => {
    const { http, client } = setUp();
    http.on(`GET ${POOL}/events?ack=1`, json(409, { code: 'Conflict', subcode: 'PGetReplaced' }));
    expect(await client.events('/events?ack=1')).toMatchObject({ error: { code: 'session.replaced' } });
    http.on(`GET ${POOL}/events?ack=2`, raw(200, '{', { 'content-type': 'application/json' }));
    expect(await client.events('/events?ack=2')).toMatchObject({ error: { code: 'ucwa.unexpected', status: 200 } });
  });
});

describe('getRaw', () => {
  it('gives the whole object with its etag', async () => {
    const { http, client } = setUp();
    const body = {
      'fd0d277b-4d05-448f-9950-383fac2370d6': 'please pass this in a PUT request',
      etag: '5',
      odd: { a: 1 },
    };
    http.on(`GET ${POOL}/group`, json(200, body), json(200, body, { etag: '"6"' }));
    expect(await client.getRaw('/group')).toEqual(ok({ body, etag: '5' }));
    expect(await client.getRaw('/group')).toEqual(ok({ body, etag: '6' }));
  });

  it('fails where there is no object', async () => {
    const { http, client } = setUp();
    http.on(`GET ${POOL}/group`, raw(204, ''));
    expect((await client.getRaw('/group')).ok).toBe(false);
  });
});

describe('a ticket that cannot be had', () => {
  it('is the error of the request', async () => {
    const [http, clock, logger] = [fakeHttp(), fakeClock(), fakeLogger()];
    const error = appError('auth.denied', 'no');
    const tickets = { current: async () => fail(error), renew: async () => fail(error) };
    const client = createClient({ http, clock, logger, tickets, base: APP, userAgent: 'x', allowedOrigins: [] });
    expect(await client.get('/me')).toEqual(fail(error));
    expect(http.requests).toEqual([]);
  });
});
