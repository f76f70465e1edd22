import { expect, test } from 'vitest';
import { fail, ok, type Result } from '../result.ts';
import { refusal } from '../testing/client.ts';
import { drivenClock } from '../testing/clock.ts';
import { testStore } from '../testing/entities.ts';
import { createListLock } from './list-lock.ts';

const MINUTE = 60_000;
const MOVING = refusal(500, 'MigrationInProgress');
const ELSEWHERE = refusal(500, 'InvalidExchangeServerVersion');

function lock() {
  const store = testStore();
  const clock = drivenClock();
  const made = createListLock(store, clock);
  let asked = 0;
  /** One change, to whose write the server says this. */
  const change = (answer: Result<null>, byUser = false): Promise<Result<null>> =>
    made.guard(byUser, () => {
      asked += 1;
      made.saw(answer);
      return Promise.resolve(answer);
    });
  return { store, clock, lock: made, change, asked: () => asked, shown: () => store.state.list.readOnly };
}

test.each([MOVING, ELSEWHERE])(
  '$subcode: it is shown, and what follows fails at once with that reason',
  async (error) => {
    const { change, asked, shown } = lock();
    expect(await change(fail(error))).toEqual(fail(error));
    expect(shown()).toEqual(error);
    expect(await change(ok(null))).toEqual(fail(error));
    expect(asked()).toBe(1);
  },
);

test.each([refusal(403), refusal(409), refusal(503), refusal(500, 'ExchangeServiceFailure')])(
  'other refusals are no reason: %o',
  async (error) => {
    const { change, asked, shown } = lock();
    await change(fail(error));
    await change(ok(null));
    expect([asked(), shown()]).toEqual([2, null]);
  },
);

test('after a while one asks the server again, and the others go on failing', async () => {
  const { clock, change, asked, shown } = lock();
  await change(fail(MOVING));
  await clock.advance(5 * MINUTE - 1);
  await change(fail(MOVING));
  expect(asked()).toBe(1);
  await clock.advance(1);
  await Promise.all([change(fail(MOVING)), change(fail(MOVING))]);
  expect(asked()).toBe(2);
  expect(shown()).toEqual(MOVING);
});

test('a write that succeeds opens it', async () => {
  const { clock, change, shown } = lock();
  await change(fail(MOVING));
  await clock.advance(5 * MINUTE);
  expect(await change(ok(null))).toEqual(ok(null));
  expect(shown()).toBeNull();
  expect(clock.timers).toBe(0);
  expect(await change(ok(null))).toEqual(ok(null));
});

test('what the user asks for is tried all the same', async () => {
  const { change, asked, shown } = lock();
  await change(fail(MOVING));
  expect(await change(ok(null), true)).toEqual(ok(null));
  expect([asked(), shown()]).toEqual([2, null]);
});

test('the next one asks when the user wants to know, the others do not', async () => {
  const { lock: made, change, asked, shown } = lock();
  await change(fail(MOVING));
  made.ask();
  await Promise.all([change(fail(MOVING)), change(fail(MOVING))]);
  expect([asked(), shown()]).toEqual([2, MOVING]);
  made.ask();
  expect(await change(ok(null))).toEqual(ok(null));
  expect([asked(), shown()]).toEqual([3, null]);
});

test('when nobody has asked for long, the user may try', async () => {
  const { clock, change, shown } = lock();
  await change(fail(MOVING));
  await clock.advance(10 * MINUTE);
  await change(fail(MOVING));
  await clock.advance(15 * MINUTE - 1);
  expect(shown()).toEqual(MOVING);
  await clock.advance(1);
  expect(shown()).toBeNull();
});

test('another reason that came meanwhile is not lifted with it', async () => {
  const { clock, change, store, shown } = lock();
  await change(fail(MOVING));
  const other = refusal(403);
  store.dispatch({ type: 'set', slice: { name: 'list', value: { ...store.state.list, readOnly: other } } });
  await clock.advance(60 * MINUTE);
  expect(shown()).toEqual(other);
});

test('the end of the session takes it along, and leaves no timer', async () => {
  const { clock, lock: made, change, shown } = lock();
  await change(fail(MOVING));
  made.forget();
  expect([shown(), clock.timers]).toEqual([null, 0]);
});

test('a clock that was set back does not keep it closed', async () => {
  const { clock, change, asked } = lock();
  await change(fail(MOVING));
  const now = clock.now();
  Object.assign(clock, { now: () => now - 60 * MINUTE });
  await change(ok(null));
  expect(asked()).toBe(2);
});
