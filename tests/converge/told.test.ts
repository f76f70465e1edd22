import { describe, expect, test } from 'vitest';
import type { HistoryEntry } from '../../main/core/store/state.ts';
import { historyEntry } from '../../main/core/testing/entities.ts';
import { believeMore, differences, type Belief } from './told.ts';

describe('the other half of an own move from A to B', () => {
  const ann = { address: 'ann@x', editId: '1', by: 'me' } as const;
  const entered = historyEntry('1', { ...ann, kind: 'contactAdded', groupId: 'b', groupName: 'B' });
  const left = historyEntry('1', { ...ann, kind: 'contactRemoved', groupId: 'a', groupName: 'A' });
  const moved = historyEntry('1', { ...ann, kind: 'contactMoved', groupId: 'b', groupName: 'B', from: 'A' });

  const people = (a: readonly string[], b: readonly string[]): Belief =>
    new Map([
      ['a', { name: 'A', members: new Set(a) }],
      ['b', { name: 'B', members: new Set(b) }],
    ]);

  /** What nobody told, when the half became the whole and things are as in `real`. */
  function untold(before: HistoryEntry, believed: Belief, real: Belief): string[] {
    expect(believeMore(believed, before, moved, () => false)).toBeNull();
    return differences(believed, real, () => false);
  }

  test('that Ann left A', () => {
    expect(untold(entered, people(['ann@x'], ['ann@x']), people([], ['ann@x']))).toEqual([]);
  });

  test('that Ann entered B', () => {
    expect(untold(left, people([], []), people([], ['ann@x']))).toEqual([]);
  });

  test('somebody else took Ann out of B meanwhile, which was told: that holds', () => {
    expect(untold(entered, people(['ann@x'], []), people([], []))).toEqual([]);
  });

  test('somebody else took Ann out of B, which nobody told: that is found', () => {
    expect(untold(entered, people(['ann@x'], ['ann@x']), people([], []))).toEqual(['nobody told that ann@x left B']);
    expect(untold(left, people([], []), people([], []))).toEqual(['nobody told that ann@x left B']);
  });
});
