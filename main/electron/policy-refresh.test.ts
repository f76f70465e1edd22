import { beforeEach, expect, it } from 'vitest';
import type { Policy, PolicySource } from '../core/policy/policy.ts';
import { createDrivenClock, createMemoryLogger } from '../ipc/testing/fake-core.ts';
import { fake } from '../../tests/fakes/electron.ts';
import { PAUSE_MS, REFRESH_MS, refreshPolicies } from './policy-refresh.ts';

const FIRST: PolicySource = { name: 'HKLM', values: { Theme: 'dark' } };

function start(first: readonly PolicySource[] = [FIRST]) {
  const clock = createDrivenClock();
  const logger = createMemoryLogger();
  const changes: Policy[] = [];
  const places = { now: first, reads: 0 };
  const stop = refreshPolicies({
    clock,
    logger,
    first,
    read: async () => {
      places.reads += 1;
      return places.now;
    },
    change: (policy) => changes.push(policy),
  });
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const pass = async (ms: number) => {
    clock.advance(ms);
    await settle();
  };
  return { clock, logger, changes, places, stop, settle, pass };
}

beforeEach(() => {
  fake.reset();
  fake.ready();
});

it('reads every few hours, and not before', async () => {
  const { places, pass, changes } = start();
  await pass(REFRESH_MS - 1);
  expect(places.reads).toBe(0);
  places.now = [{ name: 'HKLM', values: { Theme: 'light' } }];
  await pass(1);
  expect(changes).toMatchObject([{ settings: { theme: 'light' } }]);
  await pass(REFRESH_MS);
  expect(places.reads).toBe(2);
});

it('reads after sleep and when the screen is unlocked, once for both', async () => {
  const { places, pass, settle } = start();
  await pass(PAUSE_MS);
  fake.power.emit('resume');
  fake.power.emit('unlock-screen');
  await settle();
  fake.power.emit('unlock-screen');
  await settle();
  expect(places.reads).toBe(1);
  await pass(PAUSE_MS);
  fake.power.emit('unlock-screen');
  await settle();
  expect(places.reads).toBe(2);
  await pass(REFRESH_MS - 1);
  expect(places.reads).toBe(2);
});

it('keeps what a place said that cannot be read, and says so once', async () => {
  const { logger, places, pass, changes } = start();
  places.now = [{ name: 'HKLM', values: 'unasked' }];
  await pass(REFRESH_MS);
  await pass(REFRESH_MS);
  expect(changes).toMatchObject([{ settings: { theme: 'dark' } }, { settings: { theme: 'dark' } }]);
  expect(logger.lines).toMatchObject([{ level: 'warn', fields: { place: 'HKLM' } }]);
  places.now = [FIRST];
  await pass(REFRESH_MS);
  places.now = [{ name: 'HKLM', values: 'unreadable' }];
  await pass(REFRESH_MS);
  expect(logger.lines).toHaveLength(2);
});

it('says of updates that they wait for the next start, once for each change', async () => {
  const { logger, places, pass, changes } = start();
  places.now = [{ name: 'HKLM', values: { Theme: 'dark', Updates: 0 } }];
  await pass(REFRESH_MS);
  await pass(REFRESH_MS);
  expect(logger.lines.map(({ message }) => message)).toEqual([expect.stringContaining('after the next start')]);
  expect(changes[0]).not.toHaveProperty('updates');
});

it('stops', async () => {
  const { places, stop, pass } = start();
  stop();
  await pass(REFRESH_MS);
  fake.power.emit('resume');
  expect([places.reads, fake.power.listenerCount('resume'), fake.power.listenerCount('unlock-screen')]).toEqual([
    0, 0, 0,
  ]);
});
