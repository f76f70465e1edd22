import { describe, expect, it } from 'vitest';
import { json, raw } from '../testing.ts';
import {
  APPLICATIONS,
  applications,
  challenge,
  guarded,
  linking,
  outcome,
  POOL,
  pool,
  SERVICE,
  signInRun,
  ticket,
  USER,
} from '../../testing/sign-in-run.ts';

const byHand = (server: string) => signInRun({ request: { server } });

describe('a server entered by hand', () => {
  const root = '/Autodiscover/AutodiscoverService.svc/root';

  it.each([
    ['pool.hoster.test', 'https://pool.hoster.test/'],
    ['pool.hoster.test:8443', 'https://pool.hoster.test:8443/'],
    ['192.0.2.7', 'https://192.0.2.7/'],
    [' https://pool.hoster.test/my/root?originalDomain=x ', 'https://pool.hoster.test/my/root?originalDomain=x'],
    ['pool.hoster.test/my/root', 'https://pool.hoster.test/my/root'],
  ])('is asked first and trusted with the password: %j', async (server, url) => {
    const { http, run } = byHand(server);
    http.on(`GET ${url}`, linking({ user: '/user' }));
    const at = (path: string): string => new URL(path, url).href;
    http.on(`GET ${at('/user')}`, guarded(linking({ applications: '/a' }), { service: '/ticket' }));
    http.on(`POST ${at('/ticket')}`, ticket('cwt=1'));
    expect(outcome(await run())).toBe(at('/a'));
    expect(http.log[0]).toBe(`GET ${url}`);
  });

  it("finds the root of a pool's bare address", async () => {
    const { http, run } = byHand('pool.hoster.test');
    http.on('GET https://pool.hoster.test/', raw(200, '<html>', { 'content-type': 'text/html' }));
    http.on(`GET https://pool.hoster.test${root}`, linking({ applications: '/a' }));
    http.on('GET https://pool.hoster.test/a', json(405, {}));
    expect(outcome(await run())).toBe('https://pool.hoster.test/a');
  });

  it('does not fall back to discovery by the domain', async () => {
    const { http, run } = byHand('pool.hoster.test');
    pool(http);
    const result = await run();
    expect(result).toMatchObject({ error: { code: 'discovery.notFound', host: 'pool.hoster.test' } });
    expect(result.ok ? '' : result.error.message).toContain('Check what you entered');
    expect(http.log).toEqual(['GET https://pool.hoster.test/', `GET https://pool.hoster.test${root}`]);
  });

  it('may be a `user` address as well', async () => {
    const { http, run } = byHand(USER);
    pool(http);
    expect(outcome(await run())).toBe(APPLICATIONS);
  });

  it.each(['https://', 'a b', 'https://a:b@pool.hoster.test/', 'http://[x'])('refuses %j', async (server) => {
    const { http, run } = byHand(server);
    expect(outcome(await run())).toBe('validation');
    expect(http.requests).toEqual([]);
  });

  it.each([
    ['a pool that answers no discovery', 'pool.contoso.com', APPLICATIONS],
    ['an applications URL', APPLICATIONS, APPLICATIONS],
    ['another path', `${POOL}/elsewhere`, 'discovery.notFound'],
  ])('may be %s', async (_, server, expected) => {
    const { http, run } = byHand(server);
    http.on(`POST ${SERVICE}`, ticket('cwt=1'));
    // An applications URL is asked as a root first, and does not answer as one.
    if (server === APPLICATIONS) http.on(`GET ${APPLICATIONS}`, json(405, {}));
    applications(http);
    for (const path of ['/', root, '/elsewhere']) http.on(`GET ${POOL}${path}`, json(404, {}));
    const result = await run();
    expect(outcome(result)).toBe(expected);
    if (result.ok) expect((await result.value.client.post(APPLICATIONS, {})).ok).toBe(true);
  });

  it('is no pool where applications are not found either', async () => {
    const { http, run } = byHand('pool.contoso.com');
    for (const path of ['/', root, '/ucwa/oauth/v1/applications']) http.on(`GET ${POOL}${path}`, json(404, {}));
    const result = await run();
    expect(result).toMatchObject({ error: { code: 'discovery.notFound', host: 'pool.contoso.com' } });
    expect(result.ok ? '' : result.error.message).toContain('Check what you entered');
  });

  it('says so at once when the pool refuses the password', async () => {
    const { http, run } = byHand('pool.contoso.com');
    for (const path of ['/', root]) http.on(`GET ${POOL}${path}`, json(404, {}));
    http.on(`GET ${APPLICATIONS}`, challenge());
    http.on(`POST ${SERVICE}`, json(400, { error: 'invalid_grant' }));
    expect(outcome(await run())).toBe('auth.denied');
  });
});
