import { describe, expect, it } from 'vitest';
import type { HttpResponse } from '../../ports.ts';
import { appError, fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import { createTickets } from './tickets.ts';
import type { TicketOptions } from './tickets.ts';
import { failure, fakeClock, fakeHttp, fakeLogger, json, raw, settled } from '../testing.ts';
import type { Scripted } from '../testing.ts';

const USER = 'https://pool.contoso.com/user';
const SERVICE = 'https://pool.contoso.com/WebTicket/oauthtoken';
const POST = `POST ${SERVICE}`;
const PASSWORD = 'p&ss w=rd';

function challenge(href = SERVICE, grants = 'urn:microsoft.rtc:windows,password', status = 401): HttpResponse {
  const outcome = raw(status, '<html>', { 'www-authenticate': `MsRtcOAuth href="${href}",grant_type="${grants}"` });
  if (!outcome.ok) throw new Error('no answer');
  return outcome.response;
}

const ticket = (token: string, expires_in: unknown = 28800): Scripted => json(200, { access_token: token, expires_in });

function setUp(more: Partial<TicketOptions> = {}) {
  const [http, clock, logger, steps] = [fakeHttp(), fakeClock(), fakeLogger(), [] as string[]];
  const tickets = createTickets({
    ...{ http, clock, logger, userAgent: 'Rollcall/test', username: 'a@contoso.com', password: PASSWORD },
    approve: () => ok(null),
    onStep: (host, what) => steps.push(`${host}: ${what}`),
    ...more,
  });
  return { http, clock, logger, steps, tickets };
}

const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);

describe('tickets', () => {
  it('has none before an origin has challenged', async () => {
    const { tickets, http } = setUp();
    expect(await tickets.current(USER)).toEqual(ok(null));
    expect(http.requests).toEqual([]);
  });

  it('gets one by the password grant and keeps it for that origin', async () => {
    const { tickets, http } = setUp();
    http.on(POST, ticket('cwt=1'));
    expect(await tickets.renew(USER, challenge(), null)).toEqual(ok('cwt=1'));
    expect(http.requests[0]).toMatchObject({
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8', accept: 'application/json' },
      body: 'grant_type=password&username=a%40contoso.com&password=p%26ss+w%3Drd',
    });
    expect(await tickets.current(USER)).toEqual(ok('cwt=1'));
    expect(await tickets.current('https://other.contoso.com/x')).toEqual(ok(null));
    expect(http.requests).toHaveLength(1);
  });

  it('is at home at the origin of its service, and is given to another origin that names the same service', async () => {
    const { tickets, http } = setUp();
    http.on(POST, ticket('cwt=1'));
    await tickets.renew('https://lyncdiscover.contoso.com/user', challenge(), null);
    expect(await tickets.current('https://pool.contoso.com/applications')).toEqual(ok('cwt=1'));
    expect(await tickets.renew('https://alias.contoso.com/x', challenge(), null)).toEqual(ok('cwt=1'));
    expect(http.requests).toHaveLength(1);
  });

  it('keeps one ticket per service', async () => {
    const { tickets, http } = setUp();
    http.on(POST, ticket('cwt=1'));
    http.on('POST https://other.contoso.com/t', ticket('cwt=2'));
    await tickets.renew(USER, challenge(), null);
    const other = challenge('https://other.contoso.com/t');
    expect(await tickets.renew('https://other.contoso.com/x', other, null)).toEqual(ok('cwt=2'));
    expect(await tickets.current(USER)).toEqual(ok('cwt=1'));
  });

  it.each([
    ['a number', 1000],
    ['a text', '1000'],
  ])('renews at 80 %% of a life given as %s', async (_, life) => {
    const { tickets, http, clock } = setUp();
    http.on(POST, ticket('cwt=1', life), ticket('cwt=2', life));
    await tickets.renew(USER, challenge(), null);
    await clock.advance(799_999);
    expect(await tickets.current(USER)).toEqual(ok('cwt=1'));
    await clock.advance(1);
    expect(await tickets.current(USER)).toEqual(ok('cwt=2'));
  });

  it('takes an hour for the life of a ticket that names none', async () => {
    const { tickets, http, clock } = setUp();
    http.on(POST, ticket('cwt=1', 'x'), ticket('cwt=2'));
    await tickets.renew(USER, challenge(), null);
    await clock.advance(2_880_000);
    expect(await tickets.current(USER)).toEqual(ok('cwt=2'));
  });

  it.each([
    ['gets no answer', failure('unreachable'), 'network.unreachable'],
    ['finds the password changed', json(400, { error: 'invalid_grant' }), 'auth.denied'],
  ])('uses the old ticket while it is good when the renewal %s, and no longer', async (_, answer, code) => {
    const { tickets, http, clock } = setUp();
    http.on(POST, ticket('cwt=1', 1000), answer);
    await tickets.renew(USER, challenge(), null);
    await clock.advance(900_000);
    expect(await tickets.current(USER)).toEqual(ok('cwt=1'));
    expect(await tickets.current(USER)).toEqual(ok('cwt=1'));
    expect(http.requests).toHaveLength(2);
    await clock.advance(100_000);
    expect(codeOf(await tickets.current(USER))).toBe(code);
  });

  it('asks once for all who wait, and does not renew what was renewed meanwhile', async () => {
    const { tickets, http } = setUp();
    http.on(POST, ticket('cwt=1'), ticket('cwt=2'), ticket('cwt=3'));
    await tickets.renew(USER, challenge(), null);
    const both = await Promise.all([
      tickets.renew(USER, challenge(), 'cwt=1'),
      tickets.renew(USER, challenge(), 'cwt=1'),
    ]);
    expect(both).toEqual([ok('cwt=2'), ok('cwt=2')]);
    expect(await tickets.renew(USER, challenge(), 'cwt=1')).toEqual(ok('cwt=2'));
    expect(http.requests).toHaveLength(2);
  });

  it('renews by what the origin said before when a refusal says nothing', async () => {
    const { tickets, http } = setUp();
    http.on(POST, ticket('cwt=1'), ticket('cwt=2'));
    await tickets.renew(USER, challenge(), null);
    const silent = raw(500, '', { 'x-ms-diagnostics': '28032' });
    expect(silent.ok && (await tickets.renew(USER, silent.response, 'cwt=1'))).toEqual(ok('cwt=2'));
    expect(silent.ok && (await tickets.renew('https://b.contoso.com/', silent.response, 'cwt=1'))).toEqual(ok(null));
  });

  it('does not send a wrong password twice', async () => {
    const { tickets, http } = setUp();
    http.on(POST, json(400, { error: 'invalid_grant' }, { 'x-ms-diagnostics': '28002;reason="Bad"' }));
    const first = await tickets.renew(USER, challenge(), null);
    expect(first).toMatchObject({
      error: { code: 'auth.denied', status: 400, diagnostics: '28002', subcode: 'invalid_grant', retryable: false },
    });
    expect(await tickets.renew(USER, challenge(), null)).toEqual(first);
    expect(await tickets.current(USER)).toEqual(first);
    expect(http.requests).toHaveLength(1);
  });

  it.each([
    ['a sign-in page', json(400, { error: 'invalid_grant', ms_rtc_passiveauthuri: 'https://a/b' }), 'auth.unsupported'],
    ['a refused grant', json(400, { error: 'unsupported_grant_type' }), 'auth.unsupported'],
    ['a failure of the service', json(400, { error: 'server_error' }), 'ucwa.serviceFailure'],
    ['a bad request', json(400, { error: 'invalid_request' }), 'ucwa.unexpected'],
    ['401', raw(401, '<html>', { 'content-type': 'text/html' }), 'auth.denied'],
    ['403 with diagnostics', raw(403, '', { 'x-ms-diagnostics': '28004' }), 'auth.denied'],
    ['403 of a proxy', raw(403, '<html>', { 'content-type': 'text/html' }), 'ucwa.forbidden'],
    ['503', raw(503, ''), 'ucwa.unavailable'],
    ['no ticket', json(200, { expires_in: 5 }), 'ucwa.unexpected'],
    ['a ticket that no header may carry', json(200, { access_token: 'a\r\nb' }), 'ucwa.unexpected'],
    ['a page', raw(200, '<html>', { 'content-type': 'text/html' }), 'ucwa.unexpected'],
    ['silence', failure('timeout'), 'network.timeout'],
    ['an untrusted certificate', failure('tls', 'CN=x'), 'tls.untrusted'],
  ])('answers %s with an error', async (_, answer, code) => {
    const { tickets, http } = setUp();
    http.on(POST, answer);
    expect(codeOf(await tickets.renew(USER, challenge(), null))).toBe(code);
  });

  it('does not ask a server that offers no password grant', async () => {
    const { tickets, http } = setUp();
    const offer = challenge(SERVICE, 'urn:microsoft.rtc:windows,urn:microsoft.rtc:passive');
    expect(codeOf(await tickets.renew(USER, offer, null))).toBe('auth.unsupported');
    expect(http.requests).toEqual([]);
  });

  it('sends the password only where it may go', async () => {
    const refusal = fail(appError('auth.hostNotTrusted', 'no', { host: 'evil.test' }));
    const seen: string[][] = [];
    const { tickets, http } = setUp({
      approve: (url, namedBy) => {
        seen.push([url, namedBy]);
        return refusal;
      },
    });
    expect(await tickets.renew(USER, challenge('https://evil.test/t'), null)).toEqual(refusal);
    expect(seen).toEqual([['https://evil.test/t', USER]]);
    expect(http.requests).toEqual([]);
  });

  it('lets a caller go who gives up, and keeps the ticket for the others', async () => {
    const { tickets, http } = setUp();
    let answer = (): void => undefined;
    http.on(POST, () => new Promise((resolve) => (answer = () => resolve(json(200, { access_token: 'cwt=1' })))));
    const stop = new AbortController();
    const [given, patient] = [
      tickets.renew(USER, challenge(), null, stop.signal),
      tickets.renew(USER, challenge(), null),
    ];
    await settled();
    stop.abort();
    expect(codeOf(await given)).toBe('internal');
    answer();
    expect(await patient).toEqual(ok('cwt=1'));
  });

  it('tells the trace and the log what happened, and no secret', async () => {
    const { tickets, http, logger, steps } = setUp();
    http.on(POST, ticket('cwt=secret'));
    await tickets.renew(USER, challenge(), null);
    expect(steps).toEqual([
      'pool.contoso.com: Asking for a ticket with the password',
      'pool.contoso.com: Got a ticket',
    ]);
    expect(logger.lines).toHaveLength(1);
    expect([...logger.lines, ...steps].join()).not.toMatch(/cwt=|p&ss|WebTicket/);
  });
});
