import { describe, expect, test } from 'vitest';
import { fit, judge, leastGrowth, type Point } from './growth.ts';

const noise = [3, -2, 0, 4, -4, 1, -1, 2, -3, 0];
const BOUNDS = { cap: 10_000, slack: 1, varies: true };

/** Ten days; `run` of each day, and what the day adds. */
const points = (value: (day: number) => number, run: (day: number) => number = () => 1): Point[] =>
  noise.map((by, index) => ({ day: index + 2, run: run(index + 2), value: value(index + 2) + by }));

describe('fit', () => {
  test('finds the slope of a line exactly, without error', () => {
    const line = [1, 2, 3, 4].map((day) => ({ day, run: 1, value: 7 + 5 * day }));
    const { slope, error } = fit(line);
    expect(slope).toBeCloseTo(5);
    expect(error).toBeCloseTo(0);
  });

  test('a start that sets the level back does not hide the growth within the runs', () => {
    const saw = points(
      (day) => 1000 + 10 * (day < 7 ? day : day - 5),
      (day) => (day < 7 ? 1 : 2),
    );
    expect(fit(saw.map((point) => ({ ...point, run: 1 }))).slope).toBeLessThan(8);
    expect(fit(saw).slope).toBeGreaterThan(8);
  });

  test('two days are too few to tell', () => {
    expect(fit(points((day) => day).slice(0, 2)).error).toBe(Infinity);
  });
});

describe('judge', () => {
  test('noise is no growth', () => {
    expect(
      judge(
        'heap',
        points(() => 500),
        BOUNDS,
      ),
    ).toBeNull();
  });

  test('what stands out of the noise is', () => {
    expect(
      judge(
        'heap',
        points((day) => 500 + 4 * day),
        BOUNDS,
      ),
    ).toMatch(/^heap grows by [34]\.\d a day/);
  });

  test('growth within the slack is let pass, and so is what shrinks', () => {
    expect(
      judge(
        'heap',
        points((day) => 500 + 0.9 * day),
        { ...BOUNDS, slack: 2 },
      ),
    ).toBeNull();
    expect(
      judge(
        'heap',
        points((day) => 500 - 9 * day),
        BOUNDS,
      ),
    ).toBeNull();
  });

  test('growth that each start of the app undoes is growth', () => {
    const saw = points(
      (day) => 500 + 20 * ((day - 2) % 5),
      (day) => Math.floor((day - 2) / 5),
    );
    expect(judge('heap', saw, BOUNDS)).toMatch(/^heap grows/);
  });

  test('a count that rises by one is growth when nothing is allowed', () => {
    const counts = [3, 3, 3, 4, 4, 4, 5, 5].map((value, index) => ({ day: index + 2, run: 1, value }));
    expect(judge('timers', counts, { cap: 8, slack: 0, varies: false })).toMatch(/^timers grows/);
    const steady = counts.map((point) => ({ ...point, value: 3 }));
    expect(judge('timers', steady, { cap: 8, slack: 0, varies: false })).toBeNull();
  });

  test('one day beyond the cap is too much, also when there are too few days for a slope', () => {
    const [first, second] = points(() => 500);
    if (!first || !second) throw new Error('no points');
    expect(judge('timers', [first, { ...second, value: 10_001 }], BOUNDS)).toBe(
      'timers came to 10001, more than 10000',
    );
  });

  test('what varies by itself is not judged by a few days as if they were many', () => {
    // What it is after seven weeks is the same as after one; these four happen to rise.
    const few = [500, 540, 560, 600].map((value, index) => ({ day: index + 2, run: 1, value }));
    expect(judge('heap', few, BOUNDS)).toBeNull();
    expect(judge('timers', few, { ...BOUNDS, varies: false })).toMatch(/^timers grows/);
    expect(leastGrowth(few, BOUNDS)).toBeGreaterThan(fit(few).slope);
    const many = Array.from({ length: 28 }, (_, index) => ({
      day: index + 2,
      run: 1,
      value: 500 + 32 * index + 9 * (index % 3),
    }));
    expect(judge('heap', many, BOUNDS)).toMatch(/^heap grows by 32/);
    expect(leastGrowth(many, BOUNDS)).toBe(BOUNDS.slack);
  });
});
