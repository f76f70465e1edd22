/** History entries by day, newest first. Pure. */
import type { HistoryEntry, HistoryKind } from '../../../preload/contract/history.ts';
import { dayKey } from '../../i18n/format.ts';
import type { HistoryTopic } from '../../state/navigation.svelte.ts';

export interface Day {
  key: string;
  /** A time within the day. */
  at: number;
  entries: HistoryEntry[];
}

const TOPICS: Record<HistoryKind, HistoryTopic> = {
  groupAdded: 'groups',
  groupRenamed: 'groups',
  groupDeleted: 'groups',
  contactAdded: 'people',
  contactRemoved: 'people',
  contactMoved: 'people',
  contactsAdded: 'people',
  contactsRemoved: 'people',
  whileAway: 'away',
};

/** Groups of one name that entries tell of; a group that was brought back has another id. */
export interface HistoryGroup {
  name: string;
  ids: string[];
}

/** The groups that entries tell of. `nameOf`: how a group is called now, undefined where it is gone. */
export function historyGroups(
  entries: Iterable<HistoryEntry>,
  nameOf: (groupId: string) => string | undefined,
): HistoryGroup[] {
  const names = new Map<string, string>();
  for (const { groupId, groupName } of entries) {
    if (groupId !== null) names.set(groupId, nameOf(groupId) ?? groupName ?? groupId);
  }
  const groups = new Map<string, HistoryGroup>();
  for (const [id, name] of names) {
    const known = groups.get(name);
    if (known) known.ids.push(id);
    else groups.set(name, { name, ids: [id] });
  }
  return [...groups.values()];
}

/** `groupIds`: null for all groups. An entry without a group (while Rollcall was off) belongs to none. */
export function historyDays(
  entries: Iterable<HistoryEntry>,
  groupIds: readonly string[] | null,
  topic: HistoryTopic = 'all',
): Day[] {
  const wanted = [...entries]
    .filter(({ groupId }) => groupIds === null || (groupId !== null && groupIds.includes(groupId)))
    .filter((entry) => topic === 'all' || TOPICS[entry.kind] === topic);
  wanted.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  const days: Day[] = [];
  for (const entry of wanted) {
    const key = dayKey(entry.at);
    const last = days.at(-1);
    if (last?.key === key) last.entries.push(entry);
    else days.push({ key, at: entry.at, entries: [entry] });
  }
  return days;
}

/** Today, yesterday, or another day. */
export function nearDay(key: string, now: number): 'today' | 'yesterday' | null {
  if (key === dayKey(now)) return 'today';
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  return key === dayKey(yesterday.getTime()) ? 'yesterday' : null;
}
