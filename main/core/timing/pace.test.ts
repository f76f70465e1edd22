import { expect, test } from 'vitest';
import type { Clock } from '../ports.ts';
import { drivenClock, idle } from '../testing/clock.ts';
import { createPace } from './pace.ts';

function paced() {
  const clock = drivenClock();
  const abort = new AbortController();
  let back = 0;
  const wall: Clock = {
    now: () => clock.now() - back,
    setTimer: (ms, callback) => clock.setTimer(ms, callback),
    random: () => clock.random(),
    uuid: () => clock.uuid(),
  };
  const pace = createPace(wall, { most: 3, withinMs: 1_000 });
  const start = clock.now();
  const done: number[] = [];
  const work = async (times: number) => {
    for (let n = 0; n < times; n += 1) {
      await pace.next(abort.signal);
      done.push(clock.now() - start);
    }
  };
  const setBack = (ms: number) => {
    back = ms;
  };
  return { clock, abort, done, work, setBack };
}

test('a few are done at once, and one more when the first of them is long enough ago', async () => {
  const { clock, done, work } = paced();
  void work(8);
  await idle();
  expect(done).toEqual([0, 0, 0]);
  await clock.advance(999);
  expect(done).toHaveLength(3);
  await clock.advance(1);
  expect(done).toEqual([0, 0, 0, 1_000, 1_000, 1_000]);
  await clock.advance(1_000);
  expect(done.slice(6)).toEqual([2_000, 2_000]);
  expect(clock.timers).toBe(0);
});

test('what comes slowly is never held back', async () => {
  const { clock, done, work } = paced();
  for (let n = 0; n < 6; n += 1) {
    await work(1);
    await clock.advance(400);
  }
  expect(done).toEqual([0, 400, 800, 1_200, 1_600, 2_000]);
});

test('a clock that was set back does not hold it up for longer', async () => {
  const { clock, done, work, setBack } = paced();
  await work(3);
  setBack(7_200_000);
  void work(1);
  await clock.advance(1_000);
  expect(done).toHaveLength(4);
});

test('an abort ends the waiting and leaves no timer', async () => {
  const { clock, abort, done, work } = paced();
  void work(4);
  await idle();
  abort.abort();
  await idle();
  expect(done).toHaveLength(4);
  expect(clock.timers).toBe(0);
});
