import { describe, expect, test } from 'vitest';
import type { UpdateFailure, Updater } from '../ports.ts';
import { drivenClock } from '../testing/clock.ts';
import { testStore } from '../testing/entities.ts';
import { fakeNetwork } from '../testing/ports.ts';
import { fakeLogger } from '../ucwa/testing.ts';
import { DAY_MS, FIRST_CHECK_MS, FIRST_PAUSE_MS } from './state.ts';
import { BACK_ONLINE_MS, createUpdates } from './updates.ts';

const UNREACHABLE: UpdateFailure = { ok: false, reason: 'unreachable', detail: 'ENOTFOUND' };

function updates(given: { updater?: null } = {}) {
  const store = testStore();
  const clock = drivenClock();
  const network = fakeNetwork();
  const log: string[] = [];
  const phases: string[] = [];
  /** What the feed offers next; null: nothing newer. */
  const feed = {
    newest: null as string | null,
    trouble: null as UpdateFailure | null,
    broken: null as UpdateFailure | null,
  };
  const updater: Updater = {
    async check() {
      log.push('check');
      return feed.trouble ?? { ok: true, version: feed.newest };
    },
    async download(onProgress) {
      log.push('download');
      onProgress(41.7);
      return feed.broken ?? { ok: true };
    },
    install: () => void log.push('install'),
  };
  store.subscribe(() => {
    const { update } = store.state;
    phases.push(update.phase === 'downloading' ? `downloading ${update.percent} %` : update.phase);
  });
  const made = createUpdates({
    store,
    clock,
    network,
    logger: fakeLogger(),
    updater: given.updater === null ? null : updater,
  });
  return { made, store, clock, network, log, phases, feed };
}

describe('looking for updates', () => {
  test('begins some minutes after the start and goes on daily', async () => {
    const { made, clock, log, store } = updates();
    made.start();
    await clock.advance(FIRST_CHECK_MS - 1);
    expect(log).toEqual([]);
    await clock.advance(1);
    expect(log).toEqual(['check']);
    expect(store.state.update).toEqual({ phase: 'idle', checkedAt: clock.now() });
    await clock.advance(2 * DAY_MS * 1.2);
    expect(log).toEqual(['check', 'check', 'check']);
  });

  test('fetches a newer version, says how far it is, and then looks no more', async () => {
    const { made, clock, log, phases, feed, store } = updates();
    feed.newest = '1.2.0';
    made.start();
    await clock.advance(FIRST_CHECK_MS);
    expect(phases).toEqual(['idle', 'checking', 'downloading 0 %', 'downloading 41 %', 'ready']);
    expect(store.state.update).toEqual({ phase: 'ready', version: '1.2.0' });
    await clock.advance(3 * DAY_MS);
    expect(await made.check()).toMatchObject({ ok: true });
    expect(log).toEqual(['check', 'download']);
    expect(clock.timers).toBe(0);
  });

  test('waits longer after each failure, and a day again after a good look', async () => {
    const { made, clock, log, feed, store } = updates();
    feed.trouble = UNREACHABLE;
    made.start();
    await clock.advance(FIRST_CHECK_MS);
    expect(store.state.update).toMatchObject({ phase: 'failed', error: { code: 'update.unreachable' } });
    await clock.advance(FIRST_PAUSE_MS);
    expect(log).toHaveLength(2);
    await clock.advance(2 * FIRST_PAUSE_MS - 1);
    expect(log).toHaveLength(2);
    feed.trouble = null;
    await clock.advance(1);
    expect(log).toHaveLength(3);
    await clock.advance(DAY_MS - 1);
    expect(log).toHaveLength(3);
    await clock.advance(1);
    expect(log).toHaveLength(4);
  });

  test('does not install what is not as announced', async () => {
    const { made, feed, store, log } = updates();
    feed.newest = '1.2.0';
    feed.broken = { ok: false, reason: 'refused', detail: 'sha512' };
    expect(await made.check()).toMatchObject({ ok: false, error: { code: 'update.refused' } });
    expect(made.install()).toMatchObject({ ok: false, error: { code: 'validation' } });
    expect(store.state.update.phase).toBe('failed');
    expect(log).toEqual(['check', 'download']);
  });

  test('leaves a look out while offline and makes up for it afterwards', async () => {
    const { made, clock, network, log } = updates();
    made.start();
    network.change(false);
    await clock.advance(FIRST_CHECK_MS + DAY_MS);
    expect(log).toEqual([]);
    network.change(true);
    await clock.advance(BACK_ONLINE_MS);
    expect(log).toEqual(['check']);
    network.change(false);
    network.change(true);
    await clock.advance(BACK_ONLINE_MS);
    expect(log).toEqual(['check']);
  });

  test('one look at a time', async () => {
    const { made, log } = updates();
    await Promise.all([made.check(), made.check()]);
    expect(log).toEqual(['check']);
  });

  test('ends with the app', async () => {
    const { made, clock, log, network } = updates();
    const stop = made.start();
    await clock.advance(FIRST_CHECK_MS);
    stop();
    expect(clock.timers).toBe(0);
    network.change(true);
    await clock.advance(DAY_MS * 2);
    expect(log).toEqual(['check']);
  });
});

test('installs what is ready, when asked', async () => {
  const { made, feed, log } = updates();
  expect(made.install().ok).toBe(false);
  feed.newest = '1.2.0';
  await made.check();
  expect(made.install().ok).toBe(true);
  expect(log).toEqual(['check', 'download', 'install']);
});

test('says and does nothing where there is no updater', async () => {
  const { made, store, clock, phases } = updates({ updater: null });
  made.start();
  expect(clock.timers).toBe(0);
  expect(await made.check()).toMatchObject({ ok: false });
  expect(made.install()).toMatchObject({ ok: false });
  expect(store.state.update).toEqual({ phase: 'off' });
  expect(phases).toEqual([]);
});
