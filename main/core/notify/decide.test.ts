import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../settings/settings.ts';
import type { Settings } from '../store/state.ts';
import { decideGroups, decidePeople, isPaused, NOTHING_TOLD, RUN_MS, type Decision, type Person } from './decide.ts';
import type { GroupChange } from './group-changes.ts';
import { en } from './words-en.ts';
import { specOf } from './words.ts';

const NOW = 1_000;

function added(groupId: string, address: string, by: 'me' | 'other' = 'other'): GroupChange {
  return { kind: 'contactAdded', by, groupId, groupName: groupId.toUpperCase(), address, contactName: address };
}

const deleted: GroupChange = { kind: 'groupDeleted', by: 'other', groupId: 'a', groupName: 'A' };

const specs = ({ show }: Decision<unknown>) => show.map((news) => specOf(news, en));

function decide(changes: GroupChange[], settings: Partial<Settings> = {}) {
  return specs(decideGroups(changes, NOTHING_TOLD, { ...DEFAULT_SETTINGS, ...settings }, NOW));
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

describe('several packages in a short time', () => {
  /** Tells one package after the other, `apart` ms between them; what is on the screen in the end. */
  function screen(packages: readonly (readonly GroupChange[])[], apart = 1_000) {
    const shown = new Map<string, string>();
    let told: Decision<GroupChange>['told'] = NOTHING_TOLD;
    let count = 0;
    packages.forEach((changes, index) => {
      const decision = decideGroups(changes, told, DEFAULT_SETTINGS, NOW + index * apart);
      for (const tag of decision.withdraw) expect(shown.delete(tag)).toBe(true);
      for (const { tag, body } of specs(decision)) shown.set(tag, body);
      count += decision.show.length;
      told = decision.told;
    });
    return { bodies: [...shown.values()], count };
  }
  const each = (n: number): GroupChange[][] => Array.from({ length: n }, (_, index) => [added('a', `p${index}@x`)]);

  test('become one: what was told one by one goes, the rest is replaced', () => {
    expect(screen(each(12))).toEqual({ bodies: ['12 contacts changed in A.'], count: 12 });
  });

  test('two stay as they are, and neither is shown again', () => {
    expect(screen(each(2))).toEqual({ bodies: ['p0@x was added to A.', 'p1@x was added to A.'], count: 2 });
  });

  test('with time between them they are not joined', () => {
    expect(screen(each(4), RUN_MS).bodies).toHaveLength(4);
  });

  test('people count once, however often they change', () => {
    const back = { ...added('a', 'p0@x'), kind: 'contactRemoved' } as GroupChange;
    expect(screen([...each(3), [back], [added('a', 'p0@x')]])).toEqual({
      bodies: ['3 contacts changed in A.'],
      count: 3,
    });
  });

  test('a change that is undone takes the place of the first', () => {
    const back = { ...added('a', 'p0@x'), kind: 'contactRemoved' } as GroupChange;
    expect(screen([...each(1), [back]]).bodies).toEqual(['p0@x was removed from A.']);
  });

  test('more and more groups end in one', () => {
    const packages = ['a', 'b', 'c', 'd', 'e'].map((id) => [added(id, 'p@x')]);
    expect(screen(packages)).toEqual({ bodies: ['5 changes in 5 groups.'], count: 5 });
  });
});

describe('people who became available', () => {
  const person = (name: string): Person => ({ address: `${name}@x`, name, groupId: 'a' });
  const wanted = { ...DEFAULT_SETTINGS, notifyPresence: true };

  test('each by name, leading to them', () => {
    expect(specs(decidePeople([person('Ann')], NOTHING_TOLD, wanted, NOW))).toEqual([
      { tag: 'presence Ann@x', title: 'Ann', body: 'Ann is available.', groupId: 'a', address: 'Ann@x' },
    ]);
  });

  test('many as one', () => {
    const people = ['Ann', 'Ben', 'Cid'].map(person);
    expect(specs(decidePeople(people, NOTHING_TOLD, wanted, NOW))).toEqual([
      { tag: 'presence', title: '3 people are available', body: 'Ann, Ben, Cid', groupId: null },
    ]);
  });

  test('one after the other they become one', () => {
    const first = decidePeople([person('Ann'), person('Ben')], NOTHING_TOLD, wanted, NOW);
    const second = decidePeople([person('Cid')], first.told, wanted, NOW + 1);
    expect(second.withdraw).toEqual(['presence Ann@x', 'presence Ben@x']);
    expect(specs(second).map(({ title }) => title)).toEqual(['3 people are available']);
  });

  test('only when that is wanted, and not while paused', () => {
    for (const settings of [DEFAULT_SETTINGS, { ...wanted, pausedUntil: NOW + 1 }]) {
      expect(decidePeople([person('Ann')], NOTHING_TOLD, settings, NOW).show).toEqual([]);
    }
  });
});
