import { describe, expect, test } from 'vitest';
import { later, resource } from '../testing/client.ts';
import { contactList, HREF } from '../testing/contact-list.ts';
import { contact, follow, testStore } from '../testing/entities.ts';
import { drivenClock, idle } from '../testing/clock.ts';
import type { Resource } from '../ucwa/index.ts';
import { createListReader } from './list-reader.ts';
import { fresh } from './stale.ts';
import { reading, everything } from '../testing/list-reading.ts';

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
