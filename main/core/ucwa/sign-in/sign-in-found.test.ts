import { describe, expect, it } from 'vitest';
import { failure, json, raw } from '../testing.ts';
import type { FakeHttp, Scripted } from '../testing.ts';
import type { Result } from '../../result.ts';
import {
  APPLICATIONS,
  EXTERNAL,
  guarded,
  INTERNAL,
  linking,
  outcome,
  play,
  pool,
  POOL,
  SERVICE,
  signInRun,
  USER,
  withCredentials,
} from '../../testing/sign-in-run.ts';
import type { Found, KeptTicket, SignedIn } from './types.ts';

const EVENTS = `${POOL}/ucwa/oauth/v1/applications/1/events?ack=1`;
const FOUND: Found = { applicationsUrl: APPLICATIONS, origins: [POOL], at: 7 };
const OLD: KeptTicket = {
  ...{ service: SERVICE, origins: [POOL], kind: 'password', token: 'cwt=old' },
  ...{ renewAt: 9_000_000, expiresAt: 10_000_000 },
};

/** What the session does next: makes the application and parks its poll. */
async function goLive(http: FakeHttp, result: Result<SignedIn>): Promise<void> {
  http.on(`GET ${EVENTS}`, guarded(json(200, { _links: { next: { href: EVENTS } } })));
  if (!result.ok) return;
  const { client, applicationsUrl } = result.value;
  expect((await client.post(applicationsUrl, {})).ok).toBe(true);
  expect((await client.events(EVENTS)).ok).toBe(true);
}

describe('the number of requests before the event channel is live', () => {
  it('is six at a single pool with a password', async () => {
    const { http, run } = signInRun();
    pool(http);
    http.on(`GET ${INTERNAL}`, linking({ user: USER }));
    await goLive(http, await run());
    expect(http.log).toEqual([
      `GET ${INTERNAL}`,
      `GET ${USER}`,
      `POST ${SERVICE}`,
      `GET ${USER}`,
      `POST ${APPLICATIONS}`,
      `GET ${EVENTS}`,
    ]);
    expect(http.requests.every(({ headers }) => headers.accept === 'application/json')).toBe(true);
  });

  it('is two with what was found and a good ticket', async () => {
    const { http, run } = signInRun({ request: { found: FOUND, tickets: [OLD] } });
    pool(http);
    const result = await run();
    expect(http.log).toEqual([]);
    expect(result).toMatchObject({ value: { applicationsUrl: APPLICATIONS, kind: 'password', found: FOUND } });
    await goLive(http, result);
    expect(http.log).toEqual([`POST ${APPLICATIONS}`, `GET ${EVENTS}`]);
    expect(http.requests.every(({ headers }) => headers.authorization === 'Bearer cwt=old')).toBe(true);
  });

  it('is four with what was found and a password', async () => {
    const { http, run } = signInRun({ request: { found: FOUND } });
    pool(http);
    await goLive(http, await run());
    expect(http.log).toEqual([`GET ${APPLICATIONS}`, `POST ${SERVICE}`, `POST ${APPLICATIONS}`, `GET ${EVENTS}`]);
  });

  it('is five with a good ticket and nothing found', async () => {
    const { http, run } = signInRun({ request: { tickets: [OLD] }, means: { password: null } });
    pool(http);
    await goLive(http, await run());
    expect(http.log).toEqual([
      `GET ${INTERNAL}`,
      `GET ${EXTERNAL}`,
      `GET ${USER}`,
      `POST ${APPLICATIONS}`,
      `GET ${EVENTS}`,
    ]);
  });
});

describe('what an earlier sign-in found', () => {
  it('is told with every sign-in', async () => {
    const { http, clock, run } = signInRun();
    pool(http);
    const origins = ['https://lyncdiscoverinternal.contoso.com', 'https://lyncdiscover.contoso.com', POOL];
    expect(await run()).toMatchObject({
      value: { found: { applicationsUrl: APPLICATIONS, origins, at: clock.now() } },
    });
  });

  it.each<[string, Scripted]>([
    ['cannot be reached', failure('unreachable')],
    ['shows another certificate', failure('tls')],
    ['does not know the address', raw(404, '')],
    ['is a proxy', raw(502, '<html>', { 'content-type': 'text/html' })],
    ['has nothing to sign in with any more', raw(401, '')],
  ])('is given up for discovery when the pool %s', async (_, answer) => {
    const old = 'https://old.contoso.com';
    const found = { applicationsUrl: `${old}/a`, origins: [old], at: 7 };
    const { http, run } = signInRun({ request: { found } });
    http.on(`GET ${old}/a`, answer);
    pool(http);
    expect(outcome(await run())).toBe(APPLICATIONS);
    expect(http.log[0]).toBe(`GET ${old}/a`);
  });

  it.each<[string, Scripted, string]>([
    ['the password', json(400, { error: 'invalid_grant' }), 'auth.denied'],
    ['the network is away', failure('offline'), 'network.offline'],
  ])('is not given up when it is something else that fails: %s', async (_, answer, code) => {
    const { http, run } = signInRun({ request: { found: FOUND } });
    pool(http, {}, answer);
    expect(outcome(await run())).toBe(code);
    expect(http.log).toEqual([`GET ${APPLICATIONS}`, `POST ${SERVICE}`]);
  });

  it.each<[string, Scripted, string]>([
    ['nobody else answers either', failure('unreachable'), 'network.unreachable'],
    ['a certificate is refused', failure('tls'), 'tls.untrusted'],
    ['there are only strangers', raw(404, ''), 'discovery.notFound'],
  ])('leads to the reason, not to the address, when it cannot be reached and %s', async (_, answer, code) => {
    const { http, run } = signInRun({ request: { found: FOUND } });
    http.on(`GET ${APPLICATIONS}`, failure('unreachable'));
    for (const url of [INTERNAL, EXTERNAL]) {
      http.on(`GET ${url}`, answer);
      http.on(`GET ${url.replace('https', 'http')}`, answer);
    }
    expect(outcome(await run())).toBe(code);
  });

  it('makes a host that was only named no safer for a secret', async () => {
    const there = 'https://pool.hoster.test';
    const found = { applicationsUrl: `${there}/a`, origins: [there], at: 7 };
    const kept = { ...OLD, service: `${there}/t`, origins: [there] };
    const { http, run } = signInRun({ request: { found, tickets: [kept] } });
    http.on(`GET ${there}/a`, guarded(json(200, {}), { service: `${there}/t` }));
    expect(await run()).toMatchObject({ error: { code: 'auth.hostNotTrusted', host: 'pool.hoster.test' } });
    expect(withCredentials(http)).toEqual([]);
  });

  it('is not used when a policy has closed the list since', async () => {
    const approval = { trustedHosts: ['lyncdiscover.contoso.com'], only: true };
    const { http, run } = signInRun({ request: { found: FOUND, tickets: [OLD], approval } });
    pool(http);
    expect(outcome(await run())).toBe('auth.hostNotTrusted');
    expect(withCredentials(http)).toEqual([]);
  });
});

describe('a ticket that a pool refuses', () => {
  it.each<[string, Scripted]>([
    ['401', raw(401, '<html>', { 'www-authenticate': `MsRtcOAuth href="${SERVICE}",grant_type="password"` })],
    [
      '403 with a challenge',
      raw(403, '<html>', { 'www-authenticate': `MsRtcOAuth href="${SERVICE}",grant_type="password"` }),
    ],
    ['403 without a UCWA body', raw(403, '<html>', { 'content-type': 'text/html' })],
    ['500 with 28032', raw(500, '', { 'x-ms-diagnostics': '28032;reason="no"' })],
  ])('is replaced once: %s', async (_, refusal) => {
    const signIn = signInRun({ request: { found: FOUND, tickets: [OLD] } });
    const { http, run } = signIn;
    const made: Scripted = guarded(json(201, { rel: 'application' }));
    http.on(`POST ${APPLICATIONS}`, (request) =>
      play(request.headers.authorization === 'Bearer cwt=old' ? refusal : made, request),
    );
    pool(http);
    const result = await run();
    expect(result.ok && (await result.value.client.post(APPLICATIONS, {})).ok).toBe(true);
    expect(http.log.filter((line) => line === `POST ${SERVICE}`)).toHaveLength(1);
    expect(http.requests.at(-1)?.headers.authorization).toBe('Bearer cwt=1');
    expect(signIn.tickets.map(({ token }) => token)).toEqual(['cwt=1']);
  });

  it('that is one of somebody who signed in with the page ends in asking for the user, long after the sign-in', async () => {
    const means = { password: null, passive: 'silent' } as const;
    const ticketOfPage = { ...OLD, kind: 'passive' } as const;
    const made = signInRun({ request: { found: FOUND, tickets: [ticketOfPage] }, means, pages: [] });
    const offer = { grants: 'urn:microsoft.rtc:passive' };
    const page = { error: 'invalid_grant', ms_rtc_passiveauthuri: `${POOL}/page` };
    pool(made.http, offer, json(400, page));
    made.http.on(
      `GET ${POOL}/x`,
      raw(401, '', { 'www-authenticate': `MsRtcOAuth href="${SERVICE}",grant_type="${offer.grants}"` }),
    );
    const result = await made.run();
    const asked = result.ok ? await result.value.client.get('/x') : result;
    expect(asked).toMatchObject({ error: { code: 'auth.required', retryable: false } });
    expect([made.offers, made.shown]).toEqual([[['passive']], []]);
  });
});
