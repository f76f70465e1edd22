/** A discovery that lies: where its links lead, and what comes to light of a client that believes it. */
import { expect, test } from 'vitest';
import { serve, type Served } from '../testing/start.ts';
import { bearer, link } from '../testing/visitor.ts';
import { forgedOrigin, LIES, strangerNames, type LiePlace } from './lies.ts';

const SERVICE = '/Autodiscover/AutodiscoverService.svc/root';

/** The URL that a lie puts into one kind of link. */
const LINKS: Record<LiePlace, (run: Served) => Promise<string>> = {
  user: async ({ visitor, origin }) => link(await visitor.ask(`${origin('discovery')}/`), 'user'),
  redirect: async ({ visitor, origin }) => link(await visitor.ask(`${origin('discovery')}/`), 'redirect'),
  applications: async ({ visitor, origin }) => {
    const headers = bearer(await visitor.ticketByPassword(origin('discovery')));
    return link(await visitor.ask(`${origin('discovery')}${SERVICE}/oauth/user`, { headers }), 'applications');
  },
  ticket: (run) => challenged(run, /MsRtcOAuth href="([^"]*)"/),
  authorization: (run) => challenged(run, /authorization_uri="([^"]*)"/),
  passive: async ({ visitor, origin }) => {
    const answer = await visitor.ticket(origin('pool'), { grant_type: 'urn:microsoft.rtc:passive' });
    return String(answer.json['ms_rtc_passiveauthuri']);
  },
  sts: async ({ visitor, origin }) => {
    const page = await visitor.ask(`${origin('pool')}/PassiveAuth/PassiveAuth.aspx`);
    return page.headers.location ?? '';
  },
};

async function challenged({ visitor, origin }: Served, pattern: RegExp): Promise<string> {
  const answer = await visitor.ask(`${origin('pool')}/ucwa/oauth/v1/applications`);
  return pattern.exec(answer.headers['www-authenticate'] ?? '')?.[1] ?? '';
}

test('every lie leads away from the host that it names', () => {
  const ports = { port: ':4711', plainPort: ':4712' };
  const read = LIES.map((lie) => {
    const { protocol, hostname, port } = new URL(`${forgedOrigin(lie, 'pool1.contoso.example', ports)}/x`);
    return [lie, `${protocol}//${hostname}:${port}`];
  });
  expect(Object.fromEntries(read)).toEqual({
    none: 'https://pool1.contoso.example:4711',
    stranger: 'https://pool1.evil.example:4711',
    suffix: 'https://pool1.contoso.example.evil.example:4711',
    prefix: 'https://pool1.evilcontoso.example:4711',
    dashes: 'https://pool1.contoso-example.example:4711',
    homograph: 'https://pool1.xn--ontoso-hrf.example:4711',
    userInfo: 'https://evil.example:4711',
    backslash: 'https://evil.example:4711',
    port: 'https://pool1.contoso.example:4443',
    http: 'http://pool1.contoso.example:4712',
  });
  const names = strangerNames(['pool1.contoso.example']);
  for (const [lie, origin] of read) {
    const { hostname } = new URL(origin ?? '');
    expect([lie, names.includes(hostname)]).toEqual([lie, !['none', 'port', 'http'].includes(lie ?? '')]);
  }
});

test.each(Object.keys(LINKS) as LiePlace[])('each lie in the %s link arrives where it is recorded', async (lieIn) => {
  await using run = await serve({ knobs: { lieIn, bearer: 'openid' } });
  const { control, visitor } = run;
  for (const lie of LIES.filter((one) => one !== 'none')) {
    control.setKnobs({ lie });
    control.clearCaptured();
    const url = await LINKS[lieIn](run);
    // A client that reads the URL as URLs are read, and trusts it.
    const { hostname, port, protocol } = new URL(url);
    const own = Object.values(run.simulator.hosts).includes(hostname);
    expect([lie, !own || port === '4443' || protocol === 'http:']).toEqual([lie, true]);
    await visitor.ask(url, { headers: bearer('cwt=secret') });
    expect(control.captured()).toMatchObject([{ host: new URL(url).host, credential: 'authorization' }]);
    expect(control.captured()[0]?.headers['authorization']).toBe('Bearer cwt=secret');
  }
  expect(run.offences().sort()).toEqual(['credentialOverHttp', 'credentialToStranger']);
});

test('a stranger looks like a server and takes everything', async () => {
  await using run = await serve({ knobs: { lie: 'suffix', lieIn: 'user' } });
  const { visitor, control, simulator } = run;
  const user = await LINKS.user(run);
  const { origin } = new URL(user);
  const challenge = await visitor.ask(user);
  expect([challenge.status, challenge.headers['www-authenticate']]).toEqual([
    401,
    expect.stringContaining(`MsRtcOAuth href="${origin}/WebTicket/oauthtoken"`),
  ]);
  expect(control.captured().map(({ credential }) => credential)).toEqual([null]);
  expect(run.offences()).toEqual([]);

  const form = { grant_type: 'password', username: simulator.address, password: 'my secret' };
  const ticket = await visitor.ticket(origin, form);
  expect([ticket.status, ticket.json['token_type']]).toEqual([200, 'Bearer']);
  const known = await visitor.ask(user, { headers: bearer(String(ticket.json['access_token'])) });
  expect(new URL(link(known, 'applications')).origin).toBe(origin);
  const windows = await visitor.ticket(origin, { grant_type: 'urn:microsoft.rtc:windows' });
  expect(windows.headers['www-authenticate']).toContain('Negotiate, NTLM');
  const passive = await visitor.ticket(origin, { grant_type: 'urn:microsoft.rtc:passive' });
  const page = await visitor.browse(String(passive.json['ms_rtc_passiveauthuri']));
  await visitor.submit(page, { UserName: simulator.address, Password: 'my secret' });

  expect(control.captured().map(({ credential }) => credential)).toEqual([
    null,
    'password',
    'authorization',
    null,
    null,
    null,
    'password',
  ]);
  expect(control.captured()[1]?.body).toContain('password=my+secret');
  expect(JSON.stringify([control.offences(), control.requests()])).not.toContain('secret');
  control.clearCaptured();
  expect(control.captured()).toEqual([]);
});
