import { expect, test } from 'vitest';
import { median, percentile, rounded } from './statistics.ts';

test('the median is the middle of the sorted values', () => {
  expect(median([30, 1, 200])).toBe(30);
  expect(median([4, 3, 2, 1])).toBe(2);
  expect(median([9])).toBe(9);
  expect(() => median([])).toThrow(RangeError);
});

test('a percentile is a value that was measured', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentile(values, 0.99)).toBe(99);
  expect(percentile(values, 1)).toBe(100);
  expect(percentile(values, 0)).toBe(1);
});

test('rounds to three digits', () => {
  expect([rounded(1234.5), rounded(0.012_345), rounded(3)]).toEqual([1230, 0.0123, 3]);
});
