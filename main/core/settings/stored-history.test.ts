import { expect, test } from 'vitest';
import { historyEntry } from '../testing/entities.ts';
import { readEntry } from './stored-history.ts';

test('what was kept for undoing is there again; how it stands is to be found out', () => {
  const kept = { fromId: 'a', people: [{ address: 'ann@x', name: 'Ann' }], orphans: ['ann@x'], undone: true };
  const entry = historyEntry('1', { kind: 'contactsAdded', editId: 'e', kept, undo: 'possible' });
  expect(readEntry(entry)).toEqual({ ...entry, undo: 'unknown' });
});

test('an entry of a version that could undo nothing has nothing kept', () => {
  const { editId: _editId, kept: _kept, undo: _undo, ...old } = historyEntry('1');
  expect(readEntry(old)).toEqual(historyEntry('1'));
});

test.each<[string, unknown, unknown]>([
  ['a text', 'x', null],
  [
    'a list of people with strangers in it',
    { people: [1, null, { address: 'a@x' }, { address: 'a@x', name: 'A' }] },
    { fromId: null, people: [{ address: 'a@x', name: 'A' }], undone: false },
  ],
  ['fields of other kinds', { fromId: 1, people: 'x', undone: 'yes' }, { fromId: null, people: null, undone: false }],
])('torn: %s is read as far as it goes', (_, kept, read) => {
  expect(readEntry({ ...historyEntry('1'), editId: 7, kept })).toEqual({ ...historyEntry('1'), kept: read });
});

test('what happened while the app was off is there again; torn parts of it are left out', () => {
  const changes = [
    { kind: 'contactMoved', by: 'other', groupName: 'A', from: 'B', contactName: 'Ann' },
    { kind: 'groupAdded', by: 'me', groupName: 'C', from: null, contactName: null },
  ] as const;
  const torn = [null, 'x', { ...changes[0], kind: 'robot' }, { ...changes[0], by: 'it' }, { ...changes[0], from: 5 }];
  const nameless = [
    { ...changes[1], groupName: null },
    { ...changes[1], contactName: {} },
  ];
  expect(readEntry({ ...historyEntry('1'), changes: [...changes, ...torn, ...nameless] }).changes).toEqual(changes);
});

test('a summary that was put into words when it was written keeps them', () => {
  const { changes: _changes, ...old } = historyEntry('1', { count: 2, details: ['Ann was added to Sales.'] });
  expect(readEntry(old)).toEqual({ ...historyEntry('1', { count: 2, details: old.details }), changes: [] });
  expect(readEntry({ ...old, changes: 'torn' }).changes).toEqual([]);
});
