import { describe, expect, test } from 'vitest';
import type { EditWish } from '../store/state.ts';
import { targetOf } from './target.ts';

const who = { address: 'ann@x', name: 'Ann' };

const SAME: [string, EditWish, EditWish][] = [
  [
    'showing and hiding a number',
    { kind: 'phoneVisibility', phone: 'home', visible: true },
    { kind: 'phoneVisibility', phone: 'home', visible: false },
  ],
  [
    'two numbers for one phone',
    { kind: 'phoneNumber', phone: 'home', number: '1' },
    { kind: 'phoneNumber', phone: 'home', number: '2' },
  ],
  ['one group made twice', { kind: 'groupCreate', name: 'Sales' }, { kind: 'groupCreate', name: ' SALES ' }],
  [
    'two names for a group',
    { kind: 'groupRename', groupId: 'a', name: '1' },
    { kind: 'groupRename', groupId: 'a', name: '2' },
  ],
  [
    'adding and removing one person to one group',
    { kind: 'memberAdd', ...who, groupId: 'a' },
    { kind: 'memberRemove', ...who, groupId: 'a' },
  ],
  [
    'moving one person out of one group to two others',
    { kind: 'memberMove', ...who, from: 'a', to: 'b' },
    { kind: 'memberMove', ...who, from: 'a', to: 'c' },
  ],
  ['two statuses', { kind: 'availability', availability: 'Busy' }, { kind: 'availability', availability: null }],
  ['two notes', { kind: 'note', message: 'a' }, { kind: 'note', message: '' }],
];

const ALL: EditWish[] = [
  { kind: 'phoneVisibility', phone: 'home', visible: true },
  { kind: 'phoneVisibility', phone: 'work', visible: true },
  { kind: 'phoneNumber', phone: 'home', number: '1' },
  { kind: 'groupCreate', name: 'a' },
  { kind: 'groupRename', groupId: 'a', name: '1' },
  { kind: 'groupRename', groupId: 'b', name: '1' },
  { kind: 'groupDelete', groupId: 'a', name: '1' },
  { kind: 'memberAdd', ...who, groupId: 'a' },
  { kind: 'memberAdd', ...who, groupId: 'b' },
  { kind: 'memberRemove', ...who, address: 'ben@x', groupId: 'a' },
  { kind: 'memberMove', ...who, from: 'a', to: 'b' },
  { kind: 'memberMove', ...who, from: 'b', to: 'a' },
  { kind: 'memberRemoveAll', ...who },
  { kind: 'availability', availability: 'Busy' },
  { kind: 'note', message: '' },
];

describe('targetOf', () => {
  test.each(SAME)('%s: one thing', (_, a, b) => {
    expect(targetOf(a)).toBe(targetOf(b));
  });

  test('different things have different keys', () => {
    const keys = ALL.map(targetOf);
    expect(new Set(keys).size).toBe(ALL.length);
    expect(keys.every((key) => typeof key === 'string' && key !== '')).toBe(true);
  });
});
