import { describe, expect, test } from 'vitest';
import { event, later, noAnswer, refusal, resource } from '../testing/client.ts';
import { contactList, HREF } from '../testing/contact-list.ts';
import { follow } from '../testing/entities.ts';
import { idle } from '../testing/clock.ts';
import { ok } from '../result.ts';
import type { Resource, UcwaEvent } from '../ucwa/index.ts';
import { added, people, START } from '../testing/people.ts';

const groupEvent = (type: UcwaEvent['type'], id: string): UcwaEvent => event(type, 'group', HREF.group(id));

describe('attaching', () => {
  test('subscribes first and reads afterwards', async () => {
    const { put, attached, client, members, store } = people();
    put('sales', ['ann@x']);
    await attached();
    expect(client.log).toEqual([
      `GET ${HREF.subscription}`,
      START,
      `GET ${HREF.groups}`,
      `GET ${HREF.members('sales')}`,
    ]);
    expect(members()).toEqual({ 'ann@x': ['sales'] });
    expect(store.state.list.state).toBe('current');
  });

  test('a server that gives no events still lets the list be read', async () => {
    const { put, attached, client, members } = people();
    client.on(START, refusal(403));
    put('sales', ['ann@x']);
    await attached();
    expect(members()).toEqual({ 'ann@x': ['sales'] });
  });

  test('a subscription that fails in a way that may pass is told, and nothing is read before it stands', async () => {
    const { put, people: made, application, client, store } = people();
    put('sales', ['ann@x']);
    client.on(START, refusal(503), null);
    expect(await made.attach(application)).toMatchObject({ ok: false, error: { status: 503 } });
    expect(store.state.groups.size).toBe(0);
    expect(await made.attach(application)).toEqual(ok(null));
    expect(store.state.groups.size).toBe(1);
  });

  test('a list that cannot be read is told', async () => {
    const { people: made, application, client, clock } = people();
    client.on(`GET ${HREF.groups}`, noAnswer());
    expect(await made.attach(application)).toMatchObject({ ok: false, error: { code: 'network.unreachable' } });
    const { length } = client.calls;
    await clock.advance(60_000);
    // The session tries again; nobody else does behind its back.
    expect(client.calls).toHaveLength(length);
  });

  test('one group that fails does not hold up the others, and is read again until it answers', async () => {
    const { put, attached, client, clock, members, contact } = people();
    put('sales', ['ann@x']);
    put('team', []);
    client.on(
      `GET ${HREF.members('team')}`,
      refusal(500),
      refusal(500),
      resource('groupContacts', '/x', { embedded: { contact: contact('ben@x') } }),
    );
    await attached();
    expect(members()).toEqual({ 'ann@x': ['sales'] });
    await clock.advance(2_000);
    expect(members()).toEqual({ 'ann@x': ['sales'], 'ben@x': ['team'] });
  });

  test('another application: everything is read again with its own hrefs', async () => {
    const first = people();
    first.put('sales', ['ann@x']);
    await first.attached();
    first.application.end();
    const second = contactList();
    second.put('sales', ['ben@x']);
    const before = first.client.calls.length;
    expect(await first.people.attach(second.application)).toEqual(ok(null));
    expect(first.members()).toEqual({ 'ben@x': ['sales'] });
    expect(first.client.calls).toHaveLength(before);
    expect(first.people.directory()?.address(HREF.contact('ann@x'))).toBeNull();
  });
});

describe('events', () => {
  test('make what they speak of be read again, and nothing else', async () => {
    const { put, attached, groups, people: made, members, reads } = people();
    put('sales', ['ann@x']);
    put('team', ['ben@x']);
    await attached();
    const before = reads().length;
    groups.get('sales')!.members.push('cid@x');
    made.onEvents([added('cid@x', 'sales')]);
    await idle();
    expect(reads().slice(before)).toEqual([`GET ${HREF.members('sales')}`]);
    expect(members()).toEqual({ 'ann@x': ['sales'], 'ben@x': ['team'], 'cid@x': ['sales'] });
  });

  test('are hints: what the server says counts', async () => {
    const { put, attached, people: made, members } = people();
    put('sales', ['ann@x']);
    await attached();
    made.onEvents([added('cid@x', 'sales')]);
    await idle();
    expect(members()).toEqual({ 'ann@x': ['sales'] });
  });

  test('of one package are read together', async () => {
    const { put, attached, groups, people: made, store, reads } = people();
    put('sales', ['ann@x']);
    put('team', []);
    await attached();
    groups.get('sales')!.members = [];
    groups.get('team')!.members = ['ann@x'];
    const before = reads().length;
    const { revision } = store.state;
    made.onEvents([
      event('deleted', 'contact', HREF.contact('ann@x'), { in: { rel: 'group', href: HREF.group('sales') } }),
      added('ann@x', 'team'),
    ]);
    await idle();
    expect(reads().slice(before)).toHaveLength(2);
    expect(store.state.revision).toBe(revision + 1);
    expect(store.state.contacts.get('ann@x')?.groups).toEqual(['team']);
  });

  test('in a storm are read in few steps, and the last of them counts', async () => {
    const { put, attached, groups, people: made, clock, members, reads } = people();
    put('sales', ['ann@x']);
    await attached();
    const before = reads().length;
    // As the writes of a long edit cause them: each is read before the next one comes.
    for (let n = 0; n < 100; n += 1) {
      groups.get('sales')!.members.push(`p${n}@x`);
      made.onEvents([added(`p${n}@x`, 'sales')]);
      await idle();
    }
    await clock.advance(1_000);
    expect(reads().slice(before).length).toBeLessThanOrEqual(20);
    expect(Object.keys(members())).toHaveLength(101);
  });

  test('during a reading lead to another one', async () => {
    const { put, attached, groups, client, people: made, members } = people();
    put('sales', ['ann@x']);
    await attached();
    const slow = later<Resource>();
    const past = resource('groupContacts', '/x');
    client.on(`GET ${HREF.members('sales')}`, () => slow.promise);
    made.onEvents([added('ben@x', 'sales')]);
    await idle();
    put('sales', ['ann@x', 'ben@x']);
    made.onEvents([added('ben@x', 'sales')]);
    slow.give(past);
    await idle();
    expect(members()).toEqual({ 'ann@x': ['sales'], 'ben@x': ['sales'] });
    expect(groups.size).toBe(1);
  });

  test('that cannot be followed up at once are followed up later', async () => {
    const { put, attached, groups, client, clock, people: made, members } = people();
    put('sales', ['ann@x']);
    await attached();
    groups.get('sales')!.members = ['ben@x'];
    client.on(`GET ${HREF.members('sales')}`, noAnswer());
    made.onEvents([added('ben@x', 'sales')]);
    await clock.advance(30_000);
    put('sales', ['ben@x']);
    await clock.advance(60_000);
    expect(members()).toEqual({ 'ben@x': ['sales'] });
    expect(clock.timers).toBe(1);
  });

  test('what was found ahead of its event is looked at once more: its end may never be told', async () => {
    const { put, attached, groups, people: made, clock, reads, members } = people();
    put('sales', ['ann@x']);
    await attached();
    const before = reads().length;
    groups.get('sales')!.members.push('ben@x');
    await made.reread({ members: new Set(['sales']) });
    // Added and removed again before the channel told: the server merges both into nothing.
    groups.get('sales')!.members.pop();
    made.onQuiet?.();
    await clock.advance(14_999);
    made.onQuiet?.();
    await idle();
    expect(reads()).toHaveLength(before + 1);
    await clock.advance(1);
    made.onQuiet?.();
    await idle();
    expect(reads().slice(before)).toEqual([`GET ${HREF.members('sales')}`, `GET ${HREF.members('sales')}`]);
    expect(members()).toEqual({ 'ann@x': ['sales'] });
    // That was a change too; after it there is peace.
    for (let round = 0; round < 3; round += 1) {
      await clock.advance(15_000);
      made.onEvents([event('updated', 'me', '/me')]);
      await idle();
    }
    expect(reads()).toHaveLength(before + 3);
  });

  test('so is a group whose other name was found ahead of its event', async () => {
    const { put, attached, groups, people: made, clock, reads } = people();
    put('sales', ['ann@x']);
    await attached();
    const before = reads().length;
    groups.get('sales')!.name = 'Sales and more';
    await made.reread({ groups: true });
    await clock.advance(15_000);
    made.onQuiet?.();
    await idle();
    expect(reads().slice(before)).toEqual([`GET ${HREF.groups}`, `GET ${HREF.groups}`]);
  });

  test('before the first full reading lead to a full one', async () => {
    const { put, client, people: made, application, store } = people();
    put('sales', ['ann@x']);
    put('team', ['ben@x']);
    const steps: (readonly string[])[] = [];
    store.subscribe((changes) => steps.push(changes.map((change) => ('table' in change ? change.key : change.slice))));
    const slow = later<null>();
    client.on(START, () => slow.promise);
    const attaching = made.attach(application);
    await idle();
    made.onEvents([groupEvent('updated', 'sales')]);
    await idle();
    slow.give(null);
    await attaching;
    expect(steps[0]).toEqual(['sales', 'team', 'ann@x', 'ben@x', 'list']);
  });

  test('before anything is attached mean nothing', () => {
    const { people: made } = people();
    expect(() => made.onEvents([groupEvent('added', 'sales')])).not.toThrow();
    expect(() => made.refresh()).not.toThrow();
    expect(made.directory()).toBeNull();
  });

  test('after the end of the application mean nothing', async () => {
    const { put, attached, application, client, clock, people: made } = people();
    put('sales', ['ann@x']);
    await attached();
    application.end();
    const before = client.calls.length;
    made.onEvents([added('ben@x', 'sales'), groupEvent('added', 'team')]);
    made.refresh();
    await clock.advance(3_600_000);
    expect(client.calls).toHaveLength(before);
    expect(clock.timers).toBe(0);
  });

  test('of the subscription renew it when they are no echo', async () => {
    const { attached, client, clock, people: made } = people();
    await attached();
    const warning = event('updated', 'myContactsAndGroupsSubscription', HREF.subscription);
    made.onEvents([warning]);
    await idle();
    expect(client.of(START)).toHaveLength(1);
    await clock.advance(600_000);
    made.onEvents([warning]);
    await idle();
    expect(client.of(START)).toHaveLength(2);
  });
});

describe('refresh', () => {
  test('subscribes again and reads everything', async () => {
    const { put, attached, groups, client, people: made, members } = people();
    put('sales', ['ann@x']);
    await attached();
    groups.clear();
    put('team', ['ben@x']);
    made.refresh();
    await idle();
    expect(client.of(START)).toHaveLength(2);
    expect(members()).toEqual({ 'ben@x': ['team'] });
  });
});

test('a subscription that had lapsed is followed by a full reading', async () => {
  const { put, attached, groups, client, clock, members } = people();
  put('sales', ['ann@x']);
  await attached();
  client.on(START, noAnswer());
  groups.get('sales')!.members = ['ben@x'];
  await clock.advance(40 * 60_000);
  expect(members()).toEqual({ 'ann@x': ['sales'] });
  client.on(START, null);
  await clock.advance(2 * 60_000);
  expect(members()).toEqual({ 'ben@x': ['sales'] });
});

describe('reread', () => {
  test('resolves when what was read is in the store', async () => {
    const { put, attached, groups, people: made, members } = people();
    put('sales', ['ann@x']);
    await attached();
    groups.get('sales')!.members = ['ben@x'];
    expect(await made.reread({ members: new Set(['sales']) })).toEqual(ok(null));
    expect(members()).toEqual({ 'ben@x': ['sales'] });
  });

  test('does not wait for an unrelated reading that fails again and again', async () => {
    const { put, attached, groups, client, clock, people: made, members } = people();
    put('sales', ['ann@x']);
    put('team', ['ben@x']);
    await attached();
    client.on(`GET ${HREF.members('team')}`, refusal(500));
    made.onEvents([added('cid@x', 'team')]);
    await clock.advance(100);
    groups.get('sales')!.members = [];
    expect(await made.reread({ members: new Set(['sales']) })).toEqual(ok(null));
    expect(members()).toEqual({ 'ben@x': ['team'] });
  });

  test('that fails says so and is made up for in the background', async () => {
    const { put, attached, groups, client, clock, people: made, members } = people();
    put('sales', ['ann@x']);
    await attached();
    groups.get('sales')!.members = ['ben@x'];
    client.on(`GET ${HREF.members('sales')}`, noAnswer());
    expect(await made.reread({ members: new Set(['sales']) })).toMatchObject({ ok: false, error: { retryable: true } });
    put('sales', ['ben@x']);
    await clock.advance(10_000);
    expect(members()).toEqual({ 'ben@x': ['sales'] });
  });

  test('without an application says so', async () => {
    expect(await people().people.reread({ groups: true })).toMatchObject({
      ok: false,
      error: { code: 'session.ended' },
    });
  });
});

describe('addressOf', () => {
  test('knows whom it has met without asking', async () => {
    const { put, attached, people: made, client } = people();
    put('sales', ['ann@x']);
    await attached();
    const before = client.calls.length;
    expect(await made.addressOf(HREF.contact('ann@x'))).toBe('ann@x');
    expect(client.calls).toHaveLength(before);
  });

  test('asks the server about the others, once', async () => {
    const { attached, people: made, contact, client, store } = people();
    await attached();
    contact('cid@x');
    expect(await made.addressOf(HREF.contact('cid@x'))).toBe('cid@x');
    expect(await made.addressOf(HREF.contact('cid@x'))).toBe('cid@x');
    expect(client.of(`GET ${HREF.contact('cid@x')}`)).toHaveLength(1);
    expect(store.state.contacts.size).toBe(0);
  });

  test('somebody followed who is in no group is shown with what was learnt', async () => {
    const { attached, people: made, contact, store } = people();
    await attached();
    store.dispatch({ type: 'followPut', follow: follow('contact', 'cid@x') });
    contact('cid@x');
    await made.addressOf(HREF.contact('cid@x'));
    expect(store.state.contacts.get('cid@x')).toMatchObject({ name: 'cid', groups: [] });
  });

  test('nobody knows: null', async () => {
    const { attached, people: made } = people();
    expect(await made.addressOf('/people/nobody')).toBeNull();
    await attached();
    expect(await made.addressOf('/people/nobody')).toBeNull();
  });
});
