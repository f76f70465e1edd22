import { describe, expect, test } from 'vitest';
import { ok } from '../result.ts';
import { application, noAnswer, refusal, resource } from '../testing/client.ts';
import { HREF } from '../testing/contact-list.ts';
import { executePeopleEdit, type PeopleWish } from './edits.ts';
import { POST_MEMBER, REMOVE_ALL, ann, edits, NOT_CHANGED, GONE } from '../testing/people-edits.ts';

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
