import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../settings/settings.ts';
import type { Settings } from '../store/state.ts';
import { decideNotifications, isPaused } from './decide.ts';
import type { GroupChange } from './group-changes.ts';

const NOW = 1_000;

function added(groupId: string, address: string, by: 'me' | 'other' = 'other'): GroupChange {
  return { kind: 'contactAdded', by, groupId, groupName: groupId.toUpperCase(), address, contactName: address };
}

const deleted: GroupChange = { kind: 'groupDeleted', by: 'other', groupId: 'a', groupName: 'A' };

function decide(changes: GroupChange[], settings: Partial<Settings> = {}) {
  return decideNotifications(changes, { ...DEFAULT_SETTINGS, ...settings }, NOW);
}

describe('one notification for one change', () => {
  const moved = { groupId: 'b', groupName: 'Team', from: 'Sales', fromId: 'a', address: 'ann@x', contactName: 'Ann' };
  test.each<[GroupChange, string, string | null]>([
    [{ kind: 'groupAdded', by: 'other', groupId: 'a', groupName: 'Sales' }, 'The group Sales was created.', 'a'],
    [{ kind: 'groupDeleted', by: 'other', groupId: 'a', groupName: 'Sales' }, 'The group Sales was deleted.', null],
    [
      { kind: 'groupRenamed', by: 'other', groupId: 'a', groupName: 'New', from: 'Sales' },
      'The group Sales is now called New.',
      'a',
    ],
    [{ ...added('a', 'ann@x'), groupName: 'Sales', contactName: 'Ann' } as GroupChange, 'Ann was added to Sales.', 'a'],
    [
      { ...added('a', 'ann@x'), kind: 'contactRemoved', groupName: 'Sales', contactName: 'Ann' } as GroupChange,
      'Ann was removed from Sales.',
      'a',
    ],
    [{ kind: 'contactMoved', by: 'other', ...moved }, 'Ann was moved from Sales to Team.', 'b'],
  ])('%o', (change, body, groupId) => {
    expect(decide([change])).toMatchObject([{ title: change.groupName, body, groupId }]);
  });
});

test('nothing happened, or I did it: silence', () => {
  expect(decide([])).toEqual([]);
  expect(decide([added('a', 'x@x', 'me'), { ...deleted, by: 'me' }])).toEqual([]);
});

test('own changes among others are left out of the count', () => {
  expect(decide([added('a', '1@x', 'me'), added('a', '2@x'), added('a', '3@x')])).toHaveLength(2);
});

describe('silence that was asked for', () => {
  test('switched off', () => {
    expect(decide([added('a', 'x@x')], { notifyGroupChanges: false })).toEqual([]);
  });

  test('a muted group alone', () => {
    const told = decide([added('a', 'x@x'), added('b', 'x@x')], { mutedGroups: [{ id: 'a', until: null }] });
    expect(told.map(({ groupId }) => groupId)).toEqual(['b']);
  });

  test.each([
    [NOW + 1, 0],
    [NOW, 1],
    [NOW - 1, 1],
  ])('a group muted until %j', (until, count) => {
    expect(decide([added('a', 'x@x')], { mutedGroups: [{ id: 'a', until }] })).toHaveLength(count);
  });

  test.each([
    [null, false],
    [NOW + 1, true],
    [NOW, false],
    [NOW - 1, false],
  ])('paused until %j', (pausedUntil, silent) => {
    expect(isPaused({ ...DEFAULT_SETTINGS, pausedUntil }, NOW)).toBe(silent);
    expect(decide([added('a', 'x@x')], { pausedUntil })).toHaveLength(silent ? 0 : 1);
  });
});

describe('bursts', () => {
  const people = (groupId: string, n: number): GroupChange[] =>
    Array.from({ length: n }, (_, index) => added(groupId, `p${index}@x`));

  test('two people of one group are two notifications, which do not replace each other', () => {
    const told = decide(people('a', 2));
    expect(told).toHaveLength(2);
    expect(new Set(told.map(({ tag }) => tag)).size).toBe(2);
  });

  test('more become one, with the count', () => {
    expect(decide(people('a', 12))).toEqual([
      { tag: 'group a', title: 'A', body: '12 contacts changed in A.', groupId: 'a' },
    ]);
  });

  test('what happened to the group itself is told besides', () => {
    const renamed: GroupChange = { kind: 'groupRenamed', by: 'other', groupId: 'a', groupName: 'A', from: 'Z' };
    expect(decide([renamed, ...people('a', 5)]).map(({ body }) => body)).toEqual([
      'The group Z is now called A.',
      '5 contacts changed in A.',
    ]);
  });

  test('each group by itself, up to four', () => {
    const told = decide(['a', 'b', 'c', 'd'].flatMap((id) => people(id, 3)));
    expect(told.map(({ groupId }) => groupId)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('more groups become one notification in all', () => {
    const told = decide(['a', 'b', 'c', 'd', 'e'].flatMap((id) => people(id, 3)));
    expect(told).toEqual([
      { tag: 'groups', title: 'Contact groups changed', body: '15 changes in 5 groups.', groupId: null },
    ]);
  });

  test('muted groups do not count', () => {
    const told = decide(
      ['a', 'b', 'c', 'd', 'e'].flatMap((id) => people(id, 1)),
      { mutedGroups: [{ id: 'e', until: null }] },
    );
    expect(told).toHaveLength(4);
  });
});
