/** Which notifications a set of changes deserves. Pure: (changes, settings, time) -> specifications. */
import type { NotificationSpec } from '../ports.ts';
import type { Settings } from '../store/state.ts';
import type { GroupChange } from './group-changes.ts';
import { burstSentence, manySentence, sentence } from './words.ts';

/** More than this of one group become one notification. */
const SINGLE_LIMIT = 2;
/** More groups than this at once become one notification in all. */
const GROUP_LIMIT = 4;

/** Notifications for the changes others made, none while paused or muted. `now`: ms since 1970. */
export function decideNotifications(
  changes: readonly GroupChange[],
  settings: Settings,
  now: number,
): NotificationSpec[] {
  if (!settings.notifyGroupChanges || isPaused(settings, now)) return [];
  const told = changes.filter(({ by, groupId }) => by === 'other' && !isMuted(settings, groupId, now));
  const groups = new Map<string, GroupChange[]>();
  for (const change of told) groups.set(change.groupId, [...(groups.get(change.groupId) ?? []), change]);
  if (groups.size > GROUP_LIMIT) {
    return [
      { tag: 'groups', title: 'Contact groups changed', body: manySentence(told.length, groups.size), groupId: null },
    ];
  }
  return [...groups.values()].flatMap(groupNotifications);
}

function groupNotifications(changes: readonly GroupChange[]): NotificationSpec[] {
  const last = changes.at(-1);
  if (!last) return [];
  const title = last.groupName;
  const people = changes.filter((change) => 'address' in change);
  if (people.length > SINGLE_LIMIT) {
    const others = changes.filter((change) => !('address' in change));
    const joined = {
      tag: `group ${last.groupId}`,
      title,
      body: burstSentence(people.length, title),
      groupId: last.groupId,
    };
    return [...others.map(single), joined];
  }
  return changes.map(single);
}

function single(change: GroupChange): NotificationSpec {
  const who = 'address' in change ? change.address : change.kind;
  return {
    tag: `group ${change.groupId} ${who}`,
    title: change.groupName,
    body: sentence(change),
    groupId: change.kind === 'groupDeleted' ? null : change.groupId,
  };
}

/** True while the user wants to hear nothing of this group. */
export function isMuted({ mutedGroups }: Settings, groupId: string, now: number): boolean {
  return mutedGroups.some(({ id, until }) => id === groupId && (until === null || now < until));
}

/** True while the user wants to hear nothing. */
export function isPaused(settings: Settings, now: number): boolean {
  return settings.pausedUntil !== null && now < settings.pausedUntil;
}
