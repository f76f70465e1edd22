import { describe, expect, test } from 'vitest';
import { later, noAnswer, refusal, resource } from '../testing/client.ts';
import { contactList, HREF } from '../testing/contact-list.ts';
import { contact, follow, testStore } from '../testing/entities.ts';
import { drivenClock, idle } from '../testing/clock.ts';
import type { Resource } from '../ucwa/index.ts';
import { createListReader } from './list-reader.ts';
import { fresh, isFresh, type Stale } from './stale.ts';

function reading() {
  const server = contactList();
  const store = testStore();
  const clock = drivenClock();
  const reader = createListReader(server.application, store, clock);
  return {
    ...server,
    store,
    clock,
    reader,
    all: () => reader.read(everything()),
    shown: () => ({
      groups: Object.fromEntries([...store.state.groups.values()].map(({ id, name }) => [id, name])),
      people: Object.fromEntries([...store.state.contacts.values()].map(({ address, groups }) => [address, groups])),
    }),
  };
}

function everything(): Stale {
  return { ...fresh(), groups: true, allMembers: true };
}

describe('the first reading', () => {
  test('shows groups and members in one step, and says when', async () => {
    const { put, all, store, shown, clock } = reading();
    put('sales', ['ann@x', 'ben@x']);
    put('team', ['ann@x'], { name: 'The Team' });
    put('empty', []);
    expect(await all()).toEqual({ ok: true, value: null });
    expect(shown()).toEqual({
      groups: { sales: 'Group sales', team: 'The Team', empty: 'Group empty' },
      people: { 'ann@x': ['sales', 'team'], 'ben@x': ['sales'] },
    });
    expect(store.state.list).toEqual({ state: 'current', asOf: clock.now(), readOnly: null });
    expect(store.state.revision).toBe(1);
  });

  test('asks for members many at once', async () => {
    const { put, all, client } = reading();
    put('a', []);
    put('b', []);
    put('c', []);
    await all();
    expect(client.batches).toEqual([['a', 'b', 'c'].map(HREF.members)]);
  });

  test('learns the hrefs', async () => {
    const { put, all, reader } = reading();
    put('sales', ['ann@x']);
    await all();
    expect(reader.directory.groupId(HREF.group('sales'))).toBe('sales');
    expect(reader.directory.address(HREF.contact('ann@x'))).toBe('ann@x');
  });

  test('a server without the list says so', async () => {
    const server = contactList();
    const reader = createListReader(
      { ...server.application, people: resource('people', '/people') },
      testStore(),
      drivenClock(),
    );
    expect(await reader.read(everything())).toMatchObject({ ok: false, error: { code: 'ucwa.forbidden' } });
  });

  test('an answer without content is to be asked for again, not an empty list', async () => {
    const { put, all, client, shown } = reading();
    put('sales', ['ann@x']);
    await all();
    client.on(`GET ${HREF.groups}`, null);
    expect(await all()).toMatchObject({ ok: false, error: { retryable: true } });
    expect(shown().groups).toHaveProperty('sales');
  });
});

describe('contacts', () => {
  test('that come as links only are read in turn', async () => {
    const { put, all, client, contact: contactOf, shown } = reading();
    put('sales', []);
    contactOf('ann@x');
    contactOf('ben@x');
    const hrefs = ['ann@x', 'ben@x'].map(HREF.contact);
    client.on(`GET ${HREF.members('sales')}`, resource('groupContacts', '/x', { links: { contact: hrefs } }));
    await all();
    expect(shown().people).toEqual({ 'ann@x': ['sales'], 'ben@x': ['sales'] });
    expect(client.batches.at(-1)).toEqual(hrefs);
  });

  test('that come as links and embedded are not read again', async () => {
    const { put, all, client, contact: contactOf, shown } = reading();
    put('sales', []);
    const both = resource('groupContacts', '/x', {
      links: { contact: HREF.contact('ann@x') },
      embedded: { contact: contactOf('ann@x') },
    });
    client.on(`GET ${HREF.members('sales')}`, both);
    await all();
    expect(shown().people).toEqual({ 'ann@x': ['sales'] });
    expect(client.of(`GET ${HREF.contact('ann@x')}`)).toEqual([]);
  });

  test('one that says nothing about itself is left out', async () => {
    const { put, all, client, contact: contactOf, shown } = reading();
    put('sales', []);
    const members = resource('groupContacts', '/x', {
      embedded: { contact: [resource('contact', '/nobody'), contactOf('ann@x')] },
    });
    client.on(`GET ${HREF.members('sales')}`, members);
    await all();
    expect(shown().people).toEqual({ 'ann@x': ['sales'] });
  });

  test('one that changed is read on its own and keeps its groups', async () => {
    const { put, all, facts, reader, store, client } = reading();
    put('sales', ['ann@x']);
    await all();
    facts.set('ann@x', { title: 'Chief' });
    const before = client.calls.length;
    await reader.read({ ...fresh(), contacts: new Set([HREF.contact('ann@x')]) });
    expect(store.state.contacts.get('ann@x')).toEqual(contact('ann@x', ['sales'], { name: 'ann', title: 'Chief' }));
    expect(client.log.slice(before)).toEqual([`GET ${HREF.contact('ann@x')}`]);
  });

  test('somebody who is not on the list does not come in through an event', async () => {
    const { put, all, contact: contactOf, reader, store } = reading();
    put('sales', ['ann@x']);
    await all();
    contactOf('stranger@x');
    await reader.read({ ...fresh(), contacts: new Set([HREF.contact('stranger@x')]) });
    expect(store.state.contacts.has('stranger@x')).toBe(false);
  });

  test('of a distribution group come by expanding it', async () => {
    const { all, client, contact: contactOf, shown } = reading();
    client.on(
      `GET ${HREF.groups}`,
      resource('myGroups', HREF.groups, {
        embedded: {
          distributionGroup: resource('distributionGroup', '/dl', {
            properties: { id: 'dl', name: 'All' },
            links: { expandDistributionGroup: '/dl/expand' },
          }),
        },
      }),
    );
    client.on(
      'GET /dl/expand',
      resource('distributionGroup', '/dl/expand', { embedded: { contact: contactOf('ann@x') } }),
    );
    await all();
    expect(shown()).toEqual({ groups: { dl: 'All' }, people: { 'ann@x': ['dl'] } });
  });

  test('that came along with a group that cannot be expanded stay when only members are read', async () => {
    const { all, client, contact: contactOf, reader, shown } = reading();
    client.on(
      `GET ${HREF.groups}`,
      resource('myGroups', HREF.groups, {
        embedded: {
          distributionGroup: resource('distributionGroup', '/dl', {
            properties: { id: 'dl' },
            embedded: { contact: contactOf('ann@x') },
          }),
        },
      }),
    );
    await all();
    expect(shown().people).toEqual({ 'ann@x': ['dl'] });
    await reader.read({ ...fresh(), members: new Set(['dl']) });
    await reader.read({ ...fresh(), allMembers: true });
    expect(shown().people).toEqual({ 'ann@x': ['dl'] });
  });
});

describe('a part', () => {
  test('members of one group', async () => {
    const { put, all, groups, reader, client, shown } = reading();
    put('sales', ['ann@x']);
    put('team', ['ben@x']);
    await all();
    groups.get('sales')!.members = ['cid@x'];
    groups.get('team')!.members = [];
    const before = client.calls.length;
    await reader.read({ ...fresh(), members: new Set(['sales']) });
    expect(client.log.slice(before)).toEqual([`GET ${HREF.members('sales')}`]);
    expect(shown().people).toEqual({ 'cid@x': ['sales'], 'ben@x': ['team'] });
  });

  test('the list of groups: new ones with their members, the others without', async () => {
    const { put, all, reader, client, shown } = reading();
    put('sales', ['ann@x']);
    await all();
    put('team', ['ben@x']);
    const before = client.calls.length;
    await reader.read({ ...fresh(), groups: true });
    expect(client.log.slice(before)).toEqual([`GET ${HREF.groups}`, `GET ${HREF.members('team')}`]);
    expect(shown().people).toEqual({ 'ann@x': ['sales'], 'ben@x': ['team'] });
  });

  test('all members', async () => {
    const { put, all, groups, reader, shown } = reading();
    put('sales', ['ann@x']);
    put('team', []);
    await all();
    groups.get('team')!.members = ['ann@x'];
    await reader.read({ ...fresh(), allMembers: true });
    expect(shown().people).toEqual({ 'ann@x': ['sales', 'team'] });
  });

  test('is no full reading', async () => {
    const { put, reader, store } = reading();
    put('sales', ['ann@x']);
    await reader.read({ ...fresh(), groups: true });
    await reader.read({ ...fresh(), allMembers: true });
    expect(store.state.list.state).toBe('none');
  });

  test('a rename changes nothing but the name', async () => {
    const { put, all, groups, reader, shown } = reading();
    put('sales', ['ann@x']);
    await all();
    groups.get('sales')!.name = 'Selling';
    await reader.read({ ...fresh(), groups: true });
    expect(shown()).toEqual({ groups: { sales: 'Selling' }, people: { 'ann@x': ['sales'] } });
  });

  test('who leaves the last group leaves, unless followed', async () => {
    const { put, all, groups, reader, store, shown } = reading();
    put('sales', ['ann@x', 'ben@x']);
    await all();
    store.dispatch({ type: 'followPut', follow: follow('contact', 'ben@x') });
    groups.get('sales')!.members = [];
    await reader.read({ ...fresh(), members: new Set(['sales']) });
    expect(shown().people).toEqual({ 'ben@x': [] });
  });
});

describe('a group that goes between two readings', () => {
  test('its members are asked for: the list is read again and the group goes', async () => {
    const { put, all, groups, reader, shown } = reading();
    put('sales', ['ann@x']);
    put('team', ['ben@x']);
    await all();
    groups.delete('team');
    await reader.read({ ...fresh(), members: new Set(['team']) });
    expect(shown()).toEqual({ groups: { sales: 'Group sales' }, people: { 'ann@x': ['sales'] } });
  });

  test('while everything is read: alike', async () => {
    const { put, all, groups, client, shown } = reading();
    put('sales', ['ann@x']);
    put('team', ['ben@x']);
    client.on(`GET ${HREF.members('team')}`, () => {
      groups.delete('team');
      return refusal(404);
    });
    const stale = everything();
    expect((await all()).ok).toBe(true);
    expect(shown()).toEqual({ groups: { sales: 'Group sales' }, people: { 'ann@x': ['sales'] } });
    expect(stale.members.size).toBe(0);
  });

  test('a server that goes on naming it is not asked without end', async () => {
    const { put, reader, client, shown } = reading();
    put('sales', ['ann@x']);
    put('team', []);
    client.on(`GET ${HREF.members('team')}`, refusal(404));
    const stale = everything();
    expect(await reader.read(stale)).toEqual({ ok: true, value: null });
    expect(isFresh(stale)).toBe(true);
    expect(client.of(`GET ${HREF.groups}`)).toHaveLength(2);
    expect(shown().people).toEqual({ 'ann@x': ['sales'] });
  });

  test('if the list cannot be read then, it stays to be read', async () => {
    const { put, all, groups, reader, client, shown } = reading();
    put('sales', ['ann@x']);
    put('team', ['ben@x']);
    await all();
    groups.delete('team');
    client.on(`GET ${HREF.groups}`, noAnswer());
    const stale = { ...fresh(), members: new Set(['team']) };
    expect(await reader.read(stale)).toMatchObject({ ok: true, value: { code: 'network.unreachable' } });
    expect(stale.groups).toBe(true);
    expect(shown().groups).toHaveProperty('team');
  });
});

describe('what cannot be read', () => {
  test('the list of groups: nothing is applied, everything stays to be read', async () => {
    const { put, all, groups, client, reader, shown, store } = reading();
    put('sales', ['ann@x']);
    await all();
    groups.get('sales')!.members = [];
    client.on(`GET ${HREF.groups}`, noAnswer());
    const { revision } = store.state;
    const stale = { ...everything(), members: new Set(['sales']), contacts: new Set(['/c']) };
    expect(await reader.read(stale)).toMatchObject({ ok: false, error: { code: 'network.unreachable' } });
    expect(stale).toEqual({ ...everything(), members: new Set(['sales']), contacts: new Set(['/c']) });
    expect(store.state.revision).toBe(revision);
    expect(shown().people).toEqual({ 'ann@x': ['sales'] });
  });

  test('no group at all: the same', async () => {
    const { put, client, reader, store } = reading();
    put('sales', ['ann@x']);
    put('team', ['ann@x']);
    for (const id of ['sales', 'team']) client.on(`GET ${HREF.members(id)}`, noAnswer());
    const stale = everything();
    expect((await reader.read(stale)).ok).toBe(false);
    expect(stale).toEqual(everything());
    expect(store.state.revision).toBe(0);
  });

  test.each([403, 409, 400])('one group (%i): what is known of it stays, the others are shown', async (status) => {
    const { put, all, groups, client, shown } = reading();
    put('sales', ['ann@x']);
    put('team', ['ben@x']);
    await all();
    groups.get('sales')!.members = ['ann@x', 'cid@x'];
    client.on(`GET ${HREF.members('team')}`, refusal(status));
    expect(await all()).toEqual({ ok: true, value: null });
    expect(shown().people).toEqual({ 'ann@x': ['sales'], 'cid@x': ['sales'], 'ben@x': ['team'] });
  });

  test('one group that fails in a way that may pass: the others are shown, it stays to be read', async () => {
    const { put, client, reader, shown, store } = reading();
    put('sales', ['ann@x']);
    put('team', ['ben@x']);
    client.on(`GET ${HREF.members('team')}`, refusal(500));
    const stale = everything();
    expect(await reader.read(stale)).toMatchObject({ ok: true, value: { code: 'ucwa.serviceFailure' } });
    expect(stale).toEqual({ ...fresh(), members: new Set(['team']) });
    expect(shown()).toMatchObject({
      groups: { sales: 'Group sales', team: 'Group team' },
      people: { 'ann@x': ['sales'] },
    });
    expect(store.state.list.state).toBe('current');
  });

  test('one contact that fails in a way that may pass stays to be read, the others are shown', async () => {
    const { put, all, facts, client, reader, store } = reading();
    put('sales', ['ann@x', 'ben@x']);
    await all();
    facts.set('ann@x', { title: 'Chief' });
    client.on(`GET ${HREF.contact('ben@x')}`, refusal(503));
    const stale = { ...fresh(), contacts: new Set(['ann@x', 'ben@x'].map(HREF.contact)) };
    expect(await reader.read(stale)).toMatchObject({ ok: true, value: { code: 'ucwa.unavailable' } });
    expect(stale).toEqual({ ...fresh(), contacts: new Set([HREF.contact('ben@x')]) });
    expect(store.state.contacts.get('ann@x')?.title).toBe('Chief');
  });

  test('a contact that is gone is no failure', async () => {
    const { put, all, reader } = reading();
    put('sales', ['ann@x']);
    await all();
    const stale = { ...fresh(), contacts: new Set(['/people/gone']) };
    expect(await reader.read(stale)).toEqual({ ok: true, value: null });
    expect(isFresh(stale)).toBe(true);
  });
});

describe('order', () => {
  test('an older answer is never applied after a newer one', async () => {
    const { put, all, groups, client, contact: contactOf, reader, shown } = reading();
    put('sales', ['ann@x']);
    await all();
    const slow = later<Resource>();
    const past = resource('groupContacts', '/x', { embedded: { contact: contactOf('ann@x') } });
    client.on(
      `GET ${HREF.members('sales')}`,
      () => slow.promise,
      () => resource('groupContacts', '/x', { embedded: { contact: groups.get('sales')!.members.map(contactOf) } }),
    );
    const first = reader.read({ ...fresh(), members: new Set(['sales']) });
    await idle();
    groups.get('sales')!.members = ['ben@x'];
    const second = reader.read({ ...fresh(), members: new Set(['sales']) });
    await idle();
    expect(client.of(`GET ${HREF.members('sales')}`)).toHaveLength(2);
    slow.give(past);
    await Promise.all([first, second]);
    expect(shown().people).toEqual({ 'ben@x': ['sales'] });
  });

  test('what becomes stale during a reading stays to be read', async () => {
    const { put, client, contact: contactOf, reader } = reading();
    put('sales', ['ann@x']);
    const slow = later<Resource>();
    client.on(`GET ${HREF.members('sales')}`, () => slow.promise);
    const stale = everything();
    const read = reader.read(stale);
    await idle();
    stale.members.add('sales');
    slow.give(resource('groupContacts', '/x', { embedded: { contact: contactOf('ann@x') } }));
    await read;
    expect(stale).toEqual({ ...fresh(), members: new Set(['sales']) });
  });

  test('nothing is applied once the application has ended', async () => {
    const { put, application, client, contact: contactOf, reader, store } = reading();
    put('sales', ['ann@x']);
    client.getMany = async () => {
      application.end();
      const members = resource('groupContacts', '/x', { embedded: { contact: contactOf('ann@x') } });
      return [{ ok: true, value: { status: 200, resource: members, etag: null } }];
    };
    expect(await reader.read(everything())).toMatchObject({ ok: false, error: { code: 'session.ended' } });
    expect(store.state.revision).toBe(0);
  });
});
