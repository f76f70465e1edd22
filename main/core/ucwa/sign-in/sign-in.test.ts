import { describe, expect, it } from 'vitest';
import type { Result } from '../../result.ts';
import { signIn } from './sign-in.ts';
import { failure, fakeClock, fakeHttp, fakeLogger, hang, json, raw, settled } from '../testing.ts';
import type { FakeHttp, Scripted } from '../testing.ts';
import type { Means, SignedIn, SignInRequest, SignInStep } from './types.ts';

const INTERNAL = 'https://lyncdiscoverinternal.contoso.com/';
const EXTERNAL = 'https://lyncdiscover.contoso.com/';
const POOL = 'https://pool.contoso.com';
const USER = `${POOL}/root/oauth/user?originalDomain=contoso.com`;
const SERVICE = `${POOL}/WebTicket/oauthtoken`;
const APPLICATIONS = `${POOL}/ucwa/oauth/v1/applications`;

const linking = (links: Record<string, string>): Scripted =>
  json(200, { _links: Object.fromEntries(Object.entries(links).map(([rel, href]) => [rel, { href }])) });

/** 401 with a challenge until a ticket comes along, then the answer. */
const guarded =
  (answer: Scripted, service = SERVICE): Scripted =>
  (request, signal) => {
    if (request.headers.authorization !== undefined)
      return typeof answer === 'function' ? answer(request, signal) : answer;
    const challenge = `MsRtcOAuth href="${service}",grant_type="urn:microsoft.rtc:windows,password"`;
    return raw(401, '<html>', {
      'content-type': 'text/html',
      'www-authenticate': ['Bearer trusted_issuers=""', challenge],
    });
  };

const ticket = (token: string): Scripted => json(200, { access_token: token, expires_in: 28800 });

/** A single pool, reachable from outside. */
function pool(http: FakeHttp): void {
  http.on(`GET ${EXTERNAL}`, linking({ user: USER }));
  http.on(`GET ${USER}`, guarded(linking({ applications: APPLICATIONS })));
  http.on(`POST ${SERVICE}`, ticket('cwt=1'));
  http.on(`POST ${APPLICATIONS}`, guarded(json(201, { rel: 'application' })));
}

function setUp(more: Partial<SignInRequest> = {}) {
  const [http, clock, logger, steps] = [fakeHttp(), fakeClock(), fakeLogger(), [] as SignInStep[]];
  const stop = new AbortController();
  const means: Means = { password: 'secret', windows: false, passive: 'never', microsoft: 'never' };
  const approval = { trustedHosts: [], only: false };
  const nothing = { found: null, tickets: [], openId: null };
  const request = { address: 'a@contoso.com', server: null, means, approval, ...nothing, ...more };
  const help = { systemUser: false, pages: null, openId: null };
  const ports = { http, clock, logger, userAgent: 'Rollcall/test', help };
  const none = (): void => undefined;
  const listener = { onStep: (step: SignInStep) => steps.push(step), onOffer: none, onWaiting: none, onTickets: none };
  const run = () => signIn(ports, request, listener, stop.signal);
  return { http, clock, logger, steps, stop, run };
}

const outcome = (result: Result<SignedIn>): string => (result.ok ? result.value.applicationsUrl : result.error.code);

describe('signIn', () => {
  it('asks in the wanted medium on the way and afterwards, except for the ticket', async () => {
    const { http, run } = setUp({ medium: 'xml' });
    const root = `<resource rel="root"><link rel="user" href="${USER}"/></resource>`;
    const user = `<resource rel="user"><link rel="applications" href="${APPLICATIONS}"/></resource>`;
    http.on(`GET ${INTERNAL}`, raw(200, root, { 'content-type': 'application/xml' }));
    http.on(`GET ${USER}`, guarded(raw(200, user, { 'content-type': 'application/vnd.microsoft.com.ucwa+xml' })));
    http.on(`POST ${SERVICE}`, ticket('cwt=1'));
    http.on(`POST ${APPLICATIONS}`, guarded(json(201, { rel: 'application' })));
    const result = await run();
    expect(outcome(result)).toBe(APPLICATIONS);
    if (result.ok) await result.value.client.post(APPLICATIONS, { culture: 'en-US' });
    const asked = http.requests.map(({ url, headers }) => [url === SERVICE, headers.accept]);
    expect(asked.every(([forTicket, accept]) => accept === (forTicket ? 'application/json' : 'application/xml'))).toBe(
      true,
    );
    expect(http.requests.at(-1)?.body).toContain('<property name="culture">en-US</property>');
  });

  it('needs six requests from start to application at a single pool', async () => {
    const { http, run } = setUp();
    pool(http);
    const result = await run();
    expect(outcome(result)).toBe(APPLICATIONS);
    expect(result.ok && (await result.value.client.post(APPLICATIONS, {})).ok).toBe(true);
    expect(http.log).toEqual([
      `GET ${INTERNAL}`,
      `GET ${EXTERNAL}`,
      `GET ${USER}`,
      `POST ${SERVICE}`,
      `GET ${USER}`,
      `POST ${APPLICATIONS}`,
    ]);
    expect(http.requests.every(({ headers }) => headers.accept === 'application/json')).toBe(true);
    expect(http.requests.map(({ headers }) => headers.authorization)).toEqual([
      ...[undefined, undefined, undefined, undefined, 'Bearer cwt=1', 'Bearer cwt=1'],
    ]);
  });

  it('prefers the internal name when it answers within a second', async () => {
    const { http, clock, run } = setUp();
    pool(http);
    const late = linking({ user: 'https://inside.contoso.com/user' });
    http.on(`GET ${INTERNAL}`, (request) => {
      return new Promise((resolve) =>
        clock.setTimer(900, () => resolve(typeof late === 'function' ? late(request) : late)),
      );
    });
    http.on('GET https://inside.contoso.com/user', guarded(linking({ applications: 'https://inside.contoso.com/a' })));
    const result = run();
    await clock.advance(900);
    expect(outcome(await result)).toBe('https://inside.contoso.com/a');
  });

  it('gives a silent internal name up one second after the external one has answered', async () => {
    const { http, clock, run } = setUp();
    pool(http);
    http.on(`GET ${INTERNAL}`, hang(clock));
    const result = run();
    await clock.advance(999);
    expect(http.log).not.toContain(`GET ${USER}`);
    await clock.advance(1);
    expect(outcome(await result)).toBe(APPLICATIONS);
  });

  it('gives up what is not needed any more', async () => {
    const { http, clock, run } = setUp();
    const given: string[] = [];
    http.on(`GET ${INTERNAL}`, linking({ user: USER }));
    http.on(`GET ${EXTERNAL}`, (request, signal) => {
      signal?.addEventListener('abort', () => given.push(request.url));
      const answer = hang(clock);
      return typeof answer === 'function' ? answer(request, signal) : answer;
    });
    pool(http);
    expect(outcome(await run())).toBe(APPLICATIONS);
    expect(given).toEqual([EXTERNAL]);
  });

  it('waits for a slow internal name when the external one fails', async () => {
    const { http, clock, run } = setUp();
    const late = json(200, { _links: { user: { href: USER } } });
    http.on(`GET ${INTERNAL}`, () => new Promise((resolve) => clock.setTimer(5000, () => resolve(late))));
    http.on(`GET ${EXTERNAL}`, raw(404, ''));
    pool(http);
    const result = run();
    await clock.advance(5000);
    expect(outcome(await result)).toBe(APPLICATIONS);
    expect(http.log.filter((line) => line.includes('http:'))).toEqual([]);
  });

  it.each([
    ['404', raw(404, '')],
    ['a page', raw(200, '<html>', { 'content-type': 'text/html' })],
    ['a redirect to a foreign host', raw(302, '', { location: 'https://evil.test/' })],
    ['a resource that leads nowhere', linking({ self: '/' })],
    ['a timeout', failure('timeout')],
  ])('takes %s for a failed candidate and goes on', async (_, answer) => {
    const { http, run } = setUp();
    pool(http);
    http.on(`GET ${INTERNAL}`, answer);
    expect(outcome(await run())).toBe(APPLICATIONS);
  });

  it('follows an HTTP redirect within the SIP domain', async () => {
    const { http, run } = setUp();
    pool(http);
    http.on(`GET ${INTERNAL}`, raw(302, '', { location: `${POOL}/root` }));
    http.on(`GET ${POOL}/root`, linking({ user: USER }));
    expect(outcome(await run())).toBe(APPLICATIONS);
  });

  it('asks over http only after https has failed, without credentials, and goes on over https', async () => {
    const { http, run } = setUp();
    http.on(`GET ${EXTERNAL}`, raw(404, ''));
    pool(http);
    http.on('GET http://lyncdiscover.contoso.com/', linking({ redirect: `${POOL}/root` }));
    http.on(`GET ${POOL}/root`, linking({ user: USER }));
    expect(outcome(await run())).toBe(APPLICATIONS);
    expect(http.log.slice(0, 5)).toEqual([
      `GET ${INTERNAL}`,
      `GET ${EXTERNAL}`,
      'GET http://lyncdiscoverinternal.contoso.com/',
      'GET http://lyncdiscover.contoso.com/',
      `GET ${POOL}/root`,
    ]);
  });

  it('sends no credentials over http, whatever is asked for', async () => {
    const { http, run } = setUp();
    http.on(`GET ${EXTERNAL}`, raw(404, ''));
    http.on('GET http://lyncdiscover.contoso.com/', guarded(linking({ applications: APPLICATIONS })));
    pool(http);
    expect(outcome(await run())).toBe('discovery.notFound');
    expect(http.log.filter((line) => line.startsWith('POST'))).toEqual([]);
  });

  it.each([
    ['to a foreign host over https', 'https://pool.hoster.test/root', 'pool.hoster.test'],
    ['to http', 'http://pool.contoso.com/root', null],
    ['to a look-alike', 'https://contoso.com.evil.test/root', 'contoso.com.evil.test'],
    ['to a host behind user-info', 'https://contoso.com@evil.test/root', null],
  ])('does not follow an http answer %s unasked', async (_, redirect, host) => {
    const { http, run } = setUp();
    http.on('GET http://lyncdiscover.contoso.com/', linking({ redirect }));
    const result = await run();
    expect(result).toMatchObject({ error: { code: 'auth.hostNotTrusted', host } });
    expect(http.log).toHaveLength(4);
  });

  it('follows an http answer to a host that the user has allowed', async () => {
    const { http, run } = setUp({ approval: { trustedHosts: ['pool.hoster.test'], only: false } });
    http.on('GET http://lyncdiscover.contoso.com/', linking({ redirect: 'https://pool.hoster.test/root' }));
    http.on('GET https://pool.hoster.test/root', linking({ applications: '/applications' }));
    expect(outcome(await run())).toBe('https://pool.hoster.test/applications');
  });

  it('follows an https answer to a foreign host, but never to http', async () => {
    const { http, run } = setUp();
    http.on(`GET ${EXTERNAL}`, linking({ redirect: 'https://webdir.hoster.test/root' }));
    http.on('GET https://webdir.hoster.test/root', linking({ redirect: 'http://webdir.hoster.test/root' }));
    expect(outcome(await run())).toBe('auth.hostNotTrusted');
    expect(http.log).toContain('GET https://webdir.hoster.test/root');
    expect(http.log).not.toContain('GET http://webdir.hoster.test/root');
  });

  it('gets a ticket per pool: redirect before, redirect and user after signing in', async () => {
    const { http, run } = setUp();
    const [director, home] = ['https://director.contoso.com', 'https://home.contoso.com'];
    http.on(`GET ${EXTERNAL}`, linking({ redirect: `${director}/root` }));
    http.on(`GET ${director}/root`, linking({ user: `${director}/user` }));
    http.on(`GET ${director}/user`, guarded(linking({ redirect: `${home}/root` }), `${director}/ticket`));
    http.on(`POST ${director}/ticket`, ticket('cwt=director'));
    http.on(`GET ${home}/root`, linking({ user: `${home}/user` }));
    http.on(`GET ${home}/user`, guarded(linking({ user: `${home}/user2` }), `${home}/ticket`));
    http.on(`GET ${home}/user2`, guarded(linking({ applications: '/applications' }), `${home}/ticket`));
    http.on(`POST ${home}/ticket`, ticket('cwt=home'));
    expect(outcome(await run())).toBe(`${home}/applications`);
    const sent = http.requests.filter(({ headers }) => headers.authorization !== undefined);
    expect(sent.map(({ url, headers }) => `${url} ${headers.authorization ?? ''}`)).toEqual([
      `${director}/user Bearer cwt=director`,
      `${home}/user Bearer cwt=home`,
      `${home}/user2 Bearer cwt=home`,
    ]);
  });

  it('gets a ticket of its own where applications live elsewhere', async () => {
    const { http, run } = setUp();
    pool(http);
    const elsewhere = 'https://home.contoso.com';
    http.on(`GET ${INTERNAL}`, linking({ user: `${INTERNAL}user` }));
    http.on(`GET ${INTERNAL}user`, guarded(linking({ applications: `${elsewhere}/applications` })));
    http.on(`POST ${elsewhere}/applications`, guarded(json(201, { rel: 'application' }), `${elsewhere}/ticket`));
    http.on(`POST ${elsewhere}/ticket`, ticket('cwt=home'));
    const result = await run();
    const created = result.ok ? await result.value.client.post(`${elsewhere}/applications`, {}) : result;
    expect(created).toMatchObject({ ok: true, value: { status: 201 } });
    const posts = http.requests.filter(({ url }) => url === `${elsewhere}/applications`);
    expect(posts.map(({ headers }) => headers.authorization)).toEqual([undefined, 'Bearer cwt=home']);
  });

  it('asks a root without the ticket that its host would take', async () => {
    const { http, run } = setUp();
    pool(http);
    http.on(`GET ${INTERNAL}`, linking({ user: `${POOL}/user` }));
    http.on(`GET ${POOL}/user`, guarded(linking({ redirect: `${POOL}/root2` })));
    http.on(`GET ${POOL}/root2`, linking({ user: USER }));
    expect(outcome(await run())).toBe(APPLICATIONS);
    const sent = (url: string) =>
      http.requests.filter((one) => one.url === url).map((one) => one.headers.authorization);
    expect(sent(`${POOL}/root2`)).toEqual([undefined]);
    expect(sent(USER)).toEqual(['Bearer cwt=1']);
  });

  it('notices servers that point to one another', async () => {
    const { http, run } = setUp();
    http.on(`GET ${EXTERNAL}`, linking({ redirect: `${POOL}/root` }));
    http.on(`GET ${POOL}/root`, linking({ redirect: EXTERNAL.toUpperCase().replace('HTTPS', 'https') }));
    expect(outcome(await run())).toBe('discovery.loop');
    expect(http.log).toHaveLength(3);
  });

  it('stops after ten hops', async () => {
    const { http, run } = setUp();
    http.on(`GET ${EXTERNAL}`, linking({ redirect: `${POOL}/0` }));
    for (let hop = 0; hop < 20; hop += 1) http.on(`GET ${POOL}/${hop}`, linking({ redirect: `${POOL}/${hop + 1}` }));
    expect(outcome(await run())).toBe('discovery.loop');
    expect(http.log).toHaveLength(12);
  });

  it.each([
    ['a wrong password', json(400, { error: 'invalid_grant' }), 'auth.denied'],
    ['an unanswered ticket request', failure('timeout'), 'network.timeout'],
  ])('fails on %s', async (_, answer, code) => {
    const { http, run } = setUp();
    http.on(`GET ${EXTERNAL}`, linking({ user: USER }));
    http.on(`GET ${USER}`, guarded(linking({ applications: APPLICATIONS })));
    http.on(`POST ${SERVICE}`, answer);
    expect(outcome(await run())).toBe(code);
  });

  it.each([
    ['no challenge', raw(401, '<html>', { 'content-type': 'text/html' }), 'auth.unsupported'],
    [
      'no password grant',
      raw(401, '', { 'www-authenticate': `MsRtcOAuth href=${SERVICE},grant_type="urn:microsoft.rtc:passive"` }),
      'auth.unsupported',
    ],
    ['an unknown user', raw(404, ''), 'discovery.notFound'],
    ['a page', raw(200, '<html>', { 'content-type': 'text/html' }), 'ucwa.unexpected'],
    ['nothing to go on with', linking({}), 'discovery.notFound'],
    ['a failure', raw(503, ''), 'ucwa.unavailable'],
  ])('fails when `user` answers with %s', async (_, answer, code) => {
    const { http, run } = setUp();
    http.on(`GET ${EXTERNAL}`, linking({ user: USER }));
    http.on(`GET ${USER}`, answer);
    expect(outcome(await run())).toBe(code);
  });

  it.each([
    ['nothing answers', failure('unreachable'), 'discovery.notFound'],
    ['the network is away', failure('offline'), 'network.offline'],
    ['a certificate is refused', failure('tls', 'CN=x'), 'tls.untrusted'],
  ])('says why no server was found: %s', async (_, answer, code) => {
    const { http, run } = setUp();
    for (const url of [INTERNAL, EXTERNAL]) {
      http.on(`GET ${url}`, answer);
      http.on(`GET ${url.replace('https', 'http')}`, answer);
    }
    const result = await run();
    expect(outcome(result)).toBe(code);
    expect(http.log).toHaveLength(4);
    expect(result.ok || result.error.retryable).toBe(code !== 'tls.untrusted');
  });

  it.each(['', 'a', 'a@', '@contoso.com', 'a b@contoso.com', 'a@con/toso', 'a@x@y'])(
    'refuses the address %j',
    async (address) => {
      const { http, run } = setUp({ address });
      expect(outcome(await run())).toBe('validation');
      expect(http.requests).toEqual([]);
    },
  );

  it('takes an address with sip: and blanks, and a blank server for none', async () => {
    const { http, run } = setUp({ address: ' sip:a@Contoso.com ', server: ' ' });
    pool(http);
    expect(outcome(await run())).toBe(APPLICATIONS);
    expect(http.requests.find(({ method }) => method === 'POST')?.body).toContain('username=a%40Contoso.com&');
  });

  it('stops when told to', async () => {
    const { http, clock, stop, run } = setUp();
    http.on(`GET ${INTERNAL}`, hang(clock));
    http.on(`GET ${EXTERNAL}`, hang(clock));
    const result = run();
    await settled();
    stop.abort();
    expect(outcome(await result)).toBe('internal');
    expect(http.log).toHaveLength(2);
  });

  it('tells each step and no secret', async () => {
    const { http, logger, steps, run } = setUp();
    pool(http);
    await run();
    expect(steps.map(({ phase, host, asked }) => `${phase} ${host}: ${asked}`)).toEqual([
      'discovering lyncdiscoverinternal.contoso.com: Asking over https',
      'discovering lyncdiscover.contoso.com: Asking over https',
      'discovering lyncdiscoverinternal.contoso.com: The server cannot be reached.',
      'discovering lyncdiscover.contoso.com: Answered 200: user',
      'discovering pool.contoso.com: Asking over https',
      'signingIn pool.contoso.com: Asking for a ticket with the password',
      'signingIn pool.contoso.com: Got a ticket',
      'discovering pool.contoso.com: Answered 200: applications',
    ]);
    expect([JSON.stringify(steps), ...logger.lines].join()).not.toMatch(/secret|cwt=|\/root|WebTicket/);
  });
});

describe('signIn with a server entered by hand', () => {
  const root = '/Autodiscover/AutodiscoverService.svc/root';

  it.each([
    ['pool.hoster.test', 'https://pool.hoster.test/'],
    ['pool.hoster.test:8443', 'https://pool.hoster.test:8443/'],
    [' https://pool.hoster.test/my/root?originalDomain=x ', 'https://pool.hoster.test/my/root?originalDomain=x'],
    ['pool.hoster.test/my/root', 'https://pool.hoster.test/my/root'],
  ])('asks %j first', async (server, url) => {
    const { http, run } = setUp({ server });
    http.on(`GET ${url}`, linking({ user: '/user' }));
    http.on(`GET ${new URL('/user', url).href}`, guarded(linking({ applications: '/a' }), '/ticket'));
    http.on(`POST ${new URL('/ticket', url).href}`, ticket('cwt=1'));
    expect(outcome(await run())).toBe(new URL('/a', url).href);
    expect(http.log[0]).toBe(`GET ${url}`);
  });

  it("finds the root of a pool's bare address", async () => {
    const { http, run } = setUp({ server: 'pool.hoster.test' });
    http.on('GET https://pool.hoster.test/', raw(200, '<html>', { 'content-type': 'text/html' }));
    http.on(`GET https://pool.hoster.test${root}`, linking({ applications: '/a' }));
    expect(outcome(await run())).toBe('https://pool.hoster.test/a');
  });

  it('does not fall back to discovery by the domain', async () => {
    const { http, run } = setUp({ server: 'pool.hoster.test' });
    pool(http);
    const result = await run();
    expect(result).toMatchObject({ error: { code: 'discovery.notFound', host: 'pool.hoster.test' } });
    expect(result.ok ? '' : result.error.message).toContain('Check what you entered');
    expect(http.log).toEqual(['GET https://pool.hoster.test/', `GET https://pool.hoster.test${root}`]);
  });

  it('begins at a `user` address as well', async () => {
    const { http, run } = setUp({ server: USER });
    pool(http);
    expect(outcome(await run())).toBe(APPLICATIONS);
  });

  it.each(['https://', 'a b', 'https://a:b@pool.hoster.test/', 'http://[x'])('refuses %j', async (server) => {
    const { http, run } = setUp({ server });
    expect(outcome(await run())).toBe('validation');
    expect(http.requests).toEqual([]);
  });

  it.each([
    ['a pool that answers no discovery', 'pool.contoso.com', APPLICATIONS],
    ['an applications URL', APPLICATIONS, APPLICATIONS],
    ['another path', `${POOL}/elsewhere`, 'discovery.notFound'],
  ])('takes a server entered by hand: %s', async (_, server, expected) => {
    const { http, run } = setUp({ server });
    http.on(`POST ${SERVICE}`, ticket('cwt=1'));
    http.on(`POST ${APPLICATIONS}`, guarded(json(201, { rel: 'application' })));
    http.on(`GET ${APPLICATIONS}`, json(405, {}));
    for (const path of ['/', '/Autodiscover/AutodiscoverService.svc/root', '/elsewhere']) {
      http.on(`GET ${POOL}${path}`, json(404, {}));
    }
    const result = await run();
    expect(outcome(result)).toBe(expected);
    if (result.ok) expect((await result.value.client.post(APPLICATIONS, {})).ok).toBe(true);
  });
});
