/** What the user is looking at: of that, no notification is needed. Never in the store, for nothing is shown by it. */
import type { Clock, Power } from '../ports.ts';

/** What a window said is believed so long (ms); it says so again meanwhile. A lost word thus silences nothing for good. */
const BELIEVED_MS = 60_000;
/** Without a key or the mouse used for so many seconds, nobody is taken to look. */
const LOOKING_SECONDS = 120;

export interface Attention {
  /** A window has the focus and shows the people of these groups; none: it shows no group, or lost the focus, or went. */
  shows(groupIds: readonly string[]): void;
  /** The groups whose people somebody sees now. */
  seen(): ReadonlySet<string>;
}

/** Starts with nobody looking. */
export function createAttention(clock: Clock, power: Pick<Power, 'idleSeconds'>): Attention {
  let shown: ReadonlySet<string> = new Set();
  let saidAt = -Infinity;
  return {
    shows(groupIds) {
      shown = new Set(groupIds);
      saidAt = clock.now();
    },
    seen() {
      // Where idle time cannot be known it is Infinity: then a notification too many is better than one too few.
      const isLooking = Math.abs(clock.now() - saidAt) <= BELIEVED_MS && power.idleSeconds() <= LOOKING_SECONDS;
      return isLooking ? shown : new Set();
    },
  };
}
