/** Presence in words, and whether it can be relied on. Pure. */
import type { Presence } from '../../../preload/contract/state.ts';
import { format, t } from '../../i18n/index.ts';

export interface PresenceView {
  availability: Presence['availability'];
  /** Nothing keeps this up to date now. */
  stale: boolean;
  /** "In a meeting", or the availability's own word. */
  status: string;
  /** Status with "as of 14:02" when stale. */
  words: string;
}

/** `connected`: the session is live; without it everything is stale. Null for a person whose presence was never read. */
export function presenceView(presence: Presence | undefined, connected: boolean, now: number): PresenceView | null {
  if (presence === undefined) return null;
  const stale = !connected || !presence.live;
  const known = presence.activity !== null && presence.availability !== 'Offline';
  const status = known && presence.activity ? t.activity(presence.activity) : t.availability[presence.availability];
  const words = stale ? `${status} ${t.groups.asOf(format.time(presence.asOf, now))}` : status;
  return { availability: presence.availability, stale, status, words };
}
