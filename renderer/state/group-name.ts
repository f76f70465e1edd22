/** What to call a group that may be gone. */
import type { HistoryEntry } from '../../preload/contract/history.ts';
import type { Mirror } from './mirror.svelte.ts';

/** The group's name, or the last one that the history tells; null: nothing is known of it. */
export function groupNameOf({ groups, history }: Pick<Mirror, 'groups' | 'history'>, id: string): string | null {
  const group = groups.get(id);
  if (group) return group.name;
  const told = [...history.values()].filter((entry) => entry.groupId === id && entry.groupName !== null);
  const last = told.reduce<HistoryEntry | null>((one, other) => (one && one.at > other.at ? one : other), null);
  return last?.groupName ?? null;
}
