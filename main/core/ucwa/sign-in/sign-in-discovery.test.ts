import { describe, expect, it } from 'vitest';
import { failure, hang, json, raw } from '../testing.ts';
import type { Scripted } from '../testing.ts';
import {
  APPLICATIONS,
  applications,
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
  ticket,
  USER,
} from '../../testing/sign-in-run.ts';

describe('finding the root', () => {
  it('asks in the wanted medium on the way and afterwards, except for the ticket', async () => {
    const { http, run } = signInRun({ request: { medium: 'xml' } });
    const root = `<resource rel="root"><link rel="user" href="${USER}"/></resource>`;
    const user = `<resource rel="user"><link rel="applications" href="${APPLICATIONS}"/></resource>`;
    http.on(`GET ${INTERNAL}`, raw(200, root, { 'content-type': 'application/xml' }));
    http.on(`GET ${USER}`, guarded(raw(200, user, { 'content-type': 'application/vnd.microsoft.com.ucwa+xml' })));
    http.on(`POST ${SERVICE}`, ticket('cwt=1'));
    applications(http);
    const result = await run();
    expect(outcome(result)).toBe(APPLICATIONS);
    if (result.ok) await result.value.client.post(APPLICATIONS, { culture: 'en-US' });
    const asked = http.requests.map(({ url, headers }) => [url === SERVICE, headers.accept]);
    expect(asked.every(([forTicket, accept]) => accept === (forTicket ? 'application/json' : 'application/xml'))).toBe(
      true,
    );
    expect(http.requests.at(-1)?.body).toContain('<property name="culture">en-US</property>');
  });

  it('asks the external name only when the internal one has failed, or is silent for a while', async () => {
    const { http, clock, run } = signInRun();
    pool(http);
    http.on(`GET ${INTERNAL}`, hang(clock));
    const result = run();
    await clock.advance(299);
    expect(http.log).toEqual([`GET ${INTERNAL}`]);
    await clock.advance(1);
    expect(http.log).toEqual([`GET ${INTERNAL}`, `GET ${EXTERNAL}`]);
    await clock.advance(1000);
    expect(outcome(await result)).toBe(APPLICATIONS);

    const { http: inside, run: runInside } = signInRun();
    pool(inside);
    inside.on(`GET ${INTERNAL}`, linking({ user: USER }));
    expect(outcome(await runInside())).toBe(APPLICATIONS);
    expect(inside.log).not.toContain(`GET ${EXTERNAL}`);
  });

  it('prefers the internal name when it answers within a second after the external one', async () => {
    const { http, clock, run } = signInRun();
    pool(http);
    const late = linking({ user: 'https://inside.contoso.com/user' });
    http.on(`GET ${INTERNAL}`, (request) => {
      return new Promise((resolve) => clock.setTimer(1200, () => resolve(play(late, request))));
    });
    http.on('GET https://inside.contoso.com/user', guarded(linking({ applications: 'https://inside.contoso.com/a' })));
    applications(http, 'https://inside.contoso.com/a');
    const result = run();
    await clock.advance(1200);
    expect(outcome(await result)).toBe('https://inside.contoso.com/a');
  });

  it('gives a silent internal name up one second after the external one has answered', async () => {
    const { http, clock, run } = signInRun();
    pool(http);
    const given: string[] = [];
    http.on(`GET ${INTERNAL}`, (request, signal) => {
      signal?.addEventListener('abort', () => given.push(request.url));
      return play(hang(clock), request, signal);
    });
    const result = run();
    await clock.advance(1299);
    expect(http.log).not.toContain(`GET ${USER}`);
    await clock.advance(1);
    expect(outcome(await result)).toBe(APPLICATIONS);
    expect(given).toEqual([INTERNAL]);
  });

  it('waits for a slow internal name when the external one fails', async () => {
    const { http, clock, run } = signInRun();
    const late = json(200, { _links: { user: { href: USER } } });
    http.on(`GET ${INTERNAL}`, () => new Promise((resolve) => clock.setTimer(5000, () => resolve(late))));
    http.on(`GET ${EXTERNAL}`, raw(404, ''));
    pool(http);
    const result = run();
    await clock.advance(5000);
    expect(outcome(await result)).toBe(APPLICATIONS);
    expect(http.log.filter((line) => line.includes('http:'))).toEqual([]);
  });

  it.each<[string, Scripted]>([
    ['404', raw(404, '')],
    ['a page', raw(200, '<html>', { 'content-type': 'text/html' })],
    ['a redirect to a foreign host', raw(302, '', { location: 'https://evil.test/' })],
    ['a resource that leads nowhere', linking({ self: '/' })],
    ['a timeout', failure('timeout')],
  ])('takes %s for a failed candidate and goes on', async (_, answer) => {
    const { http, run } = signInRun();
    pool(http);
    http.on(`GET ${INTERNAL}`, answer);
    expect(outcome(await run())).toBe(APPLICATIONS);
  });

  it.each<[string, Scripted, string]>([
    ['nothing answers', failure('unreachable'), 'discovery.notFound'],
    ['the network is away', failure('offline'), 'network.offline'],
    ['a certificate is refused', failure('tls', 'CN=x'), 'tls.untrusted'],
  ])('says why no server was found: %s', async (_, answer, code) => {
    const { http, run } = signInRun();
    for (const url of [INTERNAL, EXTERNAL]) {
      http.on(`GET ${url}`, answer);
      http.on(`GET ${url.replace('https', 'http')}`, answer);
    }
    const result = await run();
    expect(outcome(result)).toBe(code);
    expect(http.log).toHaveLength(4);
    expect(result.ok || result.error.retryable).toBe(code !== 'tls.untrusted');
  });

  it('names the host, the issuer and what to do about a refused certificate', async () => {
    const { http, run } = signInRun();
    http.on(`GET ${INTERNAL}`, failure('tls', 'issuer CN=Proxy, SHA-256 00:11'));
    const result = await run();
    const error = result.ok ? null : result.error;
    expect(error).toMatchObject({
      host: 'lyncdiscoverinternal.contoso.com',
      serverMessage: 'issuer CN=Proxy, SHA-256 00:11',
    });
    expect(error?.message).toContain('lyncdiscoverinternal.contoso.com');
    expect(error?.message).toContain('administrator');
  });

  it('stops when told to', async () => {
    const { http, clock, stop, run } = signInRun();
    http.on(`GET ${INTERNAL}`, hang(clock));
    http.on(`GET ${EXTERNAL}`, hang(clock));
    const result = run();
    await clock.advance(300);
    stop.abort();
    expect(outcome(await result)).toBe('internal');
    expect(http.log).toHaveLength(2);
  });

  it.each(['', 'a', 'a@', '@contoso.com', 'a b@contoso.com', 'a@con/toso', 'a@x@y'])(
    'refuses the address %j',
    async (address) => {
      const { http, run } = signInRun({ request: { address } });
      expect(outcome(await run())).toBe('validation');
      expect(http.requests).toEqual([]);
    },
  );

  it('takes an address with sip: and blanks, and a blank server for none', async () => {
    const { http, run } = signInRun({ request: { address: ' sip:a@Contoso.com ', server: ' ' } });
    pool(http);
    expect(outcome(await run())).toBe(APPLICATIONS);
    expect(http.requests.find(({ method }) => method === 'POST')?.body).toContain('username=a%40Contoso.com&');
  });
});

describe('following', () => {
  it('follows an HTTP redirect within the SIP domain', async () => {
    const { http, run } = signInRun();
    pool(http);
    http.on(`GET ${INTERNAL}`, raw(302, '', { location: `${POOL}/root` }));
    http.on(`GET ${POOL}/root`, linking({ user: USER }));
    expect(outcome(await run())).toBe(APPLICATIONS);
  });

  it('follows an HTTP redirect of the user resource to a root that wants a ticket itself', async () => {
    const { http, run } = signInRun();
    pool(http);
    http.on(`GET ${INTERNAL}`, linking({ user: `${INTERNAL}user` }));
    http.on(`GET ${INTERNAL}user`, raw(302, '', { location: USER }));
    expect(outcome(await run())).toBe(APPLICATIONS);
  });

  it.each<[string, Scripted]>([
    [
      'XML',
      raw(
        200,
        `<AutodiscoverResponse AccessLocation="External"><Root><Link token="User" href="https://x.test/"/><Link token="OAuth" href="${USER}"/></Root></AutodiscoverResponse>`,
        { 'content-type': 'application/vnd.microsoft.rtc.autodiscover+xml;v=1' },
      ),
    ],
    ['JSON', json(200, { AccessLocation: 'External', Root: { Links: [{ token: 'OAuth', href: USER }] } })],
  ])('reads the older form of an answer in %s', async (_, root) => {
    const { http, run } = signInRun();
    pool(http);
    http.on(`GET ${INTERNAL}`, root);
    expect(outcome(await run())).toBe(APPLICATIONS);
  });

  it('gets a ticket per pool: redirect before, redirect and user after signing in', async () => {
    const { http, run } = signInRun();
    const [director, home] = ['https://director.contoso.com', 'https://home.contoso.com'];
    http.on(`GET ${EXTERNAL}`, linking({ redirect: `${director}/root` }));
    http.on(`GET ${director}/root`, linking({ user: `${director}/user` }));
    http.on(`GET ${director}/user`, guarded(linking({ redirect: `${home}/root` }), { service: `${director}/ticket` }));
    http.on(`POST ${director}/ticket`, ticket('cwt=director'));
    http.on(`GET ${home}/root`, linking({ user: `${home}/user` }));
    http.on(`GET ${home}/user`, guarded(linking({ user: `${home}/user2` }), { service: `${home}/ticket` }));
    http.on(`GET ${home}/user2`, guarded(linking({ applications: '/applications' }), { service: `${home}/ticket` }));
    http.on(`POST ${home}/ticket`, ticket('cwt=home'));
    expect(outcome(await run())).toBe(`${home}/applications`);
    const sent = http.requests.filter(({ headers }) => headers.authorization !== undefined);
    expect(sent.map(({ url, headers }) => `${url} ${headers.authorization ?? ''}`)).toEqual([
      `${director}/user Bearer cwt=director`,
      `${home}/user Bearer cwt=home`,
      `${home}/user2 Bearer cwt=home`,
    ]);
  });

  it('asks a root without the ticket that its host would take', async () => {
    const { http, run } = signInRun();
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
    const { http, run } = signInRun();
    http.on(`GET ${EXTERNAL}`, linking({ redirect: `${POOL}/root` }));
    http.on(`GET ${POOL}/root`, linking({ redirect: EXTERNAL.toUpperCase().replace('HTTPS', 'https') }));
    expect(outcome(await run())).toBe('discovery.loop');
    expect(http.log).toHaveLength(3);
  });

  it('notices user resources that point to one another', async () => {
    const { http, run } = signInRun();
    pool(http);
    http.on(`GET ${INTERNAL}`, linking({ user: `${POOL}/a` }));
    http.on(`GET ${POOL}/a`, guarded(linking({ user: `${POOL}/b` })));
    http.on(`GET ${POOL}/b`, guarded(linking({ user: `${POOL}/a` })));
    expect(outcome(await run())).toBe('discovery.loop');
    expect(http.log.filter((line) => line === `GET ${POOL}/a`)).toHaveLength(2);
  });

  it('stops after ten answers', async () => {
    const { http, run } = signInRun();
    http.on(`GET ${EXTERNAL}`, linking({ redirect: `${POOL}/0` }));
    for (let hop = 0; hop < 20; hop += 1) http.on(`GET ${POOL}/${hop}`, linking({ redirect: `${POOL}/${hop + 1}` }));
    expect(outcome(await run())).toBe('discovery.loop');
    expect(http.log).toHaveLength(11);
  });

  it.each<[string, Scripted, string]>([
    ['no challenge', raw(401, '<html>', { 'content-type': 'text/html' }), 'auth.unsupported'],
    [
      'no grant that this computer can do',
      raw(401, '', { 'www-authenticate': `MsRtcOAuth href=${SERVICE},grant_type="urn:microsoft.rtc:passive"` }),
      'auth.unsupported',
    ],
    ['an unknown user', raw(404, ''), 'discovery.notFound'],
    ['a page', raw(200, '<html>', { 'content-type': 'text/html' }), 'ucwa.unexpected'],
    ['nothing to go on with', linking({}), 'discovery.notFound'],
    ['no usable address', linking({ applications: 'mailto:x' }), 'discovery.notFound'],
    ['a failure', raw(503, ''), 'ucwa.unavailable'],
  ])('fails when `user` answers with %s', async (_, answer, code) => {
    const { http, run } = signInRun();
    http.on(`GET ${EXTERNAL}`, linking({ user: USER }));
    http.on(`GET ${USER}`, answer);
    expect(outcome(await run())).toBe(code);
  });
});
