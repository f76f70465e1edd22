/** Ends the pause and the mutes at their time, for all who show them: what is over leaves the settings. */
import type { Cancel, Clock, Power } from '../ports.ts';
import { set } from '../store/actions.ts';
import type { Settings } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import { createTimer } from '../timing/timer.ts';

/** A timer does not count the time that the machine slept, and the clock may be set: looked at again so often (ms). */
const LOOK_MS = 60_000;

/** The settings without what is over; the same object when nothing is. */
export function withoutEnded(settings: Settings, now: number): Settings {
  const isOver = (until: number | null): boolean => until !== null && until <= now;
  const mutedGroups = settings.mutedGroups.filter(({ until }) => !isOver(until));
  const pauseIsOver = isOver(settings.pausedUntil);
  if (!pauseIsOver && mutedGroups.length === settings.mutedGroups.length) return settings;
  return { ...settings, mutedGroups, pausedUntil: pauseIsOver ? null : settings.pausedUntil };
}

/** Starts watching; returns a function that stops. No timer runs while nothing is to end. */
export function endSilences(store: Store, clock: Clock, power: Power): Cancel {
  const timer = createTimer(clock);

  function look(): void {
    const now = clock.now();
    const settings = withoutEnded(store.state.settings, now);
    if (settings !== store.state.settings) store.dispatch(set('settings', settings));
    const ends = [settings.pausedUntil, ...settings.mutedGroups.map(({ until }) => until)];
    const next = Math.min(...ends.filter((until) => until !== null));
    if (next === Infinity) timer.clear();
    else timer.set(Math.min(next - now, LOOK_MS), look);
  }

  const stops = [store.subscribeTo(['settings'], look), power.onResume(look)];
  look();
  return () => {
    for (const stop of stops) stop();
    timer.clear();
  };
}
