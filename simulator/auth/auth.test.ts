import { expect, test } from 'vitest';
import { createSimulator } from '../index.ts';
import { href, TestClient, text, until } from '../testing/client.ts';
import { start } from '../testing/start.ts';

const ROOT = '/Autodiscover/AutodiscoverService.svc/root';
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8', Authorization: undefined };

test('hrefs echo the port of the Host header, and its absence', async () => {
  await using run = await start();
  const { discovery, pool } = run.simulator.hosts;
  const plain = { Host: discovery, Authorization: undefined };
  const root = await run.client.ask('/', { host: discovery, headers: plain });
  expect(href(root.json, 'user')).toBe(`https://${discovery}${ROOT}/oauth/user?originalDomain=contoso.example`);
  const ticket = text((await run.client.ticketFrom(discovery)).json, 'access_token');
  const headers = { Host: discovery, Authorization: `Bearer ${ticket}` };
  const user = await run.client.ask(`${ROOT}/oauth/user`, { host: discovery, headers });
  expect(href(user.json, 'applications')).toBe(`https://${pool}/ucwa/oauth/v1/applications`);
});

test.each(['localhost', '127.0.0.1'])('%s serves discovery and pool under its own name', async (host) => {
  await using run = await start();
  const name = `${host}:${run.simulator.port}`;
  const root = await run.client.ask('/', { host, headers: { Authorization: undefined } });
  expect(new URL(href(root.json, 'user')).host).toBe(name);
  const ticket = text((await run.client.ticketFrom(host)).json, 'access_token');
  const headers = { Authorization: `Bearer ${ticket}` };
  const user = await run.client.ask(`${ROOT}/oauth/user`, { host, headers });
  const applications = new URL(href(user.json, 'applications'));
  expect(applications.host).toBe(name);
  const made = await run.client.ask(applications.pathname, {
    host,
    method: 'POST',
    headers,
    body: { Culture: 'en-US', EndpointId: 'local', UserAgent: 'x' },
  });
  expect(made.status).toBe(201);
  expect(run.offences()).toEqual([]);
});

test('a name that nothing lives at, and paths of the other role', async () => {
  await using run = await start();
  const { discovery } = run.simulator.hosts;
  expect((await run.client.ask('/', { headers: { Host: 'lyncdiscover.elsewhere.example' } })).status).toBe(404);
  expect((await run.client.get('/')).status).toBe(404);
  const foreign = await run.client.ask('/ucwa/oauth/v1/applications', { host: discovery });
  expect(foreign.status).toBe(404);
});

test('the challenge: two lines quoted, or joined and unquoted by knobs', async () => {
  await using run = await start();
  const { pool } = run.simulator.hosts;
  const ask = async () => {
    const answer = await run.client.get('/ucwa/oauth/v1/applications', { Authorization: undefined });
    expect([answer.status, answer.headers['content-type'], answer.json]).toEqual([401, 'text/html', {}]);
    return answer.headers['www-authenticate'] ?? '';
  };
  const url = `https://${pool}:${run.simulator.port}/WebTicket/oauthtoken`;
  expect(await ask()).toContain(
    `MsRtcOAuth href="${url}",grant_type="urn:microsoft.rtc:windows,urn:microsoft.rtc:anonmeeting,password"`,
  );
  run.control.setKnobs({ unquotedChallenge: true, joinedChallenge: true });
  expect(await ask()).toContain(`MsRtcOAuth href=${url},grant_type=`);
  expect(run.offences()).toEqual([]);
});

test('the token endpoint: what it gives and what it refuses', async () => {
  await using run = await start();
  const token = async (form: Record<string, string>, headers = {}) => {
    const body = new URLSearchParams(form).toString();
    const answer = await run.client.post('/WebTicket/oauthtoken', body, { ...FORM, ...headers });
    return [answer.status, answer.json['error'] ?? answer.json['token_type']];
  };
  const { address, password } = run.simulator;
  const good = { grant_type: 'password', username: address.toUpperCase(), password };
  expect(await token(good)).toEqual([200, 'Bearer']);
  expect(await token({ ...good, username: `sip:${address}` })).toEqual([200, 'Bearer']);
  expect(await token({ ...good, password: 'wrong' })).toEqual([400, 'invalid_grant']);
  expect(await token({ ...good, username: 'nobody@contoso.example' })).toEqual([400, 'invalid_grant']);
  expect(await token({ grant_type: 'password' })).toEqual([400, 'invalid_request']);
  expect(await token({})).toEqual([400, 'invalid_request']);
  expect(await token({ grant_type: 'refresh_token' })).toEqual([400, 'unsupported_grant_type']);
  expect(await token({ grant_type: 'urn:microsoft.rtc:anonmeeting' })).toEqual([400, 'invalid_grant']);
  expect(await token({ grant_type: 'urn:microsoft.rtc:windows' })).toEqual([200, 'Bearer']);
  expect(await token({ grant_type: 'urn:microsoft.rtc:passive' })).toEqual([400, 'invalid_grant']);
  run.control.setKnobs({ windowsNegotiate: true, grants: 'urn:microsoft.rtc:windows' });
  expect(await token({ grant_type: 'urn:microsoft.rtc:windows' })).toEqual([401, undefined]);
  expect(await token({ grant_type: 'urn:microsoft.rtc:windows' }, { Authorization: 'NTLM x' })).toEqual([
    200,
    'Bearer',
  ]);
  expect(await token(good)).toEqual([400, 'unsupported_grant_type']);
});

test('a ticket ends, by its life or by force; the application outlives it', async () => {
  await using run = await start({ clock: 'driven', knobs: { ticketSeconds: 600 } });
  run.control.advance(599_000);
  expect((await run.client.get(run.session.self)).status).toBe(200);
  run.control.advance(1000);
  expect((await run.client.get(run.session.self)).status).toBe(401);
  const renew = async () => {
    const answer = await run.client.ticketFrom(run.simulator.hosts.pool);
    run.client.ticket = text(answer.json, 'access_token');
  };
  await renew();
  expect((await run.client.get(run.session.self)).status).toBe(200);
  run.control.setKnobs({ badTicketStatus: '403' });
  run.control.session({ op: 'expireTickets' });
  const refused = await run.client.get(run.session.self);
  expect(refused.status).toBe(403);
  expect(refused.headers['x-ms-diagnostics']).toMatch(/^28055;/);
  expect(refused.headers['www-authenticate']).toContain('MsRtcOAuth');
});

test('a ticket that ends leaves the parked poll alone', async () => {
  await using run = await start();
  await run.session.watchGroups();
  const { answer } = await run.session.park();
  run.control.session({ op: 'expireTickets' });
  run.control.act({ op: 'addGroup', name: 'Visitors' });
  expect((await answer).status).toBe(200);
});

test('the knob cuts the poll when the ticket ends by itself', async () => {
  await using run = await start({ clock: 'driven', knobs: { cutParkedOnExpiry: true, ticketSeconds: 60 } });
  const { answer } = await run.session.park();
  run.control.advance(60_000);
  await expect(answer).rejects.toThrow();
  expect((await run.session.poll()).status).toBe(401);
});

test('where discovery can lead', async () => {
  await using run = await start();
  const { discovery, discoveryInternal } = run.simulator.hosts;
  const root = async (host: string) => {
    const answer = await run.client.ask('/', { host, headers: { Authorization: undefined } });
    const links = Object.keys((answer.json['_links'] as object | undefined) ?? {});
    return [answer.status, links.includes('user'), links.includes('redirect') ? href(answer.json, 'redirect') : null];
  };
  const at = (host: string) => `https://${host}:${run.simulator.port}${ROOT}`;
  expect(await root(discoveryInternal)).toEqual([200, true, null]);
  run.control.setKnobs({ discovery: 'redirect' });
  expect(await root(discoveryInternal)).toEqual([200, false, at(discovery)]);
  expect(await root(discovery)).toEqual([200, true, null]);
  run.control.setKnobs({ discovery: 'loop' });
  expect(await root(discovery)).toEqual([200, false, at(discoveryInternal)]);
  run.control.setKnobs({ discovery: 'foreignHttp' });
  expect((await root(discovery))[2]).toMatch(/^http:\/\/lyncdiscover\.elsewhere\.example/);
  run.control.setKnobs({ discovery: 'normal', internalDiscovery: false });
  expect((await root(discoveryInternal))[0]).toBe(404);
});

test('applications: found again by identity, limited in number, required names', async () => {
  await using run = await start({ knobs: { applicationLimit: 2 } });
  const post = (body: Record<string, string>) => run.client.post('/ucwa/oauth/v1/applications', body);
  const identity = { culture: 'en-US', endpointId: 'endpoint-1', userAgent: 'simulator test' };
  const again = await post(identity);
  expect([again.status, href(again.json, 'self')]).toEqual([200, run.session.self]);
  expect((await post({ ...identity, endpointId: 'two' })).status).toBe(201);
  const many = await post({ ...identity, endpointId: 'three' });
  expect([many.status, many.json['subcode']]).toEqual([410, 'TooManyApplications']);
  run.control.setKnobs({ applicationLimitKillsOldest: true });
  expect((await post({ ...identity, endpointId: 'three' })).status).toBe(201);
  const oldest = await run.client.get(run.session.self);
  expect([oldest.status, oldest.json['subcode']]).toEqual([410, 'TooManyApplications']);
  const nameless = await post({ culture: 'en-US', userAgent: 'x' });
  expect(nameless.json['parameters']).toEqual([{ name: 'endpointId', reason: 'is required' }]);
});

test('without reportMyActivity an available application ends', async () => {
  await using run = await start({ clock: 'driven', knobs: { inactivitySeconds: 600, goneAfterSeconds: 1e6 } });
  expect((await run.client.post(run.session.me('makeMeAvailable'))).status).toBe(204);
  const me = await run.client.get(`${run.session.self}/me`);
  const report = href(me.json, 'reportMyActivity');
  run.control.advance(500_000);
  expect((await run.client.post(report)).status).toBe(204);
  run.control.advance(500_000);
  expect((await run.client.post(report)).status).toBe(204);
  run.control.advance(600_000);
  const gone = await run.client.get(run.session.self);
  expect([gone.status, gone.json['subcode']]).toEqual([410, 'InactiveApplicationExpired']);
});

test('the certificate names every host, and another authority is not trusted', async () => {
  const one = await createSimulator({ people: 1 });
  const two = await createSimulator({ people: 1 });
  const client = new TestClient({ ...one, caPem: two.caPem });
  try {
    await expect(client.ask('/', { host: one.hosts.discovery })).rejects.toThrow(/certificate/);
    for (const host of [...Object.values(one.hosts), 'localhost', '127.0.0.1']) {
      const trusting = new TestClient(one);
      expect((await trusting.ask('/nothing', { host })).status).toBe(404);
      trusting.close();
    }
  } finally {
    client.close();
    await Promise.all([one.close(), two.close()]);
  }
});

test('a root that names the pool spares a second challenge: six requests to the first poll', async () => {
  await using run = await start({ knobs: { userOnPool: true } });
  const { client, control, simulator } = run;
  const { discovery, pool } = simulator.hosts;
  control.session({ op: 'dropApplication' });
  control.clearRequests();
  client.ticket = null;
  const root = await client.ask('/', { host: discovery });
  for (const rel of ['self', 'user', 'xframe']) expect(new URL(href(root.json, rel)).hostname).toBe(pool);
  const user = href(root.json, 'user');
  expect((await client.get(user)).status).toBe(401);
  client.ticket = text((await client.ticketFrom(pool)).json, 'access_token');
  const applications = href((await client.get(user)).json, 'applications');
  const made = await client.post(applications, { culture: 'en-US', endpointId: 'x', userAgent: 'x' });
  const poll = client.get(href(made.json, 'events'));
  await until(() => control.state().applications.some(({ parked }) => parked));
  control.session({ op: 'resume' });
  expect((await poll).status).toBe(200);
  expect(control.requests().count).toBe(6);
  expect(run.offences()).toEqual([]);
});
