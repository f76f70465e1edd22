import { describe, expect, it } from 'vitest';
import { failure, json, raw } from '../testing.ts';
import type { Scripted } from '../testing.ts';
import {
  APPLICATIONS,
  EXTERNAL,
  INTERNAL,
  linking,
  PASSIVE,
  pool,
  POOL,
  PROVIDER,
  SERVICE,
  signInRun,
  USER,
} from '../../testing/sign-in-run.ts';
import type { SignInStep } from './types.ts';

const say = ({ phase, host, asked, answered, decided }: SignInStep): string =>
  [`${phase} ${host}`, asked, answered, decided].join(' | ');

describe('the trace', () => {
  it('tells each request of a sign-in, what came, and what was made of it', async () => {
    const made = signInRun();
    pool(made.http);
    const result = await made.run();
    if (result.ok) await result.value.client.post(APPLICATIONS, {});
    expect(made.steps.map(say)).toEqual([
      'discovering lyncdiscoverinternal.contoso.com | GET root over https | nothing, the server cannot be reached (ENOTFOUND) | go no further: The server cannot be reached.',
      'discovering lyncdiscover.contoso.com | GET root over https | 200 | go on to user at pool.contoso.com',
      'discovering pool.contoso.com | GET user over https | 401, offers Windows, password | ask again with another ticket',
      'signingIn pool.contoso.com | POST ticket (password) over https | 200 | use the ticket, good for 480 minutes',
      'discovering pool.contoso.com | GET user over https, with a ticket | 200 | go on to applications at pool.contoso.com',
      'connecting pool.contoso.com | POST applications over https, with a ticket | 201 | use the application',
    ]);
    expect(made.steps.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('tells how long it took, which front end answered and under what id', async () => {
    const made = signInRun();
    made.http.on(
      `GET ${INTERNAL}`,
      () =>
        new Promise((resolve) =>
          made.clock.setTimer(40, () => {
            const headers = { 'x-ms-server-fqdn': 'fe1.contoso.com', 'client-request-id': 'abc-1' };
            resolve(raw(503, '', headers));
          }),
        ),
    );
    const result = made.run();
    await made.clock.advance(40);
    await result;
    expect(made.steps[0]).toMatchObject({
      ms: 40,
      at: 1_000_000,
      status: 503,
      frontEnd: 'fe1.contoso.com',
      correlationId: 'abc-1',
    });
  });

  it('begins a step before its answer', async () => {
    const made = signInRun();
    let seen: SignInStep | undefined;
    made.http.on(`GET ${INTERNAL}`, () => {
      seen = made.steps[0];
      return raw(404, '');
    });
    await made.run();
    expect(seen).toMatchObject({ id: 1, ms: null, answered: null, decided: null, status: null });
  });

  it.each<[string, Scripted, string]>([
    ['a redirect', raw(302, '', { location: 'https://evil.test/a?b' }), '302, to evil.test'],
    ['a redirect to nowhere', raw(302, '', { location: 'http://' }), '302, to no address'],
    ['diagnostics', raw(500, '', { 'x-ms-diagnostics': '28032;reason="x"' }), '500, diagnostics 28032'],
    ['a foreign challenge', raw(401, '', { 'www-authenticate': ['Negotiate', 'NTLM'] }), '401, offers Negotiate, NTLM'],
    ['an unreadable challenge', raw(401, '', { 'www-authenticate': '"' }), '401, offers nothing readable'],
    [
      'a challenge of no use',
      raw(401, '', { 'www-authenticate': 'MsRtcOAuth href="/t",grant_type="x"' }),
      '401, offers no known way to sign in',
    ],
    ['an OAuth error', json(400, { error: 'invalid_request' }), '400 invalid_request'],
    ['something else', json(400, { error: 'see ann@contoso.com' }), '400'],
    ['silence', failure('timeout'), 'nothing in time'],
    ['no network', failure('offline'), 'nothing, there is no network'],
    [
      'a certificate',
      failure('tls', 'CN=Proxy, E=ann@contoso.com, 00:11'),
      'a certificate that is not trusted (CN=Proxy, … 00:11)',
    ],
  ])('has words for %s', async (_, answer, words) => {
    const made = signInRun();
    made.http.on(`GET ${INTERNAL}`, answer);
    await made.run();
    expect(made.steps[0]?.answered).toBe(words);
  });

  it('tells of pages and providers too', async () => {
    const means = { password: null, passive: 'ask', microsoft: 'ask' } as const;
    const made = signInRun({ means, pages: ['closed'], tokens: [] });
    const page = { error: 'invalid_grant', ms_rtc_passiveauthuri: `${POOL}/page` };
    pool(made.http, { grants: PASSIVE, provider: PROVIDER }, json(400, page, { 'x-ms-diagnostics': '28020' }));
    await made.run();
    expect(made.steps.slice(3).map(say)).toEqual([
      'signingIn login.contoso.com | token for pool.contoso.com, by what is remembered | interactionRequired | the user has to sign in',
      'signingIn pool.contoso.com | POST ticket (passive) over https | 400 invalid_grant, diagnostics 28020 | the user has to sign in on the page',
      'signingIn pool.contoso.com | the sign-in page | closed | stop, nobody signed in',
    ]);
    expect(made.steps[2]?.decided).toBe('go no further: The sign-in page was closed.');
  });

  it('says why a host is not followed', async () => {
    const made = signInRun();
    made.http.on(`GET ${EXTERNAL}`, linking({ user: 'http://pool.contoso.com/user' }));
    await made.run();
    expect(made.steps[1]?.decided).toBe(
      'go no further: Signing in leads to pool.contoso.com, which is not secure (no https).',
    );
  });

  it('holds no secret, no href and nobody, and neither does the log', async () => {
    const made = signInRun();
    pool(made.http);
    const result = await made.run();
    if (result.ok) await result.value.client.post(APPLICATIONS, {});
    const refused = signInRun();
    pool(refused.http, {}, json(400, { error: 'invalid_grant', error_description: 'a@contoso.com' }));
    await refused.run();
    const unknown = signInRun();
    unknown.http.on(`GET ${EXTERNAL}`, linking({ user: USER }));
    unknown.http.on(`GET ${USER}`, raw(404, ''));
    await unknown.run();
    const told = [made, refused, unknown].flatMap(({ steps, logger }) => [JSON.stringify(steps), ...logger.lines]);
    expect(told.join()).not.toMatch(/secret|cwt=|\/root|WebTicket|a@contoso|originalDomain|\/ucwa/);
    expect(told.join()).toContain(new URL(SERVICE).host);
  });
});
