import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../settings/settings.ts';
import { set } from '../store/actions.ts';
import type { Settings } from '../store/state.ts';
import { drivenClock } from '../testing/clock.ts';
import { testStore } from '../testing/entities.ts';
import { fakePower } from '../testing/ports.ts';
import { endSilences, withoutEnded } from './silences.ts';

const HOUR = 3_600_000;

function silences(settings: (now: number) => Partial<Settings> = () => ({})) {
  const clock = drivenClock();
  let slept = 0;
  const store = testStore(settings(clock.now()));
  const power = fakePower();
  const stop = endSilences(store, { ...clock, now: () => clock.now() + slept }, power);
  const sleep = (ms: number): void => void (slept += ms);
  const change = (more: Partial<Settings>) => store.dispatch(set('settings', { ...store.state.settings, ...more }));
  return { clock, store, power, stop, change, sleep };
}

test('a pause ends at its time, by itself, and leaves no timer', async () => {
  const { clock, store, change } = silences();
  expect(clock.timers).toBe(0);
  change({ pausedUntil: clock.now() + HOUR });
  await clock.advance(HOUR - 1);
  expect(store.state.settings.pausedUntil).toBe(clock.now() + 1);
  await clock.advance(1);
  expect(store.state.settings.pausedUntil).toBeNull();
  expect(clock.timers).toBe(0);
});

test('mutes end each at its own time; those for ever stay', async () => {
  const { clock, store } = silences((now) => ({
    mutedGroups: [
      { id: 'a', until: now + 2 * HOUR },
      { id: 'b', until: null },
      { id: 'c', until: now + HOUR },
    ],
  }));
  const ids = () => store.state.settings.mutedGroups.map(({ id }) => id);
  await clock.advance(HOUR);
  expect(ids()).toEqual(['a', 'b']);
  await clock.advance(HOUR);
  expect(ids()).toEqual(['b']);
  expect(clock.timers).toBe(0);
});

test('what ended while the app was off goes at once', () => {
  const { store } = silences((now) => ({ pausedUntil: now - 1, mutedGroups: [{ id: 'a', until: now }] }));
  expect(store.state.settings).toMatchObject({ pausedUntil: null, mutedGroups: [] });
});

test('what ended while the machine slept goes when it wakes', () => {
  const { clock, store, power, change, sleep } = silences();
  change({ pausedUntil: clock.now() + HOUR });
  sleep(2 * HOUR);
  power.resume();
  expect(store.state.settings.pausedUntil).toBeNull();
});

test('stopped, it ends nothing more', async () => {
  const { clock, store, stop, change } = silences();
  change({ pausedUntil: clock.now() + HOUR });
  stop();
  expect(clock.timers).toBe(0);
  await clock.advance(HOUR);
  expect(store.state.settings.pausedUntil).not.toBeNull();
});

test('nothing is over: the same settings', () => {
  const settings: Settings = { ...DEFAULT_SETTINGS, pausedUntil: 2, mutedGroups: [{ id: 'a', until: 2 }] };
  expect(withoutEnded(settings, 1)).toBe(settings);
});
