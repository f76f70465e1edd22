/**
 * Who of the people the user follows has become available. Pure: (watch, changes, state, time) -> watch, and in the
 * end the addresses. Told is only a step from busy or away to available that a held subscription has shown, that is
 * still so a moment later, and that is not the tenth within minutes.
 */
import type { Availability, Change, Presence, State } from '../store/state.ts';

/** After a connection or a subscription began (ms), what changes is catching up with what was missed, not news. */
export const CALM_MS = 30_000;
/** Nobody is told of again within this time (ms): who comes and goes is told of once. */
export const QUIET_MS = 5 * 60_000;

/** From these, becoming available is news; idle people have not left. */
const NOT_AVAILABLE: ReadonlySet<Availability> = new Set([
  'Busy',
  'IdleBusy',
  'DoNotDisturb',
  'BeRightBack',
  'Away',
  'Offline',
]);

/** What is remembered from step to step. All times are ms since 1970. */
export interface PresenceWatch {
  readonly calmUntil: number;
  /** By address: since when a subscription keeps the row up to date. */
  readonly liveSince: ReadonlyMap<string, number>;
  /** By address: how those whose availability changed stood when they were last looked at. */
  readonly before: ReadonlyMap<string, Availability>;
  /** By address: when they were told of. */
  readonly toldAt: ReadonlyMap<string, number>;
}

export const NOTHING_WATCHED: PresenceWatch = {
  calmUntil: -Infinity,
  liveSince: new Map(),
  before: new Map(),
  toldAt: new Map(),
};

/** The machine slept: what comes next is catching up. */
export function afterSleep(watch: PresenceWatch, now: number): PresenceWatch {
  return { ...watch, calmUntil: now + CALM_MS };
}

/** Takes note of one step of the store. */
export function watchStep(watch: PresenceWatch, changes: readonly Change[], now: number): PresenceWatch {
  let { calmUntil } = watch;
  // There is one for everybody on the list, and few come or go: they are copied only then.
  let liveSince: Map<string, number> | null = null;
  let before: Map<string, Availability> | null = null;
  for (const change of changes) {
    if ('slice' in change) {
      const came = change.slice === 'connection' && change.before.phase !== 'live' && change.after.phase === 'live';
      if (came) calmUntil = now + CALM_MS;
      continue;
    }
    if (change.table !== 'presence') continue;
    const { key, before: old, after } = change;
    if (!after?.live) {
      if (watch.liveSince.has(key)) (liveSince ??= new Map(watch.liveSince)).delete(key);
      if ((before ?? watch.before).has(key)) (before ??= new Map(watch.before)).delete(key);
    } else if (!old?.live) (liveSince ??= new Map(watch.liveSince)).set(key, now);
    else if (isNews(old, after, now, calmUntil, (liveSince ?? watch.liveSince).get(key))) {
      if (!(before ?? watch.before).has(key)) (before ??= new Map(watch.before)).set(key, old.availability);
    }
  }
  if (calmUntil === watch.calmUntil && !liveSince && !before) return watch;
  return { ...watch, calmUntil, liveSince: liveSince ?? watch.liveSince, before: before ?? watch.before };
}

function isNews(old: Presence, after: Presence, now: number, calmUntil: number, liveSince = -Infinity): boolean {
  return old.availability !== after.availability && now >= calmUntil && now - liveSince >= CALM_MS;
}

/** Who has become available since this was asked last, and still is. */
export function settle(watch: PresenceWatch, state: State, now: number): { watch: PresenceWatch; came: string[] } {
  const toldAt = new Map([...watch.toldAt].filter(([, at]) => Math.abs(now - at) < QUIET_MS));
  const came: string[] = [];
  for (const [address, was] of watch.before) {
    const presence = state.presence.get(address);
    if (!presence?.live || presence.availability !== 'Online' || !NOT_AVAILABLE.has(was) || toldAt.has(address))
      continue;
    came.push(address);
    toldAt.set(address, now);
  }
  return { watch: { ...watch, before: new Map(), toldAt }, came };
}
