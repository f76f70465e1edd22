/** Which groups are muted, and the list with one more or one less. Pure; milliseconds since 1970. */
import type { MutedGroup } from '../../preload/contract/state.ts';

/** How a group is muted, or null. `now` is asked only where a mute ends: what waits for no time need not tick. */
export function muteOf(muted: readonly MutedGroup[], groupId: string, now: () => number): MutedGroup | null {
  const found = muted.find(({ id }) => id === groupId);
  return found !== undefined && (found.until === null || now() < found.until) ? found : null;
}

/** The list with this group muted so, whatever it was before. */
export function withMute(muted: readonly MutedGroup[], mute: MutedGroup): MutedGroup[] {
  return [...withoutMute(muted, mute.id), mute];
}

/** The list without this group. */
export function withoutMute(muted: readonly MutedGroup[], groupId: string): MutedGroup[] {
  return muted.filter(({ id }) => id !== groupId);
}
