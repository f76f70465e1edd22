import { describe, expect, test } from 'vitest';
import { event, later, noAnswer, refusal, resource } from '../testing/client.ts';
import { HREF } from '../testing/contact-list.ts';
import { contactData, follow, group, testStore } from '../testing/entities.ts';
import { presenceServer } from '../testing/presence-server.ts';
import { drivenClock, idle } from '../testing/clock.ts';
import { createPresence } from './presence.ts';

const MINUTE = 60_000;

/** Sales: Ann and Ben; team: Ben and Cid. */
function presence() {
  const server = presenceServer();
  const store = testStore();
  const clock = drivenClock();
  const followable = new Set(['sales', 'team']);
  for (const id of followable) server.put(id, []);
  for (const address of ['ann@x', 'ben@x', 'cid@x']) {
    server.present(address, { availability: 'Online' });
    server.contact(address);
  }
  const made = createPresence(store, clock, {
    contact: (address) =>
      store.state.contacts.has(address)
        ? {
            presence: HREF.part(address, 'presence'),
            note: HREF.part(address, 'note'),
            location: HREF.part(address, 'location'),
          }
        : null,
    followHref: (id) => (followable.has(id) ? HREF.follow(id) : null),
    addressOf: async (href) => href.slice('/people/'.length),
  });
  const members = (id: string, ...addresses: string[]) =>
    store.dispatch({
      type: 'listRead',
      groups: null,
      members: [{ groupId: id, contacts: addresses.map((address) => contactData(address)) }],
    });
  store.dispatch({ type: 'listRead', groups: [group('sales'), group('team')], members: [] });
  members('sales', 'ann@x', 'ben@x');
  members('team', 'ben@x', 'cid@x');
  return {
    ...server,
    server,
    store,
    clock,
    followable,
    members,
    presence: made,
    want(kind: 'contact' | 'group', target: string) {
      store.dispatch({ type: 'followPut', follow: follow(kind, target) });
      made.reconcile();
    },
    drop(kind: 'contact' | 'group', target: string) {
      store.dispatch({ type: 'followGone', key: `${kind}:${target}` });
      made.reconcile();
    },
    async attach() {
      await made.attach(server.application);
      await idle();
    },
    follow: (key: string) => store.state.follows.get(key),
    live: () =>
      [...store.state.presence]
        .filter(([, row]) => row.live)
        .map(([address]) => address)
        .sort(),
    writes: () => server.client.log.filter((line) => !line.startsWith('GET')),
  };
}

describe('wanted becomes held', () => {
  test('at the start, contacts and groups, and who is covered is read and live', async () => {
    const { want, attach, follow: of, live, store, clock, covered } = presence();
    want('contact', 'ann@x');
    want('group', 'team');
    await attach();
    const until = clock.now() + 30 * MINUTE;
    expect(of('contact:ann@x')).toMatchObject({ status: 'held', until, error: null });
    expect(of('group:team')).toMatchObject({ status: 'held', until, error: null });
    expect(covered()).toEqual(['ann@x']);
    expect(live()).toEqual(['ann@x', 'ben@x', 'cid@x']);
    expect(store.state.presence.get('cid@x')?.availability).toBe('Online');
  });

  test('in the background: the list can be used meanwhile', async () => {
    const { want, client, presence: made, application: app, follow: of } = presence();
    want('contact', 'ann@x');
    client.on(`POST ${HREF.presenceSubscriptions}`, () => new Promise(() => undefined));
    expect(await made.attach(app)).toEqual({ ok: true, value: null });
    expect(of('contact:ann@x')?.status).toBe('waiting');
  });

  test('later on, one by one', async () => {
    const { attach, want, follow: of, covered, writes } = presence();
    await attach();
    want('contact', 'ann@x');
    await idle();
    want('contact', 'ben@x');
    await idle();
    expect(covered()).toEqual(['ann@x', 'ben@x']);
    expect(of('contact:ben@x')?.status).toBe('held');
    expect(writes()).toEqual([`POST ${HREF.presenceSubscriptions}`, 'POST /sub/1/members']);
  });

  test('nothing wanted: nothing is asked, no timer', async () => {
    const { attach, client, clock } = presence();
    await attach();
    expect(client.calls).toEqual([]);
    expect(clock.timers).toBe(0);
  });

  test('asking again changes nothing', async () => {
    const { want, attach, presence: made, writes } = presence();
    want('contact', 'ann@x');
    want('group', 'team');
    await attach();
    const before = writes().length;
    made.reconcile();
    made.reconcile();
    await idle();
    expect(writes()).toHaveLength(before);
  });

  test('attached twice to the same application it holds nothing twice', async () => {
    const { want, attach, server } = presence();
    want('contact', 'ann@x');
    want('group', 'team');
    await attach();
    await attach();
    expect(server.subscriptions.size).toBe(2);
  });

  test('a group that is gone or cannot be followed says so, and is held as soon as it can be', async () => {
    const { want, attach, followable, follow: of, store, clock } = presence();
    followable.delete('team');
    want('group', 'team');
    await attach();
    expect(of('group:team')).toMatchObject({ status: 'refused', error: { code: 'edit.noLongerPossible' } });
    expect(clock.timers).toBe(0);
    store.dispatch({ type: 'listRead', groups: [group('sales')], members: [] });
    followable.add('team');
    store.dispatch({ type: 'listRead', groups: [group('sales'), group('team')], members: [] });
    await idle();
    expect(of('group:team')?.status).toBe('held');
  });
});

describe('people covered', () => {
  test('who enters a followed group becomes live and is read, who leaves does not stay so', async () => {
    const { want, attach, members, live, store, client } = presence();
    want('group', 'team');
    await attach();
    client.calls.length = 0;
    members('team', 'cid@x', 'ann@x');
    await idle();
    expect(live()).toEqual(['ann@x', 'cid@x']);
    expect(client.calls).toHaveLength(3);
    expect(store.state.presence.get('ann@x')?.availability).toBe('Online');
    expect(store.state.presence.get('ben@x')?.live).toBe(false);
  });

  test('those of groups that are not followed are snapshots', async () => {
    const { attach, presence: made, live, store } = presence();
    await attach();
    made.readAll();
    await idle();
    expect(live()).toEqual([]);
    expect([...store.state.presence.values()].map(({ availability }) => availability)).toEqual([
      'Online',
      'Online',
      'Online',
    ]);
  });

  test('readAll leaves out who is covered', async () => {
    const { want, attach, client, presence: made } = presence();
    want('group', 'team');
    await attach();
    client.calls.length = 0;
    made.readAll();
    await idle();
    expect(client.log).toEqual([`GET ${HREF.part('ann@x', 'presence')}`]);
  });
});

describe('unwanted is released', () => {
  test('one contact of several', async () => {
    const { want, attach, drop, covered, live, writes } = presence();
    want('contact', 'ann@x');
    want('contact', 'ben@x');
    await attach();
    drop('contact', 'ann@x');
    await idle();
    expect(covered()).toEqual(['ben@x']);
    expect(live()).toEqual(['ben@x']);
    expect(writes().at(-1)).toBe('DELETE /sub/1,ann@x');
  });

  test('the last contact and a group, and then no timer runs', async () => {
    const { want, attach, drop, server, live, clock } = presence();
    want('contact', 'ann@x');
    want('group', 'team');
    await attach();
    drop('contact', 'ann@x');
    drop('group', 'team');
    await idle();
    expect(server.subscriptions.size).toBe(0);
    expect(live()).toEqual([]);
    expect(clock.timers).toBe(0);
  });

  test('while it is being asked for: it does not stay', async () => {
    const { want, attach, drop, server, client, store } = presence();
    await attach();
    const slow = later<null>();
    client.on('GET /app', null);
    const original = client.post.bind(client);
    client.post = async (...call) => {
      await slow.promise;
      return original(...call);
    };
    want('contact', 'ann@x');
    await idle();
    drop('contact', 'ann@x');
    slow.give(null);
    await idle();
    expect(server.subscriptions.size).toBe(0);
    expect(store.state.follows.size).toBe(0);
  });

  test('a failure is made up for later', async () => {
    const { want, attach, drop, server, client, clock } = presence();
    want('contact', 'ann@x');
    await attach();
    client.on('DELETE /sub/1', noAnswer(), () => {
      server.subscriptions.clear();
      return null;
    });
    drop('contact', 'ann@x');
    await clock.advance(1_000);
    expect(server.subscriptions.size).toBe(0);
    expect(clock.timers).toBe(0);
  });
});

describe('renewal', () => {
  test('at 60 % of the time, for ever, without anybody asking', async () => {
    const { want, attach, clock, client, follow: of } = presence();
    want('contact', 'ann@x');
    await attach();
    await clock.advance(18 * MINUTE - 1);
    expect(client.of('POST /sub/1')).toHaveLength(0);
    await clock.advance(1);
    expect(client.of('POST /sub/1')).toHaveLength(1);
    expect(of('contact:ann@x')?.until).toBe(clock.now() + 30 * MINUTE);
    await clock.advance(9 * 60 * MINUTE);
    expect(client.of('POST /sub/1')).toHaveLength(31);
    expect(of('contact:ann@x')?.status).toBe('held');
  });

  test('each by its own time', async () => {
    const { want, attach, clock, client } = presence();
    want('contact', 'ann@x');
    await attach();
    await clock.advance(5 * MINUTE);
    want('group', 'team');
    await clock.advance(13 * MINUTE);
    expect([client.of('POST /sub/1').length, client.of('POST /sub/2').length]).toEqual([1, 0]);
    await clock.advance(5 * MINUTE);
    expect([client.of('POST /sub/1').length, client.of('POST /sub/2').length]).toEqual([1, 1]);
  });

  test('one that is lost is made anew, and who it covers is read again', async () => {
    const { want, attach, clock, server, client, follow: of, covered } = presence();
    want('contact', 'ann@x');
    want('contact', 'ben@x');
    await attach();
    server.subscriptions.clear();
    client.calls.length = 0;
    await clock.advance(18 * MINUTE);
    expect(client.log.slice(0, 3)).toEqual(['POST /sub/1', 'GET /app', `POST ${HREF.presenceSubscriptions}`]);
    expect(covered()).toEqual(['ann@x', 'ben@x']);
    expect(of('contact:ann@x')?.status).toBe('held');
    expect(server.subscriptions.size).toBe(1);
  });

  test('that fails for a while is tried again with a back-off', async () => {
    const { want, attach, clock, client, follow: of } = presence();
    want('contact', 'ann@x');
    await attach();
    client.on('POST /sub/1', noAnswer());
    await clock.advance(18 * MINUTE + 10 * MINUTE);
    const { length } = client.of('POST /sub/1');
    expect(length).toBeGreaterThan(8);
    expect(length).toBeLessThan(20);
    client.on('POST /sub/1', null);
    await clock.advance(MINUTE);
    expect(of('contact:ann@x')).toMatchObject({ status: 'held', error: null });
  });

  test.each([403, 409, 400])(
    'refused for good (%i): held anew, and the server is not asked without end',
    async (status) => {
      const { want, attach, clock, client, follow: of } = presence();
      want('contact', 'ann@x');
      want('group', 'team');
      await attach();
      client.on('POST /sub/1', refusal(status));
      client.on('POST /sub/2', refusal(status));
      client.calls.length = 0;
      await clock.advance(19 * MINUTE);
      expect(client.calls.length).toBeLessThan(20);
      expect(of('contact:ann@x')?.status).toBe('held');
      expect(of('group:team')?.status).toBe('held');
    },
  );

  test('refused for good, and so is a new one: that is shown, and no timer runs', async () => {
    const { want, attach, clock, client, follow: of, live } = presence();
    want('contact', 'ann@x');
    await attach();
    client.on('POST /sub/1', refusal(403));
    client.on(`POST ${HREF.presenceSubscriptions}`, refusal(403));
    await clock.advance(19 * MINUTE);
    expect(of('contact:ann@x')).toMatchObject({ status: 'refused', until: null, error: { code: 'ucwa.forbidden' } });
    expect(live()).toEqual([]);
    expect(clock.timers).toBe(0);
  });
});

describe('a limit', () => {
  test('is shown with those that do not fit, and they are held as soon as there is room', async () => {
    const { want, attach, drop, server, follow: of, covered } = presence();
    server.limits = { subscriptions: 1, contacts: 2 };
    for (const address of ['ann@x', 'ben@x', 'cid@x']) want('contact', address);
    await attach();
    expect(of('contact:cid@x')).toMatchObject({ status: 'refused', error: { code: 'ucwa.limitExceeded' } });
    expect(covered()).toEqual(['ann@x', 'ben@x']);
    drop('contact', 'ann@x');
    await idle();
    expect(of('contact:cid@x')).toMatchObject({ status: 'held', error: null });
    expect(covered()).toEqual(['ben@x', 'cid@x']);
  });

  test('of groups as well', async () => {
    const { want, attach, drop, server, follow: of } = presence();
    server.limits = { subscriptions: 1, contacts: 9 };
    want('group', 'sales');
    want('group', 'team');
    await attach();
    expect(of('group:team')).toMatchObject({ status: 'refused', error: { code: 'ucwa.limitExceeded' } });
    drop('group', 'sales');
    await idle();
    expect(of('group:team')?.status).toBe('held');
  });

  test('does not make the server be asked again and again', async () => {
    const { want, attach, server, client, clock } = presence();
    server.limits = { subscriptions: 0, contacts: 0 };
    want('contact', 'ann@x');
    await attach();
    await clock.advance(60 * MINUTE);
    expect(client.calls.length).toBeLessThan(5);
  });
});

describe('failures', () => {
  test('that may pass are shown as pending and tried again', async () => {
    const { want, attach, client, clock, follow: of, store } = presence();
    client.on(`POST ${HREF.presenceSubscriptions}`, noAnswer(), resource('presenceSubscription', '/sub/new'));
    want('contact', 'ann@x');
    await attach();
    expect(of('contact:ann@x')).toMatchObject({ status: 'pending', error: { code: 'network.unreachable' } });
    await clock.advance(1_000);
    expect(of('contact:ann@x')).toMatchObject({ status: 'held', error: null });
    expect(store.state.presence.get('ann@x')?.live).toBe(true);
  });

  test('of a group alike', async () => {
    const { want, attach, client, clock, follow: of } = presence();
    client.on(`POST ${HREF.follow('team')}`, noAnswer(), resource('presenceSubscription', '/sub/new'));
    want('group', 'team');
    await attach();
    expect(of('group:team')).toMatchObject({ status: 'pending', error: { code: 'network.unreachable' } });
    await clock.advance(1_000);
    expect(of('group:team')).toMatchObject({ status: 'held', error: null });
  });

  test('a subscription that lapsed without a word is found out by adding to it, and everybody is held again', async () => {
    const { want, attach, server, covered, follow: of } = presence();
    want('contact', 'ann@x');
    await attach();
    server.subscriptions.clear();
    want('contact', 'ben@x');
    await idle();
    expect(covered()).toEqual(['ann@x', 'ben@x']);
    expect(of('contact:ann@x')?.status).toBe('held');
  });
});

describe('events', () => {
  const warning = (href: string) => event('updated', 'presenceSubscription', href);

  test('of presence are read, or taken as they came', async () => {
    const { want, attach, present, presence: made, store } = presence();
    want('contact', 'ann@x');
    await attach();
    present('ann@x', { availability: 'Busy', note: 'Hello' });
    const inContact = { in: { rel: 'contact', href: HREF.contact('ann@x') } };
    const note = resource('contactNote', '/n', { properties: { message: 'Embedded' } });
    made.onEvents([
      event('updated', 'contactPresence', HREF.part('ann@x', 'presence'), inContact),
      event('updated', 'contactNote', HREF.part('ann@x', 'note'), { ...inContact, resource: note }),
    ]);
    await idle();
    expect(store.state.presence.get('ann@x')).toMatchObject({ availability: 'Busy', note: 'Embedded', live: true });
  });

  test('a warning that follows a renewal does not go round for ever', async () => {
    const { want, attach, clock, client, presence: made } = presence();
    want('contact', 'ann@x');
    await attach();
    client.on('POST /sub/1', () => {
      setImmediate(() => made.onEvents([warning('/sub/1')]));
      return null;
    });
    made.onEvents([warning('/sub/1')]);
    await idle();
    expect(client.of('POST /sub/1')).toHaveLength(0);
    await clock.advance(10 * MINUTE);
    made.onEvents([warning('/sub/1')]);
    await clock.advance(MINUTE);
    expect(client.of('POST /sub/1')).toHaveLength(1);
  });

  test('a warning is matched however its href is spelled; those of others mean nothing', async () => {
    const { want, attach, clock, client, presence: made } = presence();
    want('contact', 'ann@x');
    await attach();
    await clock.advance(10 * MINUTE);
    made.onEvents([warning('/sub/77'), event('added', 'presenceSubscription', '/sub/1')]);
    await idle();
    expect(client.of('POST /sub/1')).toHaveLength(0);
    made.onEvents([warning('https://fe1.example.org:443/sub/1')]);
    await idle();
    expect(client.of('POST /sub/1')).toHaveLength(1);
  });

  test('a subscription that the server ended is made anew', async () => {
    const { want, attach, server, presence: made, covered } = presence();
    want('contact', 'ann@x');
    await attach();
    server.subscriptions.clear();
    made.onEvents([event('deleted', 'presenceSubscription', '/sub/1')]);
    await idle();
    expect(covered()).toEqual(['ann@x']);
  });

  test('before anything is attached mean nothing', () => {
    const { presence: made } = presence();
    expect(() => made.onEvents([warning('/sub/1')])).not.toThrow();
    expect(() => made.refresh()).not.toThrow();
    expect(() => made.readAll()).not.toThrow();
  });
});

describe('lost transient state', () => {
  test('everything is held anew, what is left over is deleted, and everybody is read again', async () => {
    const { want, attach, server, client, presence: made, covered, live, follow: of } = presence();
    want('contact', 'ann@x');
    want('group', 'team');
    await attach();
    client.calls.length = 0;
    made.refresh();
    await idle();
    expect([...server.subscriptions.keys()]).toEqual(['/sub/3', '/sub/4']);
    expect(covered()).toEqual(['ann@x']);
    expect(live()).toEqual(['ann@x', 'ben@x', 'cid@x']);
    expect(of('group:team')?.status).toBe('held');
    expect(client.log).toContain(`GET ${HREF.part('cid@x', 'presence')}`);
    const before = client.calls.length;
    made.reconcile();
    await idle();
    expect(client.calls).toHaveLength(before);
  });

  test('in the middle of holding: nothing is held twice, nothing is forgotten', async () => {
    const { want, attach, server, client, presence: made } = presence();
    await attach();
    const slow = later<null>();
    const original = client.post.bind(client);
    client.post = async (...call) => {
      await slow.promise;
      return original(...call);
    };
    want('contact', 'ann@x');
    want('group', 'team');
    await idle();
    made.refresh();
    await idle();
    slow.give(null);
    await idle();
    expect([...server.subscriptions.values()].map(({ group: id, members }) => [id, [...members]]).sort()).toEqual([
      [null, ['ann@x']],
      ['team', []],
    ]);
  });

  test('an application that lived before: what it left behind is deleted first', async () => {
    const { want, server, client, presence: made, application: app, covered } = presence();
    await client.post(HREF.presenceSubscriptions, { uris: ['sip:old@x'], duration: 30 });
    want('contact', 'ann@x');
    await made.attach({ ...app, reused: true });
    await idle();
    expect([...server.subscriptions.keys()]).toEqual(['/sub/2']);
    expect(covered()).toEqual(['ann@x']);
  });
});

describe('the end of the application', () => {
  test('no timer runs, nothing is asked, and nothing of it comes back with later changes of the list', async () => {
    const { want, attach, application: app, client, clock, store, presence: made } = presence();
    want('contact', 'ann@x');
    want('group', 'team');
    await attach();
    app.end();
    const before = client.calls.length;
    expect(clock.timers).toBe(0);
    store.dispatch({ type: 'accountCleared' });
    made.reconcile();
    made.refresh();
    made.readAll();
    made.onEvents([event('deleted', 'presenceSubscription', '/sub/1')]);
    await clock.advance(60 * MINUTE);
    expect(store.state.presence.size).toBe(0);
    expect(store.state.follows.size).toBe(0);
    expect(client.calls).toHaveLength(before);
  });

  test('another one: everything is held with it', async () => {
    const first = presence();
    first.want('contact', 'ann@x');
    first.want('group', 'team');
    await first.attach();
    first.application.end();
    const second = presenceServer();
    second.put('team', []);
    second.put('sales', []);
    await first.presence.attach(second.application);
    await idle();
    expect(second.covered()).toEqual(['ann@x']);
    expect(second.subscriptions.size).toBe(2);
    expect(first.clock.timers).toBe(1);
    await first.clock.advance(18 * MINUTE);
    expect(second.client.of('POST /sub/1')).toHaveLength(1);
    expect(first.client.of('POST /sub/1')).toHaveLength(0);
  });

  test('while something is being asked for: the wish waits, without an error', async () => {
    const { want, attach, application: app, client, follow: of } = presence();
    await attach();
    client.on(`POST ${HREF.presenceSubscriptions}`, () => new Promise(() => undefined));
    client.on(`POST ${HREF.follow('team')}`, () => new Promise(() => undefined));
    want('contact', 'ann@x');
    want('group', 'team');
    await idle();
    app.end();
    await idle();
    for (const key of ['contact:ann@x', 'group:team']) {
      expect(of(key)).toMatchObject({ status: 'waiting', error: null });
    }
  });

  test('while something is being held: it is not shown as held', async () => {
    const { want, attach, application: app, client, clock, follow: of, live } = presence();
    await attach();
    const slow = later<null>();
    client.post = async () => {
      await slow.promise;
      return { ok: true, value: { status: 201, resource: resource('s', '/sub/1'), etag: null } };
    };
    want('contact', 'ann@x');
    await idle();
    app.end();
    slow.give(null);
    await idle();
    expect(of('contact:ann@x')).toMatchObject({ status: 'waiting', until: null, error: null });
    expect(live()).toEqual([]);
    expect(clock.timers).toBe(0);
  });
});

test('readOnce without an application does nothing', async () => {
  const { presence: made } = presence();
  expect(await made.readOnce('ann@x')).toEqual({ ok: true, value: null });
});
