/** The power goes between the writing of the history and of the list: what is so afterwards is what was told. */
import { expect, test } from 'vitest';
import type { HistoryEntry } from '../store/state.ts';
import { contact, group, historyEntry } from '../testing/entities.ts';
import { caughtUp } from './catch-up.ts';

const BEN = { address: 'ben@x', contactName: 'Ben' };
const NOBODY = { fromId: null, people: null, undone: false };

/** Who is in which group, from a list in which Ann is in `a` and Ben in `a` and `b`. */
function shown(entries: readonly HistoryEntry[], told: unknown, followed: readonly string[] = []) {
  const list = { groups: [group('a'), group('b')], contacts: [contact('ann@x', ['a']), contact('ben@x', ['a', 'b'])] };
  const { groups, contacts } = caughtUp({ ...list, told }, entries, (address) => followed.includes(address));
  return [
    groups.map(({ id, name }) => `${id} ${name}`).join(', '),
    ...contacts.map(({ name, groups }) => `${name}: ${groups.join(' ')}`),
  ].join('; ');
}

const at = (groupId: string, more: Partial<HistoryEntry>, id = '1') => historyEntry(id, { groupId, ...more });
const UNCHANGED = 'a Group a, b Group b; ann: a; ben: a b';

test.each<[string, HistoryEntry[], string]>([
  ['nothing', [], UNCHANGED],
  ['a new group', [at('c', { kind: 'groupAdded', groupName: 'C' })], 'a Group a, b Group b, c C; ann: a; ben: a b'],
  ['another name', [at('a', { kind: 'groupRenamed', groupName: 'New' })], 'a New, b Group b; ann: a; ben: a b'],
  ['a group that went', [at('a', { kind: 'groupDeleted' })], 'b Group b; ben: b'],
  [
    'somebody new',
    [at('b', { kind: 'contactAdded', address: 'cleo@x', contactName: 'Cleo' })],
    'a Group a, b Group b; ann: a; ben: a b; Cleo: b',
  ],
  [
    'many at once',
    [
      at('b', {
        kind: 'contactsAdded',
        kept: {
          ...NOBODY,
          people: [
            { address: 'ann@x', name: 'Ann' },
            { address: 'cleo@x', name: 'Cleo' },
          ],
        },
      }),
    ],
    'a Group a, b Group b; ann: a b; ben: a b; Cleo: b',
  ],
  ['more than are kept by name', [at('b', { kind: 'contactsAdded', kept: NOBODY })], UNCHANGED],
  ['somebody left', [at('a', { kind: 'contactRemoved', ...BEN })], 'a Group a, b Group b; ann: a; ben: b'],
  [
    'many left',
    [at('a', { kind: 'contactsRemoved', kept: { ...NOBODY, people: [{ address: 'ann@x', name: 'Ann' }] } })],
    'a Group a, b Group b; ben: a b',
  ],
  [
    'a move',
    [at('b', { kind: 'contactMoved', address: 'ann@x', kept: { ...NOBODY, fromId: 'a' } })],
    'a Group a, b Group b; ann: b; ben: a b',
  ],
  ['a summary', [historyEntry('1', { kind: 'whileAway', groupId: null })], UNCHANGED],
  ['somebody who enters a group that is not known', [at('z', { kind: 'contactAdded', ...BEN })], UNCHANGED],
  [
    'one after the other',
    [
      at('c', { kind: 'groupAdded', groupName: 'C' }),
      at('c', { kind: 'contactAdded', ...BEN }, '2'),
      at('c', { kind: 'groupRenamed', groupName: 'D' }, '3'),
      at('c', { kind: 'contactRemoved', ...BEN }, '4'),
    ],
    'a Group a, b Group b, c D; ann: a; ben: a b',
  ],
])('%s', (_what, entries, expected) => {
  expect(shown(entries, null)).toBe(expected);
  expect(shown([...entries, ...entries], null), 'twice').toBe(expected);
});

test('who is followed stays, in no group as well', () => {
  const entries = [at('a', { kind: 'contactRemoved', address: 'ann@x' })];
  expect(shown(entries, null)).not.toContain('ann');
  expect(shown(entries, null, ['ann@x'])).toContain('ann: ;');
});

test('a group and a person of whom nothing was read yet: nothing may be done with the one, nothing is known of the other', () => {
  const entries = [
    at('c', { kind: 'groupAdded', groupName: 'C' }),
    at('c', { kind: 'contactAdded', address: 'cleo@x', contactName: 'Cleo' }, '2'),
  ];
  expect(caughtUp({ groups: [], contacts: [], told: null }, entries, () => false)).toEqual({
    groups: [group('c', { name: 'C', canEdit: false, canChangeMembers: false, canFollow: false })],
    contacts: [contact('cleo@x', ['c'], { name: 'Cleo' })],
  });
});

test('only what the list does not show yet is done to it', () => {
  const entries = ['x', 'y', 'z'].map((id) => at(id, { kind: 'groupAdded', groupName: id }, id));
  const added = (told: unknown) => /b Group b(.*?);/.exec(shown(entries, told))?.[1];
  expect(added(null)).toBe(', x x, y y, z z');
  // It may have grown since.
  expect(added('y')).toBe(', y y, z z');
  expect([added('forgotten'), added(undefined)]).toEqual(['', '']);
});
