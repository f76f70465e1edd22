import { describe, expect, test } from 'vitest';
import { appError } from '../result.ts';
import { set } from '../store/actions.ts';
import type { EditWish, HistoryEntry, UndoState } from '../store/state.ts';
import { contact, edit, group, historyEntry, testStore } from '../testing/entities.ts';
import { undoStateOf, undoWish } from './undo.ts';
import { undoEntry } from './undo-entry.ts';

const ANN = { address: 'ann@x', name: 'Ann' };
const BEN = { address: 'ben@x', name: 'Ben' };
const kept = (more: Partial<NonNullable<HistoryEntry['kept']>> = {}) => ({
  fromId: null,
  people: null,
  undone: false,
  ...more,
});
const inSales = { groupId: 'sales', groupName: 'Sales' };
const ann = { ...inSales, address: 'ann@x', contactName: 'Ann' };

const ENTRIES = {
  made: historyEntry('made', { kind: 'groupAdded', ...inSales }),
  renamed: historyEntry('renamed', { kind: 'groupRenamed', ...inSales, from: 'Selling' }),
  deleted: historyEntry('deleted', { kind: 'groupDeleted', ...inSales, kept: kept({ people: [ANN, BEN] }) }),
  added: historyEntry('added', { kind: 'contactAdded', ...ann, kept: kept() }),
  removed: historyEntry('removed', { kind: 'contactRemoved', ...ann, kept: kept() }),
  moved: historyEntry('moved', { kind: 'contactMoved', ...ann, from: 'Team', kept: kept({ fromId: 'team' }) }),
  many: historyEntry('many', { kind: 'contactsAdded', ...inSales, kept: kept({ people: [ANN, BEN] }) }),
  manyOut: historyEntry('manyOut', { kind: 'contactsRemoved', ...inSales, kept: kept({ people: [ANN, BEN] }) }),
  away: historyEntry('away'),
};

/** Sales, Team and a locked group; who is in Sales. */
function listed(inside: readonly string[], { name = 'Sales', sales = true } = {}) {
  const store = testStore();
  store.dispatch({
    type: 'listCached',
    groups: [
      ...(sales ? [group('sales', { name })] : []),
      group('team', { name: 'Team' }),
      group('all', { name: 'All', canEdit: false, canChangeMembers: false }),
    ],
    contacts: inside.map((address) => contact(address, ['sales'])),
    asOf: 1,
  });
  return store;
}

describe('what can be undone', () => {
  test.each<[string, HistoryEntry, UndoState, readonly string[], { name?: string; sales?: boolean }?]>([
    ['a group that was made, while it is empty', ENTRIES.made, 'possible', []],
    ['not once there are people in it', ENTRIES.made, 'changed', ['ann@x']],
    ['not when it is gone', ENTRIES.made, 'changed', [], { sales: false }],
    ['a new name', ENTRIES.renamed, 'possible', []],
    ['not one that is not the name any more', ENTRIES.renamed, 'changed', [], { name: 'Else' }],
    ['not of a group that is gone', ENTRIES.renamed, 'groupGone', [], { sales: false }],
    ['a group that was deleted', ENTRIES.deleted, 'possible', [], { sales: false }],
    ['not where there is one of its name', ENTRIES.deleted, 'nameTaken', []],
    ['nor of a name that reads alike', ENTRIES.deleted, 'nameTaken', [], { name: ' SALES' }],
    ['not without knowing who was in it', { ...ENTRIES.deleted, kept: kept() }, 'unknown', [], { sales: false }],
    ['somebody added who is there', ENTRIES.added, 'possible', ['ann@x']],
    ['not somebody who is out again', ENTRIES.added, 'changed', ['ben@x']],
    ['somebody removed who is out', ENTRIES.removed, 'possible', []],
    ['not somebody who is back', ENTRIES.removed, 'changed', ['ann@x']],
    ['not from a group that is gone', ENTRIES.removed, 'groupGone', [], { sales: false }],
    ['somebody moved', ENTRIES.moved, 'possible', ['ann@x']],
    ['not somebody who went on', ENTRIES.moved, 'changed', []],
    ['not into a group that is gone', { ...ENTRIES.moved, kept: kept({ fromId: 'old' }) }, 'groupGone', ['ann@x']],
    ['not into a locked group', { ...ENTRIES.moved, kept: kept({ fromId: 'all' }) }, 'readOnly', ['ann@x']],
    ['many added, of whom one is there', ENTRIES.many, 'possible', ['ben@x']],
    ['not when nobody of them is', ENTRIES.many, 'changed', []],
    ['many removed, of whom one is out', ENTRIES.manyOut, 'possible', ['ben@x']],
    ['not when all are back', ENTRIES.manyOut, 'changed', ['ann@x', 'ben@x']],
    ['no summary', ENTRIES.away, 'unknown', []],
  ])('%s', (_, entry, expected, inside, more) => {
    expect(undoStateOf(entry, listed(inside, more).state)).toBe(expected);
  });

  test('nothing of a locked group, nothing while the list is read-only', () => {
    const locked = { ...ENTRIES.removed, groupId: 'all' };
    expect(undoStateOf(locked, listed([]).state)).toBe('readOnly');
    const store = listed([]);
    store.dispatch(set('list', { state: 'current', asOf: 1, readOnly: appError('ucwa.readOnly', 'No.') }));
    expect(undoStateOf(ENTRIES.removed, store.state)).toBe('readOnly');
  });

  test('under way while its edit is not settled, done once nothing is left of it, possible again when it came back', () => {
    const store = listed(['ann@x']);
    const entry = { ...ENTRIES.added, kept: kept({ undone: true }) };
    const wish: EditWish = { kind: 'memberRemove', ...ANN, groupId: 'sales' };
    store.dispatch({ type: 'editPut', edit: edit('1', wish, { undoes: 'added' }) });
    expect(undoStateOf(entry, store.state)).toBe('underWay');
    expect(undoStateOf({ ...entry, id: 'other' }, store.state)).toBe('possible');
    store.dispatch({ type: 'editGone', id: '1' });
    expect(undoStateOf(entry, store.state)).toBe('possible');
    expect(undoStateOf(entry, listed([]).state)).toBe('done');
  });

  test('of a group that was brought back it is done as well; that its name is taken then says no more', () => {
    const entry = { ...ENTRIES.deleted, kept: kept({ people: [ANN], undone: true }) };
    expect(undoStateOf(entry, listed([]).state)).toBe('done');
    expect(undoStateOf(entry, listed([], { sales: false }).state)).toBe('possible');
  });

  test('a name that was changed in its letters alone is not taken by its own group', () => {
    const entry = { ...ENTRIES.renamed, from: 'SALES' };
    expect(undoStateOf(entry, listed([]).state)).toBe('possible');
    expect(undoStateOf({ ...entry, from: 'team' }, listed([]).state)).toBe('nameTaken');
  });
});

test('each is undone by the opposite', () => {
  const { state } = listed(['ann@x']);
  const wishes = Object.fromEntries(Object.entries(ENTRIES).map(([name, entry]) => [name, undoWish(entry, state)]));
  expect(wishes).toEqual({
    made: { kind: 'groupDelete', groupId: 'sales', name: 'Sales' },
    renamed: { kind: 'groupRename', groupId: 'sales', name: 'Selling' },
    deleted: { kind: 'membersAdd', groupId: null, groupName: 'Sales', people: [ANN, BEN] },
    added: { kind: 'memberRemove', ...ANN, groupId: 'sales' },
    removed: { kind: 'memberAdd', ...ANN, groupId: 'sales' },
    moved: { kind: 'memberMove', ...ANN, from: 'sales', to: 'team' },
    many: { kind: 'membersRemove', ...inSales, people: [ANN] },
    manyOut: { kind: 'membersAdd', ...inSales, people: [BEN] },
    away: null,
  });
});

describe('a group that was deleted and comes back', () => {
  const HOME = { groupId: 'home', groupName: 'Other contacts' };
  const addresses = ['ann@x', 'ben@x', 'cid@x'];
  const people = addresses.map((address) => ({ address, name: address }));
  const deleted = historyEntry('5', {
    kind: 'groupDeleted',
    ...inSales,
    kept: kept({ people, orphans: ['ann@x', 'ben@x'] }),
  });

  /** Who leaves the default group with it, where all three are in that. */
  function leaving(later: readonly HistoryEntry[], canChangeMembers = true, entry = deleted) {
    const store = testStore();
    store.dispatch({
      type: 'listCached',
      groups: [group('home', { kind: 'defaultGroup', canChangeMembers })],
      contacts: addresses.map((address) => contact(address, ['home'])),
      asOf: 1,
    });
    store.dispatch({ type: 'historyAdded', entries: [entry, ...later] });
    const wish = undoWish(entry, store.state);
    return wish?.kind === 'membersAdd' ? wish.leaving : null;
  }

  test('takes out of the default group whom the deletion put there, and nobody else', () => {
    expect(leaving([])).toEqual({ groupId: 'home', addresses: ['ann@x', 'ben@x'] });
    expect(leaving([], true, { ...deleted, kept: kept({ people }) })).toBeUndefined();
    expect(leaving([], false)).toBeUndefined();
  });

  test.each<[string, Partial<HistoryEntry>, readonly string[]]>([
    ['was put there since', { kind: 'contactAdded', ...HOME, address: 'ann@x' }, ['ben@x']],
    ['was moved there since', { kind: 'contactMoved', ...HOME, address: 'ann@x', kept: kept() }, ['ben@x']],
    ['was moved away since', { kind: 'contactMoved', address: 'ann@x', kept: kept({ fromId: 'home' }) }, ['ben@x']],
    ['was put there with others', { kind: 'contactsAdded', ...HOME, kept: kept({ people: [ANN] }) }, ['ben@x']],
    ['came there with too many to know', { kind: 'contactsAdded', ...HOME, kept: kept() }, []],
    ['may have come there while the app was off', { kind: 'whileAway' }, []],
    ['was put elsewhere', { kind: 'contactAdded', groupId: 'team', address: 'ann@x' }, ['ann@x', 'ben@x']],
  ])('leaves who %s', (_, entry, expected) => {
    expect(leaving([historyEntry('6', entry)])?.addresses ?? []).toEqual(expected);
    expect(leaving([historyEntry('4', entry)])?.addresses).toEqual(['ann@x', 'ben@x']);
  });
});

describe('undoing an entry', () => {
  function undoing(...entries: HistoryEntry[]) {
    const store = listed([]);
    store.dispatch({ type: 'historyAdded', entries });
    const added: { wish: EditWish; undoes: string | undefined }[] = [];
    const add = (wish: EditWish, undoes?: string): string => `edit-${added.push({ wish, undoes })}`;
    return { store, added, undo: (id: string) => undoEntry(id, store, { add }) };
  }

  test('adds its edit, which knows what it undoes, and remembers that it was undone', () => {
    const { store, added, undo } = undoing(ENTRIES.removed);
    expect(undo('removed')).toEqual({ ok: true, value: ['edit-1'] });
    expect(added).toEqual([{ wish: { kind: 'memberAdd', ...ANN, groupId: 'sales' }, undoes: 'removed' }]);
    expect(store.state.history.get('removed')?.kept?.undone).toBe(true);
  });

  test('takes along what came from the same edit, and nothing else', () => {
    const one = historyEntry('1', { ...ENTRIES.removed, id: '1', editId: 'e' });
    const two = { ...one, id: '2', groupId: 'team', groupName: 'Team' };
    const { added, undo } = undoing(one, two, { ...two, id: '3', editId: 'f' }, { ...two, id: '4', editId: null });
    expect(undo('1')).toEqual({ ok: true, value: ['edit-1', 'edit-2'] });
    expect(added.map(({ undoes }) => undoes)).toEqual(['2', '1']);
  });

  test.each(['none', 'added'])('refuses %s: there is nothing to undo', (id) => {
    const { added, undo } = undoing(ENTRIES.added);
    expect(undo(id)).toMatchObject({ ok: false, error: { code: 'edit.noLongerPossible' } });
    expect(added).toEqual([]);
  });
});
