import { describe, expect, test } from 'vitest';
import type { Result } from '../result.ts';
import { ok } from '../result.ts';
import { application, noAnswer, refusal, resource, type Call } from '../testing/client.ts';
import { contactList, HREF } from '../testing/contact-list.ts';
import { testStore } from '../testing/entities.ts';
import { drivenClock } from '../testing/clock.ts';
import { executePeopleEdit, type PeopleWish } from './edits.ts';
import { createPeople } from './people.ts';

const POST_GROUP = `POST ${HREF.groups}`;
const POST_MEMBER = `POST ${HREF.memberships}`;
const REMOVE_ALL = '/people/memberships/removeContactFromAllGroups';
const ann = { address: 'ann@x', name: 'Ann' };

/** A list with Ann and Ben in sales, Ben in team, that does what it is asked to. */
async function edits() {
  const server = contactList();
  const { client, groups, put } = server;
  const store = testStore();
  const clock = drivenClock();
  const people = createPeople(store, clock);
  put('sales', ['ann@x', 'ben@x']);
  put('team', ['ben@x']);
  put('all', [], { kind: 'distributionGroup' });

  const groupOf = (call: Call): string => String(call.body?.['groupId'] ?? call.options.query?.['groupId']);
  const addressIn = (call: Call): string => String(call.body?.['contactUri']).replace('sip:', '');
  client.on(POST_GROUP, (call) => {
    put('new', [], { name: String(call.body?.['displayName']) });
    return null;
  });
  client.on(POST_MEMBER, (call) => {
    const members = groups.get(groupOf(call))!.members;
    if (members.includes(addressIn(call))) return refusal(409, 'AlreadyExists');
    members.push(addressIn(call));
    return null;
  });
  client.on(`GET ${HREF.memberships}`, (call) => {
    const ids = call.options.query?.['groupId'] === undefined ? [...groups.keys()] : [groupOf(call)];
    return resource('myGroupMemberships', HREF.memberships, {
      embedded: {
        myGroupMembership: ids.flatMap((id) =>
          groups.get(id)!.members.map((address) => server.membership(id, address)),
        ),
      },
    });
  });
  for (const id of ['sales', 'team']) {
    client.on(`DELETE ${HREF.group(id)}`, () => {
      groups.delete(id);
      return null;
    });
    for (const address of ['ann@x', 'ben@x']) {
      client.on(`DELETE ${HREF.membership(id, address)}`, () => {
        const group = groups.get(id)!;
        group.members = group.members.filter((member) => member !== address);
        return null;
      });
    }
  }
  await people.attach(server.application);
  client.calls.length = 0;
  return {
    ...server,
    store,
    clock,
    people,
    execute: (wish: PeopleWish): Promise<Result<null>> => executePeopleEdit(wish, server.application, people, store),
    writes: () => client.calls.filter(({ method }) => method !== 'GET'),
    groupsOf: (address: string) => store.state.contacts.get(address)?.groups,
    names: () => [...store.state.groups.values()].map(({ name }) => name),
  };
}

const NOT_CHANGED = { ok: false, error: { code: 'edit.notChanged' } };
const GONE = { ok: false, error: { code: 'edit.noLongerPossible' } };

test('every write carries revision 2 and the signal of the application', async () => {
  const { execute, writes, client, application: app } = await edits();
  client.on(`GET ${HREF.group('sales')}`, resource('group', HREF.group('sales'), { properties: { name: 'X' } }));
  client.on(`PUT ${HREF.group('sales')}`, null);
  await execute({ kind: 'groupCreate', name: 'New' });
  await execute({ kind: 'groupRename', groupId: 'sales', name: 'Y' });
  await execute({ kind: 'memberMove', ...ann, from: 'sales', to: 'team' });
  await execute({ kind: 'groupDelete', groupId: 'team', name: 'Team' });
  expect(writes().map(({ method }) => method)).toEqual(['POST', 'PUT', 'POST', 'DELETE', 'DELETE']);
  for (const { options } of writes()) {
    expect(options.revision).toBe(2);
    expect(options.signal).toBe(app.signal);
  }
});

describe('create a group', () => {
  const wish: PeopleWish = { kind: 'groupCreate', name: 'New' };

  test('posts the name and reads the list', async () => {
    const { execute, writes, names } = await edits();
    expect(await execute(wish)).toEqual(ok(null));
    expect(writes().map(({ href, body }) => [href, body])).toEqual([[HREF.groups, { displayName: 'New' }]]);
    expect(names()).toContain('New');
  });

  test('the server said yes but nothing changed', async () => {
    const { execute, client } = await edits();
    client.on(POST_GROUP, null);
    expect(await execute(wish)).toMatchObject(NOT_CHANGED);
  });

  test('made by an earlier try whose answer was lost: a success', async () => {
    const { execute, client, put } = await edits();
    put('new', [], { name: 'New' });
    client.on(POST_GROUP, refusal(409, 'AlreadyExists'));
    expect(await execute(wish)).toEqual(ok(null));
  });

  test('one that exists in another spelling is refused as it is', async () => {
    const { execute, client, put } = await edits();
    put('new', [], { name: 'NEW' });
    client.on(POST_GROUP, refusal(409, 'AlreadyExists'));
    expect(await execute(wish)).toMatchObject({ ok: false, error: { code: 'ucwa.alreadyExists' } });
  });

  test('too many groups', async () => {
    const { execute, client } = await edits();
    client.on(POST_GROUP, refusal(409, 'TooManyGroups'));
    expect(await execute(wish)).toMatchObject({ ok: false, error: { code: 'ucwa.tooManyGroups' } });
    expect(client.calls).toHaveLength(1);
  });

  test('without the link it is not possible', async () => {
    const { people, store, client } = await edits();
    expect(await executePeopleEdit(wish, application(client), people, store)).toMatchObject(GONE);
    expect(client.calls).toEqual([]);
  });

  test('done, but not to be read back: to be tried again, not "not changed"', async () => {
    const { execute, client } = await edits();
    client.on(`GET ${HREF.groups}`, noAnswer());
    expect(await execute(wish)).toMatchObject({ ok: false, error: { code: 'network.unreachable', retryable: true } });
  });

  test('done as the session ended: not "not changed"', async () => {
    const { execute, client, application: app } = await edits();
    client.on(POST_GROUP, () => {
      app.end();
      return null;
    });
    expect(await execute(wish)).toMatchObject({ ok: false, error: { retryable: true } });
  });
});

describe('rename a group', () => {
  const wish: PeopleWish = { kind: 'groupRename', groupId: 'sales', name: 'Selling' };
  const GET = `GET ${HREF.group('sales')}`;
  const PUT = `PUT ${HREF.group('sales')}`;
  const GUARD = { 'a1b2c3d4-0000': 'please pass this in a PUT request' };

  async function renaming() {
    const made = await edits();
    const group = (etag: string, properties = {}) =>
      resource('group', HREF.group('sales'), {
        etag,
        properties: { id: 'sales', name: made.groups.get('sales')!.name, ...GUARD, ...properties },
      });
    made.client.on(GET, () => group('1'));
    made.client.on(PUT, (call) => {
      made.groups.get('sales')!.name = String(call.body?.['name']);
      return null;
    });
    return { ...made, group };
  }

  test('puts everything that was read back, the guard included, with the etag', async () => {
    const { execute, writes, client, names } = await renaming();
    expect(await execute(wish)).toEqual(ok(null));
    expect(writes()).toHaveLength(1);
    expect(writes()[0]).toMatchObject({ body: { id: 'sales', name: 'Selling', ...GUARD }, options: { ifMatch: '1' } });
    expect(client.of(GET)[0]?.options.revision).toBe(2);
    expect(names()).toContain('Selling');
  });

  test('somebody was faster: theirs is read, ours laid over it', async () => {
    const { execute, writes, client, group } = await renaming();
    client.on(GET, group('1'), group('2', { note: 'theirs' }));
    client.on(PUT, refusal(412), (call) => {
      client.on(`GET ${HREF.groups}`, myGroups(String(call.body?.['name'])));
      return null;
    });
    expect(await execute(wish)).toEqual(ok(null));
    expect(writes().map(({ options }) => options.ifMatch)).toEqual(['1', '2']);
    expect(writes()[1]?.body).toMatchObject({ note: 'theirs', name: 'Selling' });
  });

  test('three times at most, then it is final', async () => {
    const { execute, writes, client } = await renaming();
    client.on(PUT, refusal(412));
    expect(await execute(wish)).toMatchObject({
      ok: false,
      error: { code: 'ucwa.preconditionFailed', retryable: false },
    });
    expect(writes()).toHaveLength(3);
  });

  test('already called so: nothing is written', async () => {
    const { execute, writes, groups } = await renaming();
    groups.get('sales')!.name = 'Selling';
    expect(await execute(wish)).toEqual(ok(null));
    expect(writes()).toEqual([]);
  });

  test('the server said yes but nothing changed', async () => {
    const { execute, client } = await renaming();
    client.on(PUT, null);
    expect(await execute(wish)).toMatchObject(NOT_CHANGED);
  });

  test('the group is gone', async () => {
    const { execute, client } = await renaming();
    client.on(GET, refusal(404));
    expect(await execute(wish)).toMatchObject({ ok: false, error: { code: 'ucwa.notFound' } });
    expect(await execute({ ...wish, groupId: 'never' })).toMatchObject(GONE);
  });

  test('other refusals are handed on at once', async () => {
    const { execute, writes, client } = await renaming();
    client.on(PUT, refusal(403));
    expect(await execute(wish)).toMatchObject({ ok: false, error: { code: 'ucwa.forbidden' } });
    expect(writes()).toHaveLength(1);
  });
});

function myGroups(name: string) {
  return resource('myGroups', HREF.groups, {
    embedded: { group: resource('group', HREF.group('sales'), { properties: { id: 'sales', name }, revision: 2 }) },
  });
}

describe('delete a group', () => {
  const wish: PeopleWish = { kind: 'groupDelete', groupId: 'sales', name: 'Sales' };

  test('the group and who was in no other go; all members are read, they may be anywhere now', async () => {
    const { execute, writes, client, groups, put, store, groupsOf } = await edits();
    client.on(`DELETE ${HREF.group('sales')}`, () => {
      groups.delete('sales');
      put('default', ['ann@x'], { kind: 'defaultGroup' });
      return null;
    });
    expect(await execute(wish)).toEqual(ok(null));
    expect(writes().map(({ href, body }) => [href, body])).toEqual([[HREF.group('sales'), null]]);
    expect(store.state.groups.has('sales')).toBe(false);
    expect(groupsOf('ann@x')).toEqual(['default']);
    expect(client.of(`GET ${HREF.members('team')}`)).toHaveLength(1);
  });

  test('404: gone already, a success', async () => {
    const { execute, client, groups } = await edits();
    client.on(`DELETE ${HREF.group('sales')}`, () => {
      groups.delete('sales');
      return refusal(404);
    });
    expect(await execute(wish)).toEqual(ok(null));
  });

  test('not on the list any more: a success without a request to write', async () => {
    const { execute, writes } = await edits();
    expect(await execute({ ...wish, groupId: 'never' })).toEqual(ok(null));
    expect(writes()).toEqual([]);
  });

  test('the server said yes but nothing changed', async () => {
    const { execute, client } = await edits();
    client.on(`DELETE ${HREF.group('sales')}`, null);
    expect(await execute(wish)).toMatchObject(NOT_CHANGED);
  });

  test('refused', async () => {
    const { execute, client, store } = await edits();
    client.on(`DELETE ${HREF.group('sales')}`, refusal(500, 'MigrationInProgress'));
    expect(await execute(wish)).toMatchObject({ ok: false, error: { code: 'ucwa.readOnly' } });
    expect(store.state.groups.has('sales')).toBe(true);
  });
});

describe('add a contact', () => {
  const wish: PeopleWish = { kind: 'memberAdd', ...ann, groupId: 'team' };

  test('posts the membership and reads that group', async () => {
    const { execute, writes, client, groupsOf } = await edits();
    expect(await execute(wish)).toEqual(ok(null));
    expect(writes().map(({ href, body }) => [href, body])).toEqual([
      [HREF.memberships, { contactUri: 'sip:ann@x', groupId: 'team' }],
    ]);
    expect(client.log.slice(1)).toEqual([`GET ${HREF.members('team')}`]);
    expect(groupsOf('ann@x')).toEqual(['sales', 'team']);
  });

  test('AlreadyExists is a success', async () => {
    const { execute, groups, groupsOf } = await edits();
    groups.get('team')!.members.push('ann@x');
    expect(await execute(wish)).toEqual(ok(null));
    expect(groupsOf('ann@x')).toEqual(['sales', 'team']);
  });

  test('the server said yes but nothing changed', async () => {
    const { execute, client } = await edits();
    client.on(POST_MEMBER, null);
    expect(await execute(wish)).toMatchObject(NOT_CHANGED);
  });

  test.each([
    [refusal(409, 'LimitExceeded'), 'ucwa.limitExceeded'],
    [refusal(403), 'ucwa.forbidden'],
    [refusal(500, 'MigrationInProgress'), 'ucwa.readOnly'],
  ])('refused: %o', async (error, code) => {
    const { execute, client } = await edits();
    client.on(POST_MEMBER, error);
    expect(await execute(wish)).toMatchObject({ ok: false, error: { code } });
    expect(client.calls).toHaveLength(1);
  });

  test('to a group that is gone, or without the link', async () => {
    const { execute, people, store, client } = await edits();
    expect(await execute({ ...wish, groupId: 'never' })).toMatchObject(GONE);
    expect(await executePeopleEdit(wish, application(client), people, store)).toMatchObject(GONE);
    expect(client.calls).toEqual([]);
  });
});

describe('remove a contact', () => {
  const wish: PeopleWish = { kind: 'memberRemove', ...ann, groupId: 'sales' };

  test('finds the membership of that group and deletes it alone', async () => {
    const { execute, writes, client, groupsOf } = await edits();
    expect(await execute({ ...wish, address: 'ben@x' })).toEqual(ok(null));
    expect(client.calls[0]).toMatchObject({
      method: 'GET',
      href: HREF.memberships,
      options: { query: { groupId: 'sales' }, revision: 2 },
    });
    expect(writes().map(({ method, href }) => [method, href])).toEqual([['DELETE', HREF.membership('sales', 'ben@x')]]);
    expect(groupsOf('ben@x')).toEqual(['team']);
  });

  test('a server that ignores the question for one group is read with care', async () => {
    const { execute, writes, client, membership } = await edits();
    const all = ['team', 'sales'].map((id) => membership(id, 'ben@x'));
    client.on(`GET ${HREF.memberships}`, resource('m', HREF.memberships, { embedded: { myGroupMembership: all } }));
    await execute({ ...wish, address: 'ben@x' });
    expect(writes().map(({ href }) => href)).toEqual([HREF.membership('sales', 'ben@x')]);
  });

  test('not a member any more: a success without a request to write', async () => {
    const { execute, writes, groups, groupsOf } = await edits();
    groups.get('sales')!.members = [];
    expect(await execute(wish)).toEqual(ok(null));
    expect(writes()).toEqual([]);
    expect(groupsOf('ann@x')).toBeUndefined();
  });

  test('404 on the delete is a success', async () => {
    const { execute, client, groups } = await edits();
    client.on(`DELETE ${HREF.membership('sales', 'ann@x')}`, () => {
      groups.get('sales')!.members = [];
      return refusal(404);
    });
    expect(await execute(wish)).toEqual(ok(null));
  });

  test('the server said yes but nothing changed', async () => {
    const { execute, client, groupsOf } = await edits();
    client.on(`DELETE ${HREF.membership('sales', 'ann@x')}`, null);
    expect(await execute(wish)).toMatchObject(NOT_CHANGED);
    expect(groupsOf('ann@x')).toEqual(['sales']);
  });

  test('refused, or the memberships cannot be read', async () => {
    const { execute, client } = await edits();
    client.on(`DELETE ${HREF.membership('sales', 'ann@x')}`, refusal(403));
    expect(await execute(wish)).toMatchObject({ ok: false, error: { code: 'ucwa.forbidden' } });
    client.on(`GET ${HREF.memberships}`, noAnswer());
    expect(await execute(wish)).toMatchObject({ ok: false, error: { retryable: true } });
  });

  test('without the link', async () => {
    const { people, store, client } = await edits();
    expect(await executePeopleEdit(wish, application(client), people, store)).toMatchObject(GONE);
  });
});

describe('move a contact', () => {
  const wish: PeopleWish = { kind: 'memberMove', ...ann, from: 'sales', to: 'team' };

  test('is added first, then removed', async () => {
    const { execute, writes, groupsOf } = await edits();
    expect(await execute(wish)).toEqual(ok(null));
    expect(writes().map(({ method, href }) => [method, href])).toEqual([
      ['POST', HREF.memberships],
      ['DELETE', HREF.membership('sales', 'ann@x')],
    ]);
    expect(groupsOf('ann@x')).toEqual(['team']);
  });

  test('is there already: only removed', async () => {
    const { execute, groupsOf } = await edits();
    expect(await execute({ ...wish, address: 'ben@x' })).toEqual(ok(null));
    expect(groupsOf('ben@x')).toEqual(['team']);
  });

  test.each([
    ['is refused', refusal(403)],
    ['gets no answer', noAnswer()],
    ['has no effect', null],
  ])('when adding %s, nothing is removed', async (_, reply) => {
    const { execute, writes, client, groupsOf } = await edits();
    client.on(POST_MEMBER, reply);
    expect((await execute(wish)).ok).toBe(false);
    expect(writes()).toHaveLength(1);
    expect(groupsOf('ann@x')).toEqual(['sales']);
  });

  test('when what was added cannot be read back, nothing is removed', async () => {
    const { execute, writes, client } = await edits();
    client.on(`GET ${HREF.members('team')}`, noAnswer());
    expect((await execute(wish)).ok).toBe(false);
    expect(writes()).toHaveLength(1);
  });

  test('to where it is: it stays there', async () => {
    const { execute, writes, groupsOf } = await edits();
    expect(await execute({ ...wish, to: 'sales' })).toEqual(ok(null));
    expect(writes().map(({ method }) => method)).toEqual(['POST']);
    expect(groupsOf('ann@x')).toEqual(['sales']);
  });
});

describe('remove from all groups', () => {
  const wish: PeopleWish = { kind: 'memberRemoveAll', address: 'ben@x', name: 'Ben' };

  async function withLink() {
    const made = await edits();
    made.client.on(
      `GET ${HREF.memberships}`,
      resource('m', HREF.memberships, { links: { removeContactFromAllGroups: REMOVE_ALL } }),
    );
    made.client.on(`POST ${REMOVE_ALL}`, (call) => {
      for (const group of made.groups.values())
        group.members = group.members.filter((member) => `sip:${member}` !== call.body?.['contactUri']);
      return null;
    });
    return made;
  }

  test('by the link, where the server has it', async () => {
    const { execute, writes, groupsOf } = await withLink();
    expect(await execute(wish)).toEqual(ok(null));
    expect(writes().map(({ href, body }) => [href, body])).toEqual([[REMOVE_ALL, { contactUri: 'sip:ben@x' }]]);
    expect(groupsOf('ben@x')).toBeUndefined();
    expect(groupsOf('ann@x')).toEqual(['sales']);
  });

  test('by the link: 404 is a success when the person is gone', async () => {
    const { execute, client, groups } = await withLink();
    client.on(`POST ${REMOVE_ALL}`, () => {
      for (const group of groups.values()) group.members = [];
      return refusal(404);
    });
    expect(await execute(wish)).toEqual(ok(null));
  });

  test('by the link: the server said yes but nothing changed', async () => {
    const { execute, client } = await withLink();
    client.on(`POST ${REMOVE_ALL}`, null);
    expect(await execute(wish)).toMatchObject(NOT_CHANGED);
  });

  test('by the link: groups that cannot be changed do not count', async () => {
    const { execute, groups, client, people, store } = await withLink();
    groups.get('all')!.members = ['ben@x'];
    await people.reread({ allMembers: true });
    client.on(`POST ${REMOVE_ALL}`, () => {
      groups.get('sales')!.members = [];
      groups.get('team')!.members = [];
      return null;
    });
    expect(await execute(wish)).toEqual(ok(null));
    expect(store.state.contacts.get('ben@x')?.groups).toEqual(['all']);
  });

  test('one by one, where it has not; groups that cannot be changed are left alone', async () => {
    const { execute, writes, groups, people, store } = await edits();
    groups.get('all')!.members = ['ben@x'];
    await people.reread({ allMembers: true });
    expect(await execute(wish)).toEqual(ok(null));
    expect(writes().map(({ href }) => href)).toEqual([
      HREF.membership('sales', 'ben@x'),
      HREF.membership('team', 'ben@x'),
    ]);
    expect(store.state.contacts.get('ben@x')?.groups).toEqual(['all']);
  });

  test('one by one: stops at the first refusal', async () => {
    const { execute, writes, client } = await edits();
    client.on(`DELETE ${HREF.membership('sales', 'ben@x')}`, refusal(403));
    expect(await execute(wish)).toMatchObject({ ok: false, error: { code: 'ucwa.forbidden' } });
    expect(writes()).toHaveLength(1);
  });

  test('somebody in no group at all', async () => {
    const { execute, writes } = await edits();
    expect(await execute({ ...wish, address: 'never@x' })).toEqual(ok(null));
    expect(writes()).toEqual([]);
  });
});
