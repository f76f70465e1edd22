import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSystemClock } from './clock.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a timer runs once, unless cancelled', () => {
  const clock = createSystemClock();
  const rang = vi.fn();
  clock.setTimer(100, rang);
  const cancel = clock.setTimer(100, rang);
  cancel();
  cancel();
  vi.advanceTimersByTime(99);
  expect(rang).toHaveBeenCalledTimes(0);
  vi.advanceTimersByTime(1000);
  expect(rang).toHaveBeenCalledTimes(1);
});

test('a timer of many weeks waits that long, and can be cancelled on the way', () => {
  const clock = createSystemClock();
  const days = 86_400_000;
  const rang = vi.fn();
  const cancelled = vi.fn();
  clock.setTimer(60 * days, rang);
  const cancel = clock.setTimer(60 * days, cancelled);
  vi.advanceTimersByTime(59 * days);
  cancel();
  expect(rang).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1 * days);
  expect(rang).toHaveBeenCalledTimes(1);
  expect(cancelled).not.toHaveBeenCalled();
});

test('identifiers are fresh GUIDs', () => {
  const clock = createSystemClock();
  expect(clock.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(clock.uuid()).not.toBe(clock.uuid());
});
