import { describe, expect, test } from 'vitest';
import type { EditWish } from '../store/state.ts';
import { concern, targetOf } from './target.ts';

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

describe('order matters', () => {
  const ben = { address: 'ben@x', name: 'Ben' };
  test.each<[boolean, string, EditWish, EditWish]>([
    [
      true,
      'one phone',
      { kind: 'phoneNumber', phone: 'home', number: '1' },
      { kind: 'phoneVisibility', phone: 'home', visible: true },
    ],
    [
      false,
      'two phones',
      { kind: 'phoneNumber', phone: 'home', number: '1' },
      { kind: 'phoneNumber', phone: 'work', number: '1' },
    ],
    [
      true,
      'one person',
      { kind: 'memberAdd', ...who, groupId: 'a' },
      { kind: 'memberMove', ...who, from: 'a', to: 'b' },
    ],
    [true, 'one person, everywhere', { kind: 'memberRemoveAll', ...who }, { kind: 'memberAdd', ...who, groupId: 'a' }],
    [
      false,
      'two people in one group',
      { kind: 'memberAdd', ...who, groupId: 'a' },
      { kind: 'memberAdd', ...ben, groupId: 'a' },
    ],
    [
      true,
      'many, one of them the same, into one group and out of another',
      { kind: 'membersAdd', groupId: 'a', groupName: 'A', people: [who, ben] },
      { kind: 'membersRemove', groupId: 'b', groupName: 'B', people: [who] },
    ],
    [
      true,
      'one of many, elsewhere',
      { kind: 'membersMove', from: 'a', to: 'b', people: [who, ben] },
      { kind: 'memberRemove', ...ben, groupId: 'c' },
    ],
    [
      true,
      'the group that many go to',
      { kind: 'membersMove', from: 'a', to: 'b', people: [who] },
      { kind: 'groupDelete', groupId: 'b', name: 'B' },
    ],
    [
      false,
      'many, and others elsewhere',
      { kind: 'membersMove', from: 'a', to: 'b', people: [who] },
      { kind: 'membersRemove', groupId: 'c', groupName: 'C', people: [ben] },
    ],
    [
      true,
      'a group and who is in it',
      { kind: 'memberMove', ...who, from: 'b', to: 'a' },
      { kind: 'groupDelete', groupId: 'a', name: 'A' },
    ],
    [
      true,
      'one group',
      { kind: 'groupRename', groupId: 'a', name: '1' },
      { kind: 'groupDelete', groupId: 'a', name: 'A' },
    ],
    [
      false,
      'two groups',
      { kind: 'groupRename', groupId: 'a', name: '1' },
      { kind: 'groupRename', groupId: 'b', name: '1' },
    ],
    [true, 'one name', { kind: 'groupCreate', name: 'A' }, { kind: 'groupCreate', name: 'a' }],
    [false, 'two names', { kind: 'groupCreate', name: 'A' }, { kind: 'groupCreate', name: 'B' }],
    [true, 'the note', { kind: 'note', message: '1' }, { kind: 'note', message: '2' }],
    [false, 'note and status', { kind: 'note', message: '1' }, { kind: 'availability', availability: null }],
    [
      false,
      'a phone and a group',
      { kind: 'phoneNumber', phone: 'home', number: '1' },
      { kind: 'groupRename', groupId: 'a', name: '1' },
    ],
  ])('%s: %s', (expected, _, a, b) => {
    expect([concern(a, b), concern(b, a)]).toEqual([expected, expected]);
  });
});
