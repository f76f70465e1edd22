import { describe, expect, it } from 'vitest';
import { raw } from '../testing.ts';
import type { FakeHttp } from '../testing.ts';
import {
  APPLICATIONS,
  applications,
  challenge,
  EXTERNAL,
  guarded,
  INTERNAL,
  linking,
  outcome,
  PASSIVE,
  pool,
  POOL,
  SERVICE,
  signInRun,
  ticket,
  USER,
  withCredentials,
} from '../../testing/sign-in-run.ts';

const HTTP_ROOT = 'http://lyncdiscover.contoso.com/';
const FOREIGN = 'https://pool.hoster.test';
const trusting = (...trustedHosts: string[]) => ({ approval: { trustedHosts, only: false } });

/** A pool of another domain that `contoso.com` sends its people to. */
function split(http: FakeHttp): void {
  http.on(`GET ${EXTERNAL}`, linking({ user: `${FOREIGN}/user` }));
  const offer = { service: `${FOREIGN}/ticket` };
  http.on(`GET ${FOREIGN}/user`, guarded(linking({ applications: `${FOREIGN}/a` }), offer));
  http.on(`POST ${FOREIGN}/ticket`, ticket('cwt=1'));
  applications(http, `${FOREIGN}/a`, offer);
}

describe('an http answer', () => {
  it('is asked for only after https has failed, without credentials, and leads on over https', async () => {
    const { http, run } = signInRun();
    http.on(`GET ${EXTERNAL}`, raw(404, ''));
    pool(http);
    http.on(`GET ${HTTP_ROOT}`, linking({ redirect: `${POOL}/root` }));
    http.on(`GET ${POOL}/root`, linking({ user: USER }));
    expect(outcome(await run())).toBe(APPLICATIONS);
    expect(http.log.slice(0, 5)).toEqual([
      `GET ${INTERNAL}`,
      `GET ${EXTERNAL}`,
      'GET http://lyncdiscoverinternal.contoso.com/',
      `GET ${HTTP_ROOT}`,
      `GET ${POOL}/root`,
    ]);
  });

  it('gets no credentials, whatever it asks for', async () => {
    const { http, run } = signInRun();
    http.on(`GET ${EXTERNAL}`, raw(404, ''));
    http.on(`GET ${HTTP_ROOT}`, guarded(linking({ applications: APPLICATIONS })));
    pool(http);
    expect(outcome(await run())).toBe('discovery.notFound');
    expect(withCredentials(http)).toEqual([]);
  });

  it.each([
    ['to a foreign host over https', 'https://pool.hoster.test/root', 'pool.hoster.test'],
    ['to http', 'http://pool.contoso.com/root', null],
    ['to another port', 'https://pool.contoso.com:8443/root', null],
    ['to a look-alike', 'https://contoso.com.evil.test/root', 'contoso.com.evil.test'],
    ['to a letter of another script', 'https://pool.cont\u043eso.com/root', 'pool.xn--contso-zqf.com'],
    ['to a host behind user-info', 'https://contoso.com@evil.test/root', null],
    ['to an IP address', 'https://192.0.2.1/root', null],
  ])('is not followed %s unasked', async (_, redirect, host) => {
    const { http, run } = signInRun();
    http.on(`GET ${HTTP_ROOT}`, linking({ redirect }));
    const result = await run();
    expect(result).toMatchObject({ error: { code: 'auth.hostNotTrusted', host } });
    expect(http.log).toHaveLength(4);
  });

  it('is followed to a host that the user has allowed', async () => {
    const { http, run } = signInRun({ request: trusting('pool.hoster.test') });
    http.on(`GET ${EXTERNAL}`, raw(404, ''));
    split(http);
    http.on(`GET ${HTTP_ROOT}`, linking({ redirect: `${FOREIGN}/root` }));
    http.on(`GET ${FOREIGN}/root`, linking({ user: `${FOREIGN}/user` }));
    // The name that answers over https is the one that split() has put behind the 404.
    expect(outcome(await run())).toBe(`${FOREIGN}/a`);
    expect(http.log).toContain(`GET ${HTTP_ROOT}`);
  });
});

describe('an https answer', () => {
  it('is followed to a foreign host, but no secret goes there before the user has allowed it', async () => {
    const { http, run, offers } = signInRun();
    split(http);
    const result = await run();
    expect(result).toMatchObject({ error: { code: 'auth.hostNotTrusted', host: 'pool.hoster.test' } });
    expect(result.ok ? '' : result.error.message).toContain('does not belong to contoso.com');
    expect(http.log).toContain(`GET ${FOREIGN}/user`);
    expect(withCredentials(http)).toEqual([]);
    expect(offers).toEqual([['password']]);
    expect(outcome(await run(trusting('pool.hoster.test')))).toBe(`${FOREIGN}/a`);
  });

  it('never leads to http', async () => {
    const { http, run } = signInRun();
    http.on(`GET ${EXTERNAL}`, linking({ redirect: 'https://webdir.hoster.test/root' }));
    http.on('GET https://webdir.hoster.test/root', linking({ redirect: 'http://webdir.hoster.test/root' }));
    expect(outcome(await run())).toBe('auth.hostNotTrusted');
    expect(http.log).toContain('GET https://webdir.hoster.test/root');
    expect(http.log).not.toContain('GET http://webdir.hoster.test/root');
  });

  it('leads on link by link, and an allowed host at its end may be given secrets', async () => {
    const { http, run } = signInRun({ request: trusting('pool.hoster.test') });
    split(http);
    http.on(`GET ${INTERNAL}`, linking({ redirect: 'https://a.test/root' }));
    http.on('GET https://a.test/root', linking({ redirect: 'https://b.test/root' }));
    http.on('GET https://b.test/root', linking({ user: `${FOREIGN}/user` }));
    expect(outcome(await run())).toBe(`${FOREIGN}/a`);
    expect(withCredentials(http).every((line) => line.includes(FOREIGN))).toBe(true);
  });

  it('gets no ticket of the own pool for a foreign host that names its service', async () => {
    const { http, run } = signInRun();
    pool(http);
    http.on(`GET ${INTERNAL}`, linking({ user: `${FOREIGN}/user` }));
    http.on(`GET ${FOREIGN}/user`, guarded(linking({ applications: APPLICATIONS }), { service: SERVICE }));
    expect(await run()).toMatchObject({ error: { code: 'auth.hostNotTrusted', host: 'pool.hoster.test' } });
    expect(withCredentials(http)).toEqual([]);
  });

  it('gets no password for a foreign ticket service that the own pool names', async () => {
    const { http, run } = signInRun();
    pool(http, { service: 'https://evil.test/ticket' });
    expect(await run()).toMatchObject({ error: { code: 'auth.hostNotTrusted', host: 'evil.test' } });
    expect(withCredentials(http)).toEqual([]);
  });

  it('shows no page at a foreign host before the user has allowed it', async () => {
    const { http, run, shown } = signInRun({ means: { password: null, passive: 'ask' }, pages: ['returned'] });
    pool(http, { grants: PASSIVE });
    const page = { error: 'invalid_grant', ms_rtc_passiveauthuri: 'https://evil.test/PassiveAuth.aspx' };
    http.on(`POST ${POOL}/t`, raw(400, JSON.stringify(page), { 'content-type': 'application/json' }));
    http.on(`GET ${INTERNAL}`, linking({ user: `${POOL}/u` }));
    http.on(`GET ${POOL}/u`, challenge({ service: `${POOL}/t`, grants: PASSIVE }));
    expect(await run()).toMatchObject({ error: { code: 'auth.hostNotTrusted', host: 'evil.test' } });
    expect(shown).toEqual([]);
  });
});

describe('a policy that closes the list', () => {
  it('leaves the SIP domain out too, and never asks', async () => {
    const { http, run } = signInRun({ request: { approval: { trustedHosts: ['else.contoso.com'], only: true } } });
    pool(http);
    expect(await run()).toMatchObject({ error: { code: 'auth.hostNotTrusted', host: null } });
    expect(withCredentials(http)).toEqual([]);
  });

  it('lets discovery lead to a host on it', async () => {
    const { http, run } = signInRun({ request: { approval: { trustedHosts: ['pool.contoso.com'], only: true } } });
    pool(http);
    expect(outcome(await run())).toBe(APPLICATIONS);
  });
});
