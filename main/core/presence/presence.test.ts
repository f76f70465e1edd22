import { describe, expect, test } from 'vitest';
import { later, noAnswer, resource } from '../testing/client.ts';
import { HREF } from '../testing/contact-list.ts';
import { set } from '../store/actions.ts';
import { group } from '../testing/entities.ts';
import { idle } from '../testing/clock.ts';
import { MINUTE, presence } from '../testing/presence.ts';

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
  test('a group that goes while it is followed is not shown as held any longer', async () => {
    const { store, want, attach, follow: of, followable, server } = presence();
    await attach();
    store.dispatch(set('list', { state: 'current', asOf: 1, readOnly: null }));
    want('group', 'team');
    await idle();
    expect(of('group:team')?.status).toBe('held');
    followable.delete('team');
    store.dispatch({ type: 'listRead', groups: [group('sales')], members: [] });
    await idle();
    expect(of('group:team')).toMatchObject({ status: 'refused', error: { code: 'edit.noLongerPossible' } });
    expect(server.client.log.at(-1)).toMatch(/^DELETE /);
  });

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

  test('somebody on no list is read at once as well, wholly, without waiting for an event', async () => {
    const { want, attach, present, live, store, client } = presence();
    present('dan@x', { availability: 'Away', note: 'Hello', location: 'Home' });
    want('contact', 'ann@x');
    want('contact', 'dan@x');
    await attach();
    expect(live()).toEqual(['ann@x', 'dan@x']);
    expect(store.state.presence.get('dan@x')).toMatchObject({ availability: 'Away', note: 'Hello', location: 'Home' });
    expect(client.of('GET /sub/1/members')).toHaveLength(1);
  });

  test('somebody on no list is read a moment later where the memberships cannot be read at first', async () => {
    const { want, attach, present, store, client, clock } = presence();
    present('dan@x', { availability: 'Away' });
    await attach();
    const { get } = client;
    let refused = 0;
    client.get = async (href, options) => {
      if (href !== '/sub/1/members' || refused > 0) return get(href, options);
      refused += 1;
      return { ok: false, error: noAnswer() };
    };
    want('contact', 'dan@x');
    await idle();
    expect(store.state.presence.get('dan@x')?.availability).toBe('Unknown');
    await clock.advance(3_000);
    expect(refused).toBe(1);
    expect(store.state.presence.get('dan@x')?.availability).toBe('Away');
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

  test.each([0, 1])('lifted on the server: held within the half hour, also where %i were held before', async (held) => {
    const { want, attach, server, follow: of, clock, store } = presence();
    server.limits = { subscriptions: held, contacts: held };
    for (const address of ['ann@x', 'ben@x']) want('contact', address);
    await attach();
    expect(of('contact:ben@x')).toMatchObject({ status: 'refused', error: { code: 'ucwa.limitExceeded' } });
    server.limits = { subscriptions: 9, contacts: 9 };
    await clock.advance(20 * MINUTE);
    expect([of('contact:ann@x')?.status, of('contact:ben@x')?.status]).toEqual(['held', 'held']);
    expect(store.state.followLimits).toEqual({ contacts: null, groups: null });
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

test('readOnce without an application does nothing', async () => {
  const { presence: made } = presence();
  expect(await made.readOnce('ann@x')).toEqual({ ok: true, value: null });
});
