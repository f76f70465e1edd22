import { describe, expect, test } from 'vitest';
import type { Action } from '../store/actions.ts';
import type { Change, EditWish } from '../store/state.ts';
import { contactData, edit, follow, group, testStore } from '../testing/entities.ts';
import { groupChanges, type GroupChange } from './group-changes.ts';

/** Groups with their members; the name of a group is its id unless given as `id=Name`; `rest` is the default group. */
type List = Record<string, readonly string[]>;

function read(list: List): Action {
  const ids = Object.keys(list).map((entry) => entry.split('=') as [string, string?]);
  return {
    type: 'listRead',
    groups: ids.map(([id, name]) => group(id, { name: name ?? id, kind: id === 'rest' ? 'defaultGroup' : 'group' })),
    members: Object.values(list).map((addresses, index) => ({
      groupId: ids[index]![0],
      contacts: addresses.map((address) => contactData(address)),
    })),
  };
}

/** What is told of the step from one list to another. */
function between(before: List, after: List | readonly Action[], wishes: readonly EditWish[] = []): GroupChange[] {
  const store = testStore();
  store.dispatch(read(before));
  wishes.forEach((wish, index) => store.dispatch({ type: 'editPut', edit: edit(String(index), wish) }));
  let told: GroupChange[] = [];
  store.subscribe((changes: readonly Change[]) => (told = groupChanges(changes, store.state)));
  store.dispatch(...(Array.isArray(after) ? (after as readonly Action[]) : [read(after as List)]));
  return told;
}

const ann = { address: 'ann@x', contactName: 'ann' };
const other = { by: 'other' } as const;

describe('groups', () => {
  test('added', () => {
    expect(between({}, { 'a=Sales': [] })).toEqual([
      { kind: 'groupAdded', ...other, groupId: 'a', groupName: 'Sales' },
    ]);
  });

  test('renamed', () => {
    expect(between({ 'a=Sales': ['ann@x'] }, { 'a=Selling': ['ann@x'] })).toEqual([
      { kind: 'groupRenamed', ...other, groupId: 'a', groupName: 'Selling', from: 'Sales' },
    ]);
  });

  test('deleted: its people are not told one by one', () => {
    expect(between({ 'a=Sales': ['ann@x', 'ben@x'], b: ['ben@x'] }, { b: ['ben@x'] })).toEqual([
      { kind: 'groupDeleted', ...other, groupId: 'a', groupName: 'Sales' },
    ]);
  });

  test('deleted, and the server puts its people elsewhere: that is told by the going alone', () => {
    expect(between({ 'a=Sales': ['ann@x', 'ben@x'], rest: [] }, { rest: ['ann@x', 'ben@x'] })).toEqual([
      { kind: 'groupDeleted', ...other, groupId: 'a', groupName: 'Sales' },
    ]);
  });

  test('deleted, and somebody of it was put into another group: that is told as well', () => {
    expect(between({ 'a=Sales': ['ann@x'], 'b=Board': [] }, { 'b=Board': ['ann@x'] })).toEqual([
      { kind: 'groupDeleted', ...other, groupId: 'a', groupName: 'Sales' },
      { kind: 'contactAdded', ...other, groupId: 'b', groupName: 'Board', ...ann },
    ]);
  });

  test('other changes of a group are none', () => {
    expect(
      between({ a: [] }, [{ type: 'listRead', groups: [group('a', { name: 'a', canFollow: false })], members: [] }]),
    ).toEqual([]);
  });

  test('made with people in it: the group and who is in it', () => {
    expect(between({}, { a: ['ann@x'] }).map(({ kind }) => kind)).toEqual(['groupAdded', 'contactAdded']);
  });
});

describe('people', () => {
  test('added', () => {
    expect(between({ 'a=Sales': [] }, { 'a=Sales': ['ann@x'] })).toEqual([
      { kind: 'contactAdded', ...other, groupId: 'a', groupName: 'Sales', ...ann },
    ]);
  });

  test('removed, with the name they had', () => {
    expect(between({ 'a=Sales': ['ann@x'] }, { 'a=Sales': [] })).toEqual([
      { kind: 'contactRemoved', ...other, groupId: 'a', groupName: 'Sales', ...ann },
    ]);
  });

  test('moved: one change, not two', () => {
    expect(between({ 'a=Sales': ['ann@x'], 'b=Team': [] }, { 'a=Sales': [], 'b=Team': ['ann@x'] })).toEqual([
      { kind: 'contactMoved', ...other, groupId: 'b', groupName: 'Team', from: 'Sales', fromId: 'a', ...ann },
    ]);
  });

  test('added to two groups, or out of one and into two: each by itself', () => {
    const kinds = (changes: GroupChange[]): string[] => changes.map(({ kind, groupId }) => `${kind} ${groupId}`).sort();
    expect(kinds(between({ a: [], b: [] }, { a: ['ann@x'], b: ['ann@x'] }))).toEqual([
      'contactAdded a',
      'contactAdded b',
    ]);
    expect(kinds(between({ a: ['ann@x'], b: [], c: [] }, { a: [], b: ['ann@x'], c: ['ann@x'] }))).toEqual([
      'contactAdded b',
      'contactAdded c',
      'contactRemoved a',
    ]);
  });

  test('who leaves a living group while another one of theirs goes is told of', () => {
    expect(between({ a: ['ann@x'], b: ['ann@x'] }, { b: [] }).map(({ kind, groupId }) => `${kind} ${groupId}`)).toEqual(
      ['groupDeleted a', 'contactRemoved b'],
    );
  });

  test('new facts about somebody are no change of groups', () => {
    expect(
      between({ a: ['ann@x'] }, [{ type: 'contactsRead', contacts: [contactData('ann@x', { name: 'New' })] }]),
    ).toEqual([]);
  });

  test('somebody followed who leaves every group is told of as leaving', () => {
    const told = between({ a: ['ann@x'] }, [
      { type: 'followPut', follow: follow('contact', 'ann@x') },
      { type: 'listRead', groups: null, members: [{ groupId: 'a', contacts: [] }] },
    ]);
    expect(told).toMatchObject([{ kind: 'contactRemoved', groupId: 'a' }]);
  });
});

describe('whose change it is', () => {
  const mine: [string, EditWish, List, List][] = [
    ['making a group', { kind: 'groupCreate', name: ' sales ' }, {}, { 'a=Sales': [] }],
    ['renaming it', { kind: 'groupRename', groupId: 'a', name: 'New' }, { 'a=Old': [] }, { 'a=New': [] }],
    ['deleting it', { kind: 'groupDelete', groupId: 'a', name: 'a' }, { a: ['ann@x'], rest: [] }, { rest: ['ann@x'] }],
    ['adding somebody', { kind: 'memberAdd', address: 'ann@x', name: '', groupId: 'a' }, { a: [] }, { a: ['ann@x'] }],
    [
      'removing somebody',
      { kind: 'memberRemove', address: 'ann@x', name: '', groupId: 'a' },
      { a: ['ann@x'] },
      { a: [] },
    ],
    [
      'moving somebody',
      { kind: 'memberMove', address: 'ann@x', name: '', from: 'a', to: 'b' },
      { a: ['ann@x'], b: [] },
      { a: [], b: ['ann@x'] },
    ],
    [
      'the first half of a move',
      { kind: 'memberMove', address: 'ann@x', name: '', from: 'a', to: 'b' },
      { a: ['ann@x'], b: [] },
      { a: ['ann@x'], b: ['ann@x'] },
    ],
    [
      'the second half of a move',
      { kind: 'memberMove', address: 'ann@x', name: '', from: 'a', to: 'b' },
      { a: ['ann@x'], b: ['ann@x'] },
      { a: [], b: ['ann@x'] },
    ],
    [
      'taking somebody out of the default group, whose group comes back',
      {
        kind: 'membersAdd',
        groupId: null,
        groupName: 'A',
        people: [{ address: 'ann@x', name: '' }],
        leaving: { groupId: 'rest', addresses: ['ann@x'] },
      },
      { a: ['ann@x'], rest: ['ann@x'] },
      { a: ['ann@x'], rest: [] },
    ],
    [
      'removing somebody from everywhere',
      { kind: 'memberRemoveAll', address: 'ann@x', name: '' },
      { a: ['ann@x'], b: ['ann@x'] },
      { a: [], b: [] },
    ],
  ];

  test.each(mine)('%s: mine while the edit is under way, of another without it', (_, wish, before, after) => {
    const own = between(before, after, [wish]);
    expect(own.length).toBeGreaterThan(0);
    expect(new Set(own.map(({ by }) => by))).toEqual(new Set(['me']));
    expect(new Set(between(before, after).map(({ by }) => by))).toEqual(new Set(['other']));
  });

  test('another person or another group than the wish names is not mine', () => {
    const wish: EditWish = { kind: 'memberAdd', address: 'ann@x', name: '', groupId: 'a' };
    const told = between({ a: [], b: [] }, { a: ['ann@x', 'ben@x'], b: ['ann@x'] }, [wish]);
    expect(
      told.map((change) => ('address' in change ? `${change.address} ${change.groupId} ${change.by}` : '')).sort(),
    ).toEqual(['ann@x a me', 'ann@x b other', 'ben@x a other']);
  });

  test.each<[string, EditWish]>([
    ['put in', { kind: 'memberAdd', address: 'ann@x', name: '', groupId: 'a' }],
    ['moved to it', { kind: 'memberMove', address: 'ann@x', name: '', from: 'b', to: 'a' }],
    [
      'put in with others',
      { kind: 'membersAdd', groupId: 'a', groupName: 'a', people: [{ address: 'ann@x', name: '' }] },
    ],
    ['moved to it with others', { kind: 'membersMove', from: 'b', to: 'a', people: [{ address: 'ann@x', name: '' }] }],
  ])('who is %s by the wish and goes out of the group is taken out by another', (_, wish) => {
    expect(between({ a: ['ann@x'], b: [] }, { a: [], b: [] }, [wish])).toMatchObject([
      { kind: 'contactRemoved', by: 'other' },
    ]);
  });

  test.each<[string, EditWish]>([
    ['taken out', { kind: 'memberRemove', address: 'ann@x', name: '', groupId: 'a' }],
    ['moved away', { kind: 'memberMove', address: 'ann@x', name: '', from: 'a', to: 'b' }],
    ['taken out of all', { kind: 'memberRemoveAll', address: 'ann@x', name: '' }],
    [
      'taken out with others',
      { kind: 'membersRemove', groupId: 'a', groupName: 'a', people: [{ address: 'ann@x', name: '' }] },
    ],
  ])('who is %s by the wish and comes into the group is put there by another', (_, wish) => {
    expect(between({ a: [], b: [] }, { a: ['ann@x'], b: [] }, [wish])).toMatchObject([
      { kind: 'contactAdded', by: 'other' },
    ]);
  });

  test.each<[string, EditWish, List, List]>([
    ['made', { kind: 'groupCreate', name: 'mine' }, {}, { 'a=Theirs': [] }],
    ['renamed', { kind: 'groupRename', groupId: 'b', name: 'New' }, { 'a=Old': [], b: [] }, { 'a=New': [], b: [] }],
    ['deleted', { kind: 'groupDelete', groupId: 'b', name: 'b' }, { a: [], b: [] }, { b: [] }],
  ])('another group %s than the wish names is not mine', (_, wish, before, after) => {
    expect(between(before, after, [wish])).toMatchObject([{ by: 'other' }]);
  });

  test('an edit settled in the very step still counts', () => {
    const wish: EditWish = { kind: 'memberAdd', address: 'ann@x', name: '', groupId: 'a' };
    expect(between({ a: [] }, [read({ a: ['ann@x'] }), { type: 'editGone', id: '0' }], [wish])).toMatchObject([
      { by: 'me' },
    ]);
  });

  test.each(['waiting', 'failed'] as const)('one that is %s does not', (status) => {
    const store = testStore();
    const wish: EditWish = { kind: 'memberAdd', address: 'ann@x', name: '', groupId: 'a' };
    store.dispatch(read({ a: [] }), { type: 'editPut', edit: edit('1', wish, { status }) });
    let told: GroupChange[] = [];
    store.subscribe((changes) => (told = groupChanges(changes, store.state)));
    store.dispatch(read({ a: ['ann@x'] }));
    expect(told).toMatchObject([{ kind: 'contactAdded', by: 'other' }]);
  });
});
