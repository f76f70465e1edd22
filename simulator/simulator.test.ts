import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSimulator, type Simulator } from './index.ts';
import { at, href, list, TestClient, told, text } from './testing/client.ts';

let simulator: Simulator;
let client: TestClient;

beforeEach(async () => {
  simulator = await createSimulator({ people: 60, seed: 1 });
  client = new TestClient(simulator);
});

afterEach(async () => {
  client.close();
  await simulator.close();
});

test('from discovery to an event, without an offence', async () => {
  const { discoveryInternal } = simulator.hosts;
  const root = await client.ask('/', { host: discoveryInternal });
  expect(root.status).toBe(200);
  const user = new URL(href(root.json, 'user'));
  expect(user.host).toBe(`${discoveryInternal}:${simulator.port}`);

  const challenge = await client.ask(user.pathname + user.search, { host: user.hostname });
  expect(challenge.status).toBe(401);
  expect(challenge.headers['www-authenticate']).toContain(
    `MsRtcOAuth href="https://${discoveryInternal}:${simulator.port}/WebTicket/oauthtoken"`,
  );
  const ticket = await client.ticketFrom(user.hostname);
  expect(ticket.json['token_type']).toBe('Bearer');
  const known = await client.ask(user.pathname + user.search, {
    host: user.hostname,
    headers: { Authorization: `Bearer ${text(ticket.json, 'access_token')}` },
  });
  const applications = new URL(href(known.json, 'applications'));
  expect(applications.host).toBe(`${simulator.hosts.pool}:${simulator.port}`);

  const session = await client.signIn();
  await session.watchGroups();
  const parked = await session.park();
  const engineering = await session.group('Engineering');
  const stranger = simulator.control.state().contacts.find(({ listed }) => !listed);
  simulator.control.act({ op: 'addMember', groupId: text(engineering, 'id'), address: stranger?.address ?? '' });
  const answer = await parked.answer;
  expect(told(answer)).toEqual(['added contact in group', 'added contact in myContacts']);
  const [event] = list(answer.json, 'sender', 0, 'events');
  const contact = await client.get(text(at(event, 'link'), 'href'));
  expect(contact.json['name']).toBe(stranger?.name);

  expect((await client.ask(session.self, { method: 'DELETE' })).status).toBe(204);
  expect(simulator.control.offences()).toEqual([]);
});

test('every name has a route for https, for plain http, and for the port that only a lie names', () => {
  const { names, routes, port, plainPort } = simulator;
  const to = (wanted: number) => routes.filter((route) => route.port === wanted);
  expect(to(443).map(({ name }) => name)).toEqual(names);
  expect(to(80).map(({ name, addressPort }) => [name, addressPort])).toEqual(names.map((name) => [name, plainPort]));
  expect(to(4443).map(({ address, addressPort }) => [address, addressPort])).toEqual(
    names.map(() => ['127.0.0.1', port]),
  );
});

test('groups, contacts, memberships and phones read as captures have them', async () => {
  const session = await client.signIn();
  const groups = await client.get(session.people('myGroups'));
  expect(Object.keys(at(groups.json, '_embedded')).sort()).toEqual(
    ['defaultGroup', 'distributionGroup', 'group', 'pinnedGroup'].sort(),
  );
  const sales = await session.group('Sales');
  const id = text(sales, 'id');
  expect(id).toMatch(/=$/);
  expect(href(sales, 'self')).toBe(`${session.self}/people/groups/${id}`);
  expect(href(sales, 'groupContacts')).toContain('%3d');

  const contacts = await client.get(href(sales, 'groupContacts'));
  const truth = simulator.control.state().groups.find((group) => group.name === 'Sales');
  expect(list(contacts.json, '_embedded', 'contact').map(({ uri }) => uri)).toEqual(
    truth?.members.map((address) => `sip:${address}`),
  );
  const bare = await client.get(`${session.people('myContacts')}?expand=false`);
  expect(list(bare.json, '_links', 'contact')).toHaveLength(60);

  const memberships = await client.get(`${session.people('myGroupMemberships')}?groupId=${encodeURIComponent(id)}`);
  expect(list(memberships.json, '_embedded', 'myGroupMembership')).toHaveLength(truth?.members.length ?? -1);

  const phones = await client.get(session.me('phones'));
  const rows = list(phones.json, '_embedded', 'phone');
  expect(rows.map(({ type }) => type)).toEqual(['work', 'mobile', 'home', 'other']);
  expect(Object.keys(at(rows[0], '_links'))).toEqual(['self']);
  expect(simulator.control.offences()).toEqual([]);
});
