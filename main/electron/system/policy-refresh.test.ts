import { beforeEach, expect, it } from 'vitest';
import { createDrivenClock } from '../../ipc/testing/fake-core.ts';
import { fake } from '../../../tests/fakes/electron.ts';
import { PAUSE_MS, REFRESH_MS, refreshPolicies } from './policy-refresh.ts';

function start() {
  const clock = createDrivenClock();
  const seen = { reads: 0, done: () => {} };
  const stop = refreshPolicies(clock, () => {
    seen.reads += 1;
    return new Promise((resolve) => (seen.done = resolve));
  });
  const done = async () => {
    seen.done();
    await new Promise<void>((resolve) => setImmediate(resolve));
  };
  return { clock, seen, stop, done };
}

beforeEach(() => {
  fake.reset();
  fake.ready();
});

it('reads every few hours, and not before', async () => {
  const { clock, seen, done } = start();
  clock.advance(REFRESH_MS - 1);
  expect(seen.reads).toBe(0);
  clock.advance(1);
  expect(seen.reads).toBe(1);
  await done();
  clock.advance(REFRESH_MS);
  expect(seen.reads).toBe(2);
});

it('reads after sleep and when the screen is unlocked, once for both, and puts the next time off', async () => {
  const { clock, seen, done } = start();
  clock.advance(PAUSE_MS);
  fake.power.emit('resume');
  fake.power.emit('unlock-screen');
  await done();
  fake.power.emit('unlock-screen');
  expect(seen.reads).toBe(1);
  clock.advance(PAUSE_MS);
  fake.power.emit('unlock-screen');
  await done();
  expect(seen.reads).toBe(2);
  clock.advance(REFRESH_MS - 1);
  expect(seen.reads).toBe(2);
  clock.advance(1);
  expect(seen.reads).toBe(3);
});

it('stops, also while it reads', async () => {
  const { clock, seen, stop, done } = start();
  clock.advance(REFRESH_MS);
  stop();
  await done();
  clock.advance(REFRESH_MS);
  fake.power.emit('resume');
  expect([seen.reads, fake.power.listenerCount('resume'), fake.power.listenerCount('unlock-screen')]).toEqual([
    1, 0, 0,
  ]);
});
