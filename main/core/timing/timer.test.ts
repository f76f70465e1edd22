import { expect, test } from 'vitest';
import { drivenClock } from '../testing/clock.ts';
import { createTimer } from './timer.ts';

test('fires once', async () => {
  const clock = drivenClock();
  const fired: string[] = [];
  createTimer(clock).set(100, () => fired.push('a'));
  await clock.advance(1_000);
  expect(fired).toEqual(['a']);
});

test('setting it anew replaces what was set', async () => {
  const clock = drivenClock();
  const timer = createTimer(clock);
  const fired: string[] = [];
  timer.set(100, () => fired.push('old'));
  timer.set(200, () => fired.push('new'));
  expect(clock.timers).toBe(1);
  await clock.advance(1_000);
  expect(fired).toEqual(['new']);
});

test('cleared it does not fire, and can be cleared again or set again', async () => {
  const clock = drivenClock();
  const timer = createTimer(clock);
  const fired: string[] = [];
  timer.set(100, () => fired.push('a'));
  timer.clear();
  timer.clear();
  expect(clock.timers).toBe(0);
  timer.set(50, () => fired.push('b'));
  await clock.advance(1_000);
  expect(fired).toEqual(['b']);
});

test('may be set from its own callback; clearing what has fired harms nothing', async () => {
  const clock = drivenClock();
  const timer = createTimer(clock);
  let rounds = 0;
  const again = (): void => {
    rounds += 1;
    if (rounds < 3) timer.set(10, again);
  };
  timer.set(10, again);
  await clock.advance(1_000);
  expect(rounds).toBe(3);
  timer.clear();
  expect(clock.timers).toBe(0);
});
