import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoff } from './backoff.ts';

describe('backoff', () => {
  test.each([
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [4, 8_000],
    [5, 16_000],
    [6, 32_000],
    [7, 60_000],
    [8, 60_000],
    [5_000, 60_000],
  ])('waits after failure %i without jitter %i ms', (attempt, ms) => {
    expect(backoff(attempt, 0, null)).toBe(ms);
  });

  test('jitter takes away up to half, never more', () => {
    expect(backoff(7, 0.5, null)).toBe(45_000);
    expect(backoff(7, 1 - Number.EPSILON, null)).toBe(30_000);
  });

  test('the server may ask for longer but not for shorter', () => {
    expect(backoff(1, 0, 90_000)).toBe(90_000);
    expect(backoff(7, 0, 5_000)).toBe(60_000);
  });

  test('but not for longer than a day, for a timer of a month fires at once', () => {
    expect(backoff(1, 0, 2 ** 31)).toBe(86_400_000);
    expect(backoff(1, 0, 86_400_000)).toBe(86_400_000);
  });

  test('whatever happens, it lies between half a second and a minute, or is what the server asked for', () => {
    const attempt = fc.integer({ min: 1, max: 100_000 });
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const asked = fc.option(fc.integer({ min: 0, max: 10_000_000 }));
    fc.assert(
      fc.property(attempt, random, asked, (failures, chance, retryAfter) => {
        const ms = backoff(failures, chance, retryAfter);
        expect(ms).toBeGreaterThanOrEqual(Math.max(500, retryAfter ?? 0));
        expect(ms).toBeLessThanOrEqual(Math.max(60_000, retryAfter ?? 0));
        expect(Number.isInteger(ms)).toBe(true);
      }),
    );
  });
});
