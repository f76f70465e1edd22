import { describe, expect, test } from 'vitest';
import { set } from '../store/actions.ts';
import { event, later, noAnswer, refusal, resource } from '../testing/client.ts';
import { HREF } from '../testing/contact-list.ts';
import { presenceServer } from '../testing/presence-server.ts';
import { idle } from '../testing/clock.ts';
import { group } from '../testing/entities.ts';
import { MINUTE, presence } from '../testing/presence.ts';
import type { Resource } from '../ucwa/index.ts';

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

  test('of a group that is there is left alone while others are held', async () => {
    const { want, attach, client, store, follow: of } = presence();
    store.dispatch(set('list', { state: 'current', asOf: 1, readOnly: null }));
    want('group', 'team');
    await attach();
    want('contact', 'ann@x');
    await idle();
    expect([of('group:team')?.status, of('contact:ann@x')?.status]).toEqual(['held', 'held']);
    expect(client.log.filter((line) => line.startsWith('DELETE'))).toEqual([]);
  });

  test('of a group ends with the group, also with one that nobody is in', async () => {
    const { want, attach, members, store, server, followable, follow: of } = presence();
    store.dispatch(set('list', { state: 'current', asOf: 1, readOnly: null }));
    members('team');
    want('group', 'team');
    await attach();
    expect(server.subscriptions.size).toBe(1);
    followable.delete('team');
    store.dispatch({ type: 'listRead', groups: [group('sales')], members: [] });
    await idle();
    expect(server.subscriptions.size).toBe(0);
    expect(of('group:team')?.status).not.toBe('held');
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
    expect(client.log.slice(0, 2)).toEqual(['POST /sub/1', `POST ${HREF.presenceSubscriptions}`]);
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

  test('a second subscription that a request sent twice has made is found and given up', async () => {
    const { want, attach, server, client, presence: made, covered } = presence();
    want('contact', 'ann@x');
    await attach();
    await client.post(HREF.presenceSubscriptions, { duration: 30, uris: ['sip:ann@x'] });
    expect([...server.subscriptions.keys()]).toEqual(['/sub/1', '/sub/2']);
    made.onEvents(['/sub/2', '/sub/1'].map((href) => event('added', 'presenceSubscription', href)));
    await idle();
    expect([...server.subscriptions.keys()]).toEqual(['/sub/1']);
    expect(covered()).toEqual(['ann@x']);
  });

  test('one of a group that was made anew under the same href is ours, however late its end is told', async () => {
    const { want, attach, server, client, presence: made } = presence();
    want('group', 'team');
    await attach();
    server.subscriptions.clear();
    client.on(`POST ${HREF.follow('team')}`, () => {
      server.subscriptions.set('/sub/1', { group: 'team', members: new Set() });
      return resource('presenceSubscription', '/sub/1');
    });
    made.onEvents(['deleted', 'added'].map((type) => event(type as 'added', 'presenceSubscription', '/sub/1')));
    await idle();
    expect([...server.subscriptions.keys()]).toEqual(['/sub/1']);
    expect(client.of('DELETE /sub/1')).toEqual([]);
  });

  test('one that is told before the answer to our request is ours', async () => {
    const { want, attach, client, presence: made } = presence();
    const answer = later<Resource>();
    client.on(`POST ${HREF.presenceSubscriptions}`, () => answer.promise);
    want('contact', 'ann@x');
    await attach();
    made.onEvents([event('added', 'presenceSubscription', '/sub/1')]);
    answer.give(resource('presenceSubscription', '/sub/1'));
    await idle();
    expect(client.of(`GET ${HREF.presenceSubscriptions}`)).toHaveLength(0);
    expect(client.of('DELETE /sub/1')).toHaveLength(0);
  });

  test('that somebody left a group: who is in it again was not covered in between, and is read again', async () => {
    const { want, attach, client, presence: made } = presence();
    want('group', 'team');
    await attach();
    client.calls.length = 0;
    const left = (address: string) =>
      event('deleted', 'contact', HREF.contact(address), { in: { rel: 'group', href: HREF.group('team') } });
    made.onEvents([left('cid@x'), left('ann@x')]);
    await idle();
    const parts = ['presence', 'note', 'location'] as const;
    expect(client.log).toEqual(parts.map((part) => `GET ${HREF.part('cid@x', part)}`));
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
