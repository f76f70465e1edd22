import { describe, expect, test } from 'vitest';
import type { Figure } from './figure.ts';
import { json, judge, mergedBaseline, moves, row } from './report.ts';

const figure = (value: number | null, target: number | null = null, name = 'requests'): Figure => ({
  name,
  value,
  unit: 'requests',
  target,
});

test('a target is an upper bound that may be reached; without a value or a target there is no verdict', () => {
  expect(judge(figure(6, 6)).ok).toBe(true);
  expect(judge(figure(6.1, 6)).ok).toBe(false);
  expect(judge(figure(0, 0)).ok).toBe(true);
  expect(judge(figure(6)).ok).toBeNull();
  expect(judge(figure(null, 6)).ok).toBeNull();
});

describe('against the baseline', () => {
  test('a fifth up or down is noise, more is a move', () => {
    expect(moves([figure(120)], { requests: 100 })).toEqual([]);
    expect(moves([figure(80)], { requests: 100 })).toEqual([]);
    expect(moves([figure(121)], { requests: 100 })).toEqual([{ name: 'requests', ratio: 1.21 }]);
    expect(moves([figure(79)], { requests: 100 })).toEqual([{ name: 'requests', ratio: 0.79 }]);
  });

  test('what is new or was not measured has not moved; what left nought has', () => {
    expect(moves([figure(5), figure(null, null, 'heap')], { heap: 3 })).toEqual([]);
    expect(moves([figure(0)], { requests: 0 })).toEqual([]);
    expect(moves([figure(1)], { requests: 0 })).toEqual([{ name: 'requests', ratio: Infinity }]);
    expect(moves([figure(0)], { requests: 4 })).toEqual([{ name: 'requests', ratio: 0 }]);
  });

  test('saving replaces what was measured, keeps the rest, and sorts', () => {
    const measured = [figure(5), figure(null, null, 'heap'), figure(1, null, 'bytes')];
    expect(Object.entries(mergedBaseline(measured, { requests: 4, heap: 3 }))).toEqual([
      ['bytes', 1],
      ['heap', 3],
      ['requests', 5],
    ]);
  });
});

test('--json prints name, value, unit, target and verdict of each figure', () => {
  const judged = [judge({ ...figure(7, 6), note: 'a note' }), judge(figure(null, 2, 'memory'))];
  expect(JSON.parse(json(judged))).toEqual({
    figures: [
      { name: 'requests', value: 7, unit: 'requests', target: 6, ok: false },
      { name: 'memory', value: null, unit: 'requests', target: 2, ok: null },
    ],
  });
});

test('a line says what was measured, the target, the verdict and the note', () => {
  expect(row(judge({ ...figure(7, 6), note: 'n + 1' }))).toMatch(/^requests +7 requests +at most 6 +MISSED +n \+ 1$/);
  expect(row(judge(figure(7)))).toMatch(/^requests +7 requests$/);
  expect(row(judge({ ...figure(null, 6), note: 'no binary' }))).toMatch(/not measured +at most 6 +no binary$/);
});
