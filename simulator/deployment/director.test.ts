/** A Director, two pools, and a user who lives on one of them (PROTOCOL 2.4, 3.7). */
import { expect, test } from 'vitest';
import { bearer, link } from '../testing/visitor.ts';
import { serve, start, type Served } from '../testing/start.ts';
import { text } from '../testing/client.ts';

const APPLICATION = JSON.stringify({ culture: 'en-US', endpointId: 'one', userAgent: 'test' });
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** Follows discovery as the documents say, with a ticket from every host that asks for one. Names the hosts seen. */
async function discover(run: Served): Promise<{ applications: string; hosts: string[] }> {
  const hosts: string[] = [];
  const get = (url: string, headers: Record<string, string> = {}) => run.visitor.ask(url, { headers });
  let url = `${run.origin('discovery')}/`;
  for (let hops = 0; hops < 6; hops += 1) {
    const answer = await get(url);
    const origin = new URL(url).origin;
    hosts.push(new URL(url).hostname);
    if (answer.status === 200) {
      const rel = 'redirect' in (answer.json['_links'] as object) ? 'redirect' : 'user';
      url = link(answer, rel);
      continue;
    }
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toContain(`href="${origin}/WebTicket/oauthtoken"`);
    const known = await get(url, bearer(await run.visitor.ticketByPassword(origin)));
    const links = known.json['_links'] as object;
    if ('applications' in links) return { applications: link(known, 'applications'), hosts };
    url = link(known, 'redirect' in links ? 'redirect' : 'user');
  }
  throw new Error('discovery does not end');
}

test.each([
  ['redirect', ['discovery', 'director', 'pool', 'pool']],
  ['user', ['discovery', 'director', 'pool']],
  ['applications', ['discovery', 'director']],
] as const)('the Director answers with %s', async (userAnswer, keys) => {
  await using run = await serve({ deployment: 'director', knobs: { userAnswer } });
  const { applications, hosts } = await discover(run);
  expect(hosts).toEqual(keys.map((key) => run.simulator.host(key)));
  expect(applications).toBe(`${run.origin('pool')}/ucwa/oauth/v1/applications`);
  const made = await run.visitor.ask(applications, {
    method: 'POST',
    body: APPLICATION,
    headers: { ...JSON_TYPE, ...bearer(await run.visitor.ticketByPassword(run.origin('pool'))) },
  });
  expect(made.status).toBe(201);
  expect(run.offences()).toEqual([]);
});

test.each([
  ['500', 500, /^28032;/],
  ['401', 401, /^2;/],
  ['403', 403, /^28055;/],
] as const)('a ticket of another host is told %s', async (foreignTicket, status, diagnostics) => {
  await using run = await serve({ deployment: 'director', knobs: { foreignTicket } });
  const ticket = await run.visitor.ticketByPassword(run.origin('director'));
  for (const path of ['/ucwa/oauth/v1/applications', '/Autodiscover/AutodiscoverService.svc/root/oauth/user']) {
    const answer = await run.visitor.ask(run.origin('pool') + path, { headers: bearer(ticket) });
    expect([answer.status, answer.headers['x-ms-diagnostics']]).toEqual([status, expect.stringMatching(diagnostics)]);
    expect(answer.headers['www-authenticate'] === undefined).toBe(foreignTicket === '500');
  }
  expect(run.offences()).toEqual(['ticketOnWrongHost']);
});

test('a user who moves: applications end, the old pool sends away, discovery finds the new one', async () => {
  await using run = await start({ deployment: 'director' });
  const { client, control, simulator, session } = run;
  const parked = await session.park();
  expect(control.state().home).toBe(simulator.host('pool'));
  expect(control.session({ op: 'moveUser', pool: 'b' })).toEqual({ applications: 1 });
  expect(control.state().home).toBe(simulator.host('poolB'));
  const ended = await parked.answer;
  expect([ended.status, ended.json['subcode']]).toEqual([404, 'ApplicationNotFound']);
  expect((await client.get(session.self)).json['subcode']).toBe('ApplicationNotFound');

  const post = () => client.post('/ucwa/oauth/v1/applications', JSON.parse(APPLICATION));
  for (const [movedUser, status, subcode] of [
    ['403', 403, undefined],
    ['404', 404, undefined],
    ['410', 410, 'CannotRedirect'],
    ['502', 502, undefined],
  ] as const) {
    control.setKnobs({ movedUser });
    const answer = await post();
    expect([answer.status, answer.json['subcode'], answer.headers['www-authenticate']]).toEqual([
      status,
      subcode,
      undefined,
    ]);
  }
  const user = await client.get('/Autodiscover/AutodiscoverService.svc/root/oauth/user');
  const root = new URL(text((user.json['_links'] as never)['redirect'], 'href'));
  expect(root.hostname).toBe(simulator.host('poolB'));
  client.ticket = text((await client.ticketFrom(simulator.host('poolB'))).json, 'access_token');
  const made = await client.ask('/ucwa/oauth/v1/applications', {
    host: simulator.host('poolB'),
    method: 'POST',
    body: JSON.parse(APPLICATION),
  });
  expect(made.status).toBe(201);
  // What lives on one pool is not to be had on the other.
  const self = text((made.json['_links'] as never)['self'], 'href');
  client.ticket = text((await client.ticketFrom(simulator.host('pool'))).json, 'access_token');
  expect((await client.get(self)).status).toBe(404);
});

test('where there is one pool nobody can move', async () => {
  await using run = await serve();
  expect(() => run.control.session({ op: 'moveUser', pool: 'b' })).toThrow(/one pool/);
  expect(() => run.simulator.host('poolB')).toThrow(RangeError);
});
