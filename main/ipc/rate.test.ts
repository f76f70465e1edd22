import { expect, test } from 'vitest';
import { createDrivenClock } from './testing/fake-core.ts';
import { createRate } from './rate.ts';

const burst = (may: () => boolean, count: number) => Array.from({ length: count }, may).filter(Boolean).length;

test('lets as many through in a second as it may, and as many again in the next', () => {
  const clock = createDrivenClock();
  const may = createRate(clock, 3);
  expect(burst(may, 10)).toBe(3);
  clock.advance(999);
  expect(burst(may, 10)).toBe(0);
  clock.advance(1);
  expect(burst(may, 10)).toBe(3);
});

test('a clock that is put back starts a new second', () => {
  const clock = createDrivenClock();
  const may = createRate(clock, 1);
  expect(burst(may, 2)).toBe(1);
  clock.jump(-3_600_000);
  expect(burst(may, 2)).toBe(1);
});
