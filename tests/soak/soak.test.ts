/** Three days of the month; `npm run soak` lives through all thirty. */
import { expect, test } from 'vitest';
import { HISTORY_LIMIT } from '../../main/core/store/reduce.ts';
import { growth } from './findings.ts';
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

test('what grows from the second evening on is found, of each figure', () => {
  const first: Evening = {
    ...{ day: 1, run: 1, heap: 16_000_000, timers: 3, listeners: 6, requests: 1 },
    ...{ history: HISTORY_LIMIT, documents: 4, documentBytes: 150_000, lines: 1200, sent: 1200 },
    ...{ idle: { poll: 20, renewal: 12, activity: 0, start: 0, other: 9 }, attended: false, night: 'asleep' },
  };
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
