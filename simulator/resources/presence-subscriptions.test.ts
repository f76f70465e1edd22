import { expect, test } from 'vitest';
import { at, href, list, told, type Json, text } from '../testing/client.ts';
import { start, type Run } from '../testing/start.ts';

const MINUTE = 60_000;

function addresses({ control }: Run, count: number): string[] {
  const listed = control.state().contacts.filter((contact) => contact.listed);
  return listed.slice(0, count).map(({ address }) => address);
}

async function subscribe(run: Run, uris: readonly string[], duration = 30): Promise<Json> {
  const answer = await run.client.post(run.session.people('presenceSubscriptions'), { duration, uris });
  if (answer.status !== 201) throw new Error(`subscribe: ${answer.status} ${answer.text}`);
  return answer.json;
}

test('subscribing brings the contact, the subscription and a first presence', async () => {
  await using run = await start({ clock: 'driven' });
  const [first = ''] = addresses(run, 1);
  const made = await subscribe(run, [`sip:${first}`]);
  expect(made['id']).toMatch(/^[0-9a-f]{8}$/);
  expect(href(made, 'memberships')).toBe(href(made, 'addToPresenceSubscription'));
  const { answer } = await run.session.park();
  run.control.advance(5000);
  const answered = await answer;
  expect(told(answered)).toEqual([
    'added contact in subscribedContacts',
    'added presenceSubscription',
    'updated contactPresence in contact',
  ]);
  const presence = list(answered.json, 'sender', 0, 'events')[2];
  const read = await run.client.get(text(at(presence, 'link'), 'href'));
  expect(read.json['availability']).toBe(run.control.state().contacts[0]?.availability);
  expect(read.text).toMatch(/"lastActive":"\\\/Date\(\d+\)\\\/"/);
  expect(run.offences()).toEqual([]);
});

test('only subscribed contacts raise presence events, and one is merged to the newest', async () => {
  await using run = await start({ clock: 'driven' });
  const [first = '', second = ''] = addresses(run, 2);
  await subscribe(run, [`sip:${first}`]);
  run.control.advance(10_000);
  await run.session.poll();
  const { answer } = await run.session.park();
  run.control.act({ op: 'setPresence', address: second, availability: 'Busy' });
  run.control.act({ op: 'setPresence', address: first, availability: 'Busy' });
  run.control.act({ op: 'setPresence', address: first, availability: 'Away', note: 'Back soon' });
  run.control.advance(5000);
  const answered = await answer;
  expect(told(answered)).toEqual(['updated contactPresence in contact', 'updated contactNote in contact']);
  expect(answered.text).not.toContain(second.toLowerCase());
});

test('the forms of the samples are taken, other addresses are not', async () => {
  await using run = await start();
  const [first = ''] = addresses(run, 1);
  await subscribe(run, [`"sip : ${first}"`]);
  expect(run.control.state().applications[0]?.presenceSubscriptions[0]?.addresses).toEqual([first]);
  const odd = await run.client.post(run.session.people('presenceSubscriptions'), { duration: 30, uris: ['tel:+1'] });
  expect(odd.status).toBe(400);
});

test('extending adds to what is left, up to 30 minutes, and the warning comes two minutes before the end', async () => {
  await using run = await start({ clock: 'driven' });
  const made = await subscribe(run, [`sip:${addresses(run, 1)[0] ?? ''}`], 10);
  const expiresIn = () => {
    const [held] = run.control.state().applications[0]?.presenceSubscriptions ?? [];
    return Math.round(((held?.expiresAt ?? 0) - run.control.state().now) / MINUTE);
  };
  run.control.advance(5000);
  await run.session.poll();
  const extended = await run.client.post(`${href(made, 'self')}?duration=15`);
  expect([extended.status, extended.json['id'], expiresIn()]).toEqual([200, made['id'], 25]);
  await run.client.post(href(made, 'self'), { duration: 30 });
  expect(expiresIn()).toBe(30);

  run.control.advance(MINUTE);
  const { answer } = await run.session.park('&timeout=1800');
  run.control.advance(27 * MINUTE);
  expect(run.control.state().applications[0]?.parked).toBe(true);
  run.control.advance(6000);
  const warned = await answer;
  expect(told(warned)).toEqual(['updated presenceSubscription']);
  const embedded = at(list(warned.json, 'sender', 0, 'events')[0], '_embedded', 'presenceSubscription');
  expect(embedded['id']).toBe(made['id']);
});

test('an expired subscription says goodbye, and is then told as captures show it', async () => {
  await using run = await start({ clock: 'driven' });
  const made = await subscribe(run, [`sip:${addresses(run, 1)[0] ?? ''}`], 10);
  run.control.advance(5000);
  await run.session.poll();
  const { answer } = await run.session.park('&timeout=1800&medium=1800');
  run.control.advance(10 * MINUTE);
  run.control.session({ op: 'cutPoll' });
  await answer.catch(() => undefined);
  run.control.advance(10_000);
  const last = await run.session.poll('&medium=5');
  expect(told(last)).toEqual(['deleted contact in subscribedContacts', 'deleted presenceSubscription']);
  const late = await run.client.post(href(made, 'self'), { duration: 10 });
  expect([late.status, late.json['subcode']]).toEqual([404, 'ApplicationNotFound']);
  expect((await run.client.get(run.session.self)).status).toBe(200);
});

test('a contact in two subscriptions leaves only with the last one', async () => {
  await using run = await start({ clock: 'driven' });
  const uris = [`sip:${addresses(run, 1)[0] ?? ''}`];
  const one = await subscribe(run, uris);
  const two = await subscribe(run, uris);
  const contacts = async () =>
    list((await run.client.get(run.session.people('subscribedContacts'))).json, '_links', 'contact');
  expect(await contacts()).toHaveLength(1);
  await run.client.ask(href(one, 'self'), { method: 'DELETE' });
  expect(await contacts()).toHaveLength(1);
  await run.client.ask(href(two, 'self'), { method: 'DELETE' });
  expect(await contacts()).toHaveLength(0);
});

test('memberships: read, add, take out', async () => {
  await using run = await start();
  const [first = '', second = ''] = addresses(run, 2);
  const made = await subscribe(run, [`sip:${first}`]);
  const added = await run.client.post(href(made, 'addToPresenceSubscription'), { contactUris: [`sip:${second}`] });
  expect([added.status, added.json['rel']]).toEqual([201, 'presenceSubscriptionMemberships']);
  const memberships = await run.client.get(href(made, 'memberships'));
  const rows = list(memberships.json, '_embedded', 'presenceSubscriptionMembership');
  expect(rows.map((row) => href(row, 'self').split('/').at(-1))).toEqual([
    `${text(made, 'id')},${first.toLowerCase()}`,
    `${text(made, 'id')},${second.toLowerCase()}`,
  ]);
  const self = href(rows[0] as Json, 'self');
  expect((await run.client.ask(self, { method: 'DELETE' })).status).toBe(204);
  expect((await run.client.ask(self, { method: 'DELETE' })).status).toBe(404);
  const all = await run.client.get(run.session.people('presenceSubscriptionMemberships'));
  expect(list(all.json, '_embedded', 'presenceSubscriptionMembership')).toHaveLength(1);
  expect(run.offences()).toEqual([]);
});

test('contacts that are added to no subscription get one of the system’s, which cannot be deleted', async () => {
  await using run = await start();
  const [first = ''] = addresses(run, 1);
  await run.client.post(run.session.people('presenceSubscriptionMemberships'), { contactUris: [`sip:${first}`] });
  const held = await run.client.get(run.session.people('presenceSubscriptions'));
  const [system] = list(held.json, '_embedded', 'presenceSubscription');
  expect((await run.client.ask(href(system as Json, 'self'), { method: 'DELETE' })).status).toBe(403);
});

test('a group subscription follows its group and takes no contacts of its own', async () => {
  await using run = await start({ clock: 'driven' });
  const sales = await run.session.group('Sales');
  const made = await run.client.post(`${href(sales, 'subscribeToGroupPresence')}&duration=20`);
  expect([made.status, made.json['id']]).toEqual([201, sales['id']]);
  expect(Object.keys(at(made.json, '_links'))).toEqual(['self', 'memberships']);
  const held = () => run.control.state().applications[0]?.presenceSubscriptions[0]?.addresses ?? [];
  expect(held()).toEqual(run.control.state().groups.find(({ name }) => name === 'Sales')?.members);

  const stranger = run.control.state().contacts.find(({ listed }) => !listed)?.address ?? '';
  run.control.act({ op: 'addMember', groupId: text(sales, 'id'), address: stranger });
  expect(held()).toContain(stranger);
  const refused = await run.client.post(href(made.json, 'memberships'), { contactUris: [`sip:${stranger}`] });
  expect(refused.status).toBe(403);
  run.control.act({ op: 'removeMember', groupId: text(sales, 'id'), address: stranger });
  expect(held()).not.toContain(stranger);
  run.control.act({ op: 'deleteGroup', id: text(sales, 'id') });
  expect(run.control.state().applications[0]?.presenceSubscriptions).toEqual([]);
});

test('the limits: subscriptions per application, contacts in each', async () => {
  await using run = await start({ knobs: { subscriptionLimit: 2, subscriptionContactLimit: 3 } });
  const uris = addresses(run, 4).map((address) => `sip:${address}`);
  const post = (list: readonly string[]) =>
    run.client.post(run.session.people('presenceSubscriptions'), { duration: 30, uris: list });
  const wide = await post(uris);
  expect([wide.status, wide.json['subcode']]).toEqual([403, 'LimitExceeded']);
  const made = await post(uris.slice(0, 3));
  const more = await run.client.post(href(made.json, 'memberships'), { contactUris: uris });
  expect([more.status, more.json['subcode']]).toEqual([403, 'LimitExceeded']);
  expect((await post(uris.slice(0, 1))).status).toBe(201);
  const many = await post(uris.slice(0, 1));
  expect([many.status, many.json['subcode']]).toEqual([403, 'LimitExceeded']);
});

test('contacts and groups: Connecting, Connected, refreshed, warned, over', async () => {
  await using run = await start({ clock: 'driven' });
  const self = run.session.people('myContactsAndGroupsSubscription');
  const read = async () => (await run.client.get(self)).json;
  const first = await read();
  expect(first['state']).toBe('Disconnected');
  const startUrl = href(first, 'startOrRefreshSubscriptionToContactsAndGroups');
  const minutes = () => {
    const { contactsAndGroups } = run.control.state().applications[0] ?? {};
    return Math.round(((contactsAndGroups?.expiresAt ?? 0) - run.control.state().now) / MINUTE);
  };
  const started = await run.client.post(startUrl, { duration: 60 });
  expect([started.status, started.json['state'], minutes()]).toEqual([201, 'Connecting', 60]);
  expect((await read())['state']).toBe('Connected');
  await run.client.post(startUrl, { duration: 20 });
  expect(minutes()).toBe(60);

  const { answer } = await run.session.park('&timeout=1800');
  run.control.advance(30 * MINUTE);
  await answer;
  const { answer: warned } = await run.session.park('&timeout=1800');
  run.control.advance(28 * MINUTE + 5000);
  expect(told(await warned)).toEqual(['updated myContactsAndGroupsSubscription']);
  await run.client.post(startUrl, { duration: 20 });
  expect(minutes()).toBe(22);
  const { answer: quiet } = await run.session.park('&timeout=1800');
  run.control.advance(20 * MINUTE + 5000);
  expect(told(await quiet)).toEqual(['updated myContactsAndGroupsSubscription']);
  run.control.advance(2 * MINUTE);
  expect((await read())['state']).toBe('Disconnected');
  run.control.act({ op: 'addGroup', name: 'Unheard' });
  const { answer: nothing } = await run.session.park('&timeout=180');
  run.control.advance(180_000);
  expect(told(await nothing)).toEqual([]);
  expect(run.offences()).toEqual([]);
});

test('stopping', async () => {
  await using run = await start();
  await run.session.watchGroups();
  const held = await run.client.get(run.session.people('myContactsAndGroupsSubscription'));
  const stop = href(held.json, 'stopSubscriptionToContactsAndGroups');
  expect((await run.client.post(stop)).status).toBe(204);
  expect((await run.client.post(stop)).status).toBe(409);
});
