import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { drivenClock, idle } from '../testing/clock.ts';
import { createSleeper } from './sleeper.ts';

function sleeping(ms: number, signal = new AbortController().signal) {
  const clock = drivenClock();
  const sleeper = createSleeper(clock);
  const log: string[] = [];
  void sleeper.sleep(ms, signal).then(() => log.push('awake'));
  return { clock, sleeper, log };
}

test('sleeps as long as asked, not shorter', async () => {
  const { clock, log } = sleeping(1_000);
  await clock.advance(999);
  expect(log).toEqual([]);
  await clock.advance(1);
  expect(log).toEqual(['awake']);
  expect(clock.timers).toBe(0);
});

test('an abort ends it at once and leaves no timer', async () => {
  const abort = new AbortController();
  const { clock, log } = sleeping(1_000, abort.signal);
  abort.abort();
  expect(clock.timers).toBe(0);
  await idle();
  expect(log).toEqual(['awake']);
});

test('with a signal that is aborted already it does not even begin', async () => {
  const { clock, log } = sleeping(1_000, AbortSignal.abort());
  expect(clock.timers).toBe(0);
  await idle();
  expect(log).toEqual(['awake']);
});

test('a wake-up call ends every sleep under way, and none that begins later', async () => {
  const { clock, sleeper, log } = sleeping(1_000);
  void sleeper.sleep(5_000, new AbortController().signal).then(() => log.push('second'));
  sleeper.wake();
  await idle();
  expect(log).toEqual(['awake', 'second']);
  expect(clock.timers).toBe(0);
  void sleeper.sleep(10, new AbortController().signal).then(() => log.push('third'));
  await idle();
  expect(log).not.toContain('third');
  await clock.advance(10);
  expect(log).toContain('third');
});

test('an abort after the sleep is over does nothing any more', async () => {
  const abort = new AbortController();
  const { clock, log } = sleeping(10, abort.signal);
  await clock.advance(10);
  abort.abort();
  await idle();
  expect(log).toEqual(['awake']);
});

test('a signal that lives long gathers nothing', async () => {
  const { signal } = new AbortController();
  const { clock, sleeper } = sleeping(10, signal);
  await clock.advance(10);
  void sleeper.sleep(1_000, signal);
  sleeper.wake();
  await idle();
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
