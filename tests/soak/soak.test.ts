/** Three days of the month; `npm run soak` lives through all thirty. */
import { expect, test } from 'vitest';
import { HISTORY_LIMIT } from '../../main/core/store/reduce.ts';
import { growth, leastLeak } from './findings.ts';
import { soak, type Evening } from './run.ts';

test('three days leave nothing behind and all agree', async () => {
  const { evenings, wrong } = await soak(3, 1);
  expect([...wrong, ...growth(evenings)]).toEqual([]);
  expect(evenings.map(({ day }) => day)).toEqual([1, 2, 3]);
  // Otherwise the days were empty and prove nothing.
  expect(evenings.map(({ history }) => history)).toEqual([HISTORY_LIMIT, HISTORY_LIMIT, HISTORY_LIMIT]);
  for (const { sent, lines, timers, documentBytes, idle } of evenings) {
    expect(sent).toBeGreaterThan(500);
    expect(lines).toBeGreaterThan(500);
    expect(timers).toBeGreaterThan(0);
    expect(documentBytes).toBeGreaterThan(10_000);
    expect(idle.poll).toBeGreaterThanOrEqual(20);
    expect(idle.renewal).toBeGreaterThan(0);
  }
});

const first: Evening = {
  ...{ day: 1, run: 1, heap: 16_000_000, timers: 3, listeners: 6, requests: 1 },
  ...{ history: HISTORY_LIMIT, documents: 4, documentBytes: 150_000, lines: 1200, sent: 1200 },
  ...{ idle: { poll: 20, renewal: 12, activity: 0, start: 0, other: 9 }, attended: false, night: 'asleep' },
};

test('what grows from the second evening on is found, of each figure', () => {
  const days = (change: (by: number) => Partial<Evening>) =>
    Array.from({ length: 8 }, (_, index) => ({ ...first, ...change(index), day: index + 1 }));
  expect(growth(days(() => ({})))).toEqual([]);
  for (const [change, words] of [
    [(by: number) => ({ heap: first.heap + by * 100_000 }), /^heap grows/],
    [(by: number) => ({ timers: first.timers + (by > 4 ? 1 : 0) }), /^timers grows/],
    [(by: number) => ({ listeners: first.listeners + by * 2 }), /^listeners grows/],
    [(by: number) => ({ requests: first.requests + (by > 6 ? 1 : 0) }), /^open requests came to/],
    [(by: number) => ({ history: HISTORY_LIMIT + by }), /^history came to/],
    [(by: number) => ({ documents: first.documents + by }), /^documents came to/],
    [(by: number) => ({ documentBytes: first.documentBytes + by * 1000 }), /^bytes on disk grows/],
    [(by: number) => ({ lines: first.lines + by * 100 }), /^log lines per request grows/],
  ] as const) {
    expect(growth(days(change)).join()).toMatch(words);
  }
});

test('a leak of 20 KB a day is found in a month that goes up and down, and five days are too few to tell', () => {
  const sways = (by: number): number => [45_000, -30_000, 10_000, -25_000, 40_000, -50_000, 0][(by * 3) % 7] ?? 0;
  const evenings = (count: number, leak: number) =>
    Array.from({ length: count }, (_, by) => ({ ...first, day: by + 1, heap: first.heap + leak * by + sways(by) }));
  expect(growth(evenings(30, 20 * 1024)).join()).toMatch(/^heap grows by 2\d{4}/);
  expect(growth(evenings(30, 0))).toEqual([]);
  expect(leastLeak(evenings(30, 0)).isEnough).toBe(true);
  expect(growth(evenings(5, 20 * 1024))).toEqual([]);
  expect(leastLeak(evenings(5, 0)).isEnough).toBe(false);
  expect(leastLeak(evenings(2, 0))).toEqual({ bytes: Infinity, isEnough: false });
  // However few, what stands out far enough is no accident.
  expect(growth(evenings(5, 500 * 1024)).join()).toMatch(/^heap grows/);
});
