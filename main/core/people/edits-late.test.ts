import { describe, expect, test } from 'vitest';
import { AT_ONCE, type Attempt } from '../edits/attempt.ts';
import { ok } from '../result.ts';
import { noAnswer, refusal, resource } from '../testing/client.ts';
import { HREF } from '../testing/contact-list.ts';
import { ann, edits, GONE, POST_GROUP, POST_MEMBER } from '../testing/people-edits.ts';
import { touchedBy, type PeopleWish } from './edits.ts';

const late = (...seen: string[]): Attempt => ({ late: true, asked: false, seen });
const UNKNOWN: Attempt = { late: true, asked: false, seen: null };
const CHANGED = { ok: false, error: { code: 'ucwa.preconditionFailed', remedy: 'reread' } };

describe('a group made by an attempt whose answer was lost', () => {
  const wish: PeopleWish = { kind: 'groupCreate', name: 'New' };

  test('is not made twice, also where the server would not mind', async () => {
    const { execute, writes, put, names } = await edits();
    put('new', [], { name: 'New' });
    expect(await execute(wish, late())).toEqual(ok(null));
    expect(writes()).toEqual([]);
    expect(names()).toContain('New');
  });

  test('was not made after all: now it is', async () => {
    const { execute, writes, names } = await edits();
    expect(await execute(wish, late())).toEqual(ok(null));
    expect(writes()).toHaveLength(1);
    expect(names()).toContain('New');
  });

  test('the list cannot be read: nothing is made blindly', async () => {
    const { execute, writes, client } = await edits();
    client.on(`GET ${HREF.groups}`, noAnswer());
    expect(await execute(wish, late())).toMatchObject({ ok: false, error: { remedy: 'repeatLater' } });
    expect(writes()).toEqual([]);
  });

  test('one whose name reads alike is not taken for it', async () => {
    const { execute, client, put } = await edits();
    put('new', [], { name: 'NEW' });
    client.on(POST_GROUP, refusal(409, 'AlreadyExists'));
    expect(await execute(wish, late())).toMatchObject({ error: { code: 'ucwa.alreadyExists', remedy: 'tell' } });
  });
});

describe('a group that others renamed meanwhile', () => {
  const rename: PeopleWish = { kind: 'groupRename', groupId: 'sales', name: 'Selling' };
  const remove: PeopleWish = { kind: 'groupDelete', groupId: 'sales', name: 'Group sales' };

  async function renamedTo(name: string) {
    const made = await edits();
    made.groups.get('sales')!.name = name;
    const group = resource('group', HREF.group('sales'), { etag: '1', properties: { id: 'sales', name } });
    made.client.on(`GET ${HREF.group('sales')}`, group);
    made.client.on(`PUT ${HREF.group('sales')}`, (call) => {
      made.groups.get('sales')!.name = String(call.body?.['name']);
      return null;
    });
    return made;
  }

  test('keeps their name, and theirs is shown', async () => {
    const { execute, writes, names } = await renamedTo('Shop');
    const outcome = await execute(rename, late('Group sales'));
    expect(outcome).toMatchObject(CHANGED);
    expect(outcome.ok ? '' : outcome.error.message).toContain('Shop');
    expect(writes()).toEqual([]);
    expect(names()).toContain('Shop');
  });

  test('is not deleted', async () => {
    const { execute, writes } = await renamedTo('Shop');
    expect(await execute(remove, late('Group sales'))).toMatchObject(CHANGED);
    expect(writes()).toEqual([]);
  });

  test.each([
    ['the name is as it was seen', 'Group sales', late('Group sales')],
    ['nobody knows what was seen', 'Shop', UNKNOWN],
    ['it is one that we gave it ourselves', 'Sale', late('Group sales', 'Sale')],
    ['there was no time for others', 'Shop', AT_ONCE],
  ])('%s: renamed and deleted', async (_, name, attempt) => {
    const one = await renamedTo(name);
    expect(await one.execute(rename, attempt)).toEqual(ok(null));
    expect(one.names()).toContain('Selling');
    const other = await renamedTo(name);
    expect(await other.execute(remove, attempt)).toEqual(ok(null));
    expect(other.store.state.groups.has('sales')).toBe(false);
  });

  test('renamed already by an attempt whose answer was lost: nothing is written', async () => {
    const { execute, writes } = await renamedTo('Selling');
    expect(await execute(rename, late('Group sales'))).toEqual(ok(null));
    expect(writes()).toEqual([]);
  });

  test('gone: renaming is not possible, deleting is done', async () => {
    const { execute, writes, groups } = await edits();
    groups.delete('sales');
    expect(await execute(rename, late('Group sales'))).toMatchObject(GONE);
    expect(await execute(remove, late('Group sales'))).toEqual(ok(null));
    expect(writes()).toEqual([]);
  });

  test.each([rename, remove])('the list cannot be read: nothing is written ($kind)', async (wish) => {
    const { execute, writes, client } = await renamedTo('Shop');
    client.on(`GET ${HREF.groups}`, noAnswer());
    expect(await execute(wish, late('Group sales'))).toMatchObject({ error: { remedy: 'repeatLater' } });
    expect(writes()).toEqual([]);
  });
});

describe('members', () => {
  const add: PeopleWish = { kind: 'memberAdd', ...ann, groupId: 'team' };
  const move: PeopleWish = { kind: 'memberMove', ...ann, from: 'sales', to: 'team' };

  test('added already: not added twice', async () => {
    const { execute, writes, groups, groupsOf } = await edits();
    groups.get('team')!.members.push('ann@x');
    expect(await execute(add, late())).toEqual(ok(null));
    expect(writes()).toEqual([]);
    expect(groupsOf('ann@x')).toEqual(['sales', 'team']);
  });

  test('not added yet: added', async () => {
    const { execute, writes } = await edits();
    expect(await execute(add, late())).toEqual(ok(null));
    expect(writes()).toHaveLength(1);
  });

  test('moved by half: the other half follows', async () => {
    const { execute, writes, groups, groupsOf } = await edits();
    groups.get('team')!.members.push('ann@x');
    expect(await execute(move, late())).toEqual(ok(null));
    expect(writes().map(({ method }) => method)).toEqual(['DELETE']);
    expect(groupsOf('ann@x')).toEqual(['team']);
  });

  test('moved wholly: nothing is written', async () => {
    const { execute, writes, groups, groupsOf } = await edits();
    groups.get('team')!.members.push('ann@x');
    groups.get('sales')!.members = ['ben@x'];
    expect(await execute(move, late())).toEqual(ok(null));
    expect(writes()).toEqual([]);
    expect(groupsOf('ann@x')).toEqual(['team']);
  });

  test('not moved at all: moved', async () => {
    const { execute, groupsOf } = await edits();
    expect(await execute(move, late())).toEqual(ok(null));
    expect(groupsOf('ann@x')).toEqual(['team']);
  });

  test.each(['taken off the list', 'moved elsewhere'])('%s by others: not brought back', async (how) => {
    const { execute, writes, groups, put } = await edits();
    groups.get('sales')!.members = ['ben@x'];
    if (how === 'moved elsewhere') put('third', ['ann@x']);
    expect(await execute(move, late())).toMatchObject(CHANGED);
    expect(writes()).toEqual([]);
  });

  test.each([add, move])('the group cannot be read: nothing is written ($kind)', async (wish) => {
    const { execute, writes, client } = await edits();
    for (const id of ['sales', 'team']) client.on(`GET ${HREF.members(id)}`, noAnswer());
    expect(await execute(wish, late())).toMatchObject({ error: { remedy: 'repeatLater' } });
    expect(writes()).toEqual([]);
  });

  test('taken out of a group that is gone: done', async () => {
    const { execute, writes, client, groups } = await edits();
    groups.delete('sales');
    client.on(`GET ${HREF.memberships}`, refusal(404));
    expect(await execute({ kind: 'memberRemove', ...ann, groupId: 'sales' }, late())).toEqual(ok(null));
    expect(writes()).toEqual([]);
  });
});

test('that the application is gone is not that the group is', async () => {
  const { execute, client } = await edits();
  const gone = refusal(404, 'ApplicationNotFound');
  client.on(`DELETE ${HREF.group('sales')}`, gone);
  client.on(`DELETE ${HREF.membership('sales', 'ann@x')}`, gone);
  const wishes: PeopleWish[] = [
    { kind: 'groupDelete', groupId: 'sales', name: 'Sales' },
    { kind: 'memberRemove', ...ann, groupId: 'sales' },
  ];
  for (const wish of wishes) expect(await execute(wish)).toMatchObject({ ok: false, error: { remedy: 'recreate' } });
});

describe('what is read again after a refusal', () => {
  test.each<[PeopleWish, object]>([
    [{ kind: 'groupCreate', name: 'A' }, { groups: true }],
    [{ kind: 'groupRename', groupId: 'sales', name: 'A' }, { groups: true }],
    [{ kind: 'groupDelete', groupId: 'sales', name: 'A' }, { groups: true }],
    [{ kind: 'memberAdd', ...ann, groupId: 'team' }, { members: new Set(['team']) }],
    [{ kind: 'memberRemove', ...ann, groupId: 'team' }, { members: new Set(['team']) }],
    [{ kind: 'memberMove', ...ann, from: 'sales', to: 'team' }, { members: new Set(['sales', 'team']) }],
    [{ kind: 'memberRemoveAll', ...ann }, { members: new Set(['sales']) }],
    [{ kind: 'memberRemoveAll', address: 'never@x', name: 'N' }, { members: new Set() }],
  ])('$kind', async (wish, touched) => {
    const { store } = await edits();
    expect(touchedBy(wish, refusal(409), store)).toEqual({ hub: false, ...touched });
    expect(touchedBy(wish, refusal(403), store)).toEqual({ hub: true, ...touched });
  });
});

test('every write is told, with what the server said to it; looking is not', async () => {
  const { execute, client, put } = await edits();
  const told: (string | null)[] = [];
  const lock = {
    saw: (outcome: { ok: boolean; error?: { code: string } }) => void told.push(outcome.error?.code ?? null),
  };
  put('more', ['ann@x']);
  await execute({ kind: 'memberAdd', ...ann, groupId: 'team' }, late(), lock);
  await execute({ kind: 'memberAdd', ...ann, groupId: 'team' }, late(), lock);
  expect(told).toEqual([null]);
  client.on(POST_MEMBER, refusal(500, 'MigrationInProgress'));
  client.on(POST_GROUP, refusal(500, 'MigrationInProgress'));
  for (const id of ['sales', 'team']) client.on(`DELETE ${HREF.group(id)}`, refusal(500, 'MigrationInProgress'));
  client.on(`DELETE ${HREF.membership('sales', 'ann@x')}`, refusal(500, 'MigrationInProgress'));
  await execute({ kind: 'memberAdd', ...ann, groupId: 'team' }, AT_ONCE, lock);
  await execute({ kind: 'groupCreate', name: 'A' }, AT_ONCE, lock);
  await execute({ kind: 'groupDelete', groupId: 'sales', name: 'A' }, AT_ONCE, lock);
  await execute({ kind: 'memberRemove', ...ann, groupId: 'sales' }, AT_ONCE, lock);
  expect(told.slice(1)).toEqual(Array(4).fill('ucwa.readOnly'));
});
