/** Which notifications a set of changes deserves. Pure: (changes, told lately, settings, time) -> news, without words. */
import type { Settings } from '../store/state.ts';
import type { GroupChange } from './group-changes.ts';

/** More than this of one group, or of people, become one notification. */
const SINGLE_LIMIT = 2;
/** More groups than this at once become one notification in all. */
const GROUP_LIMIT = 4;
/** What follows the last within this time (ms) is told together with it: in its place, not beside it. */
export const RUN_MS = 30_000;

/** Somebody who is told about. */
export interface Person {
  readonly address: string;
  readonly name: string;
  /** A group they are in, where they can be shown, or null. */
  readonly groupId: string | null;
}

/** One notification, before it has words. A later one with the same tag takes its place. */
export type News = { readonly tag: string } & (
  | { readonly kind: 'change'; readonly change: GroupChange }
  | { readonly kind: 'burst'; readonly groupId: string; readonly groupName: string; readonly people: number }
  | { readonly kind: 'groups'; readonly changes: number; readonly groups: number }
  | { readonly kind: 'available'; readonly person: Person }
  | { readonly kind: 'manyAvailable'; readonly people: readonly Person[] }
);

/** What was told in one go: changes with less than `RUN_MS` between one and the next. */
export interface Told<T> {
  readonly items: readonly T[];
  /** When the last of them was told (ms since 1970). */
  readonly at: number;
}

export const NOTHING_TOLD: Told<never> = { items: [], at: -Infinity };

export interface Decision<T> {
  readonly show: readonly News[];
  /** Tags of what was shown and is now part of something else. */
  readonly withdraw: readonly string[];
  readonly told: Told<T>;
}

/** What to tell of the changes that others made: nothing while paused, nothing of muted groups. `now`: ms since 1970. */
export function decideGroups(
  changes: readonly GroupChange[],
  told: Told<GroupChange>,
  settings: Settings,
  now: number,
): Decision<GroupChange> {
  const isWanted = ({ by, groupId }: GroupChange): boolean => by === 'other' && !isMuted(settings, groupId, now);
  const wanted = settings.notifyGroupChanges && !isPaused(settings, now) ? changes.filter(isWanted) : [];
  return goOn(wanted, told, now, groupNews);
}

/** What to tell of people who became available: nothing while paused. */
export function decidePeople(
  people: readonly Person[],
  told: Told<Person>,
  settings: Settings,
  now: number,
): Decision<Person> {
  const wanted = settings.notifyPresence && !isPaused(settings, now) ? people : [];
  return goOn(wanted, told, now, peopleNews);
}

/** True while the user wants to hear nothing of this group. */
export function isMuted({ mutedGroups }: Settings, groupId: string, now: number): boolean {
  return mutedGroups.some(({ id, until }) => id === groupId && (until === null || now < until));
}

/** True while the user wants to hear nothing. */
export function isPaused({ pausedUntil }: Settings, now: number): boolean {
  return pausedUntil !== null && now < pausedUntil;
}

/** Puts what is new to what was told just before: what is shown for all of it together replaces what was shown. */
function goOn<T>(
  items: readonly T[],
  told: Told<T>,
  now: number,
  newsOf: (items: readonly T[]) => ReadonlyMap<string, News>,
): Decision<T> {
  if (items.length === 0) return { show: [], withdraw: [], told };
  const goesOn = Math.abs(now - told.at) < RUN_MS;
  const all = goesOn ? [...told.items, ...items] : items;
  const before: ReadonlyMap<string, News> = goesOn ? newsOf(told.items) : new Map();
  const after = newsOf(all);
  return {
    show: [...after.values()].filter((news) => JSON.stringify(news) !== JSON.stringify(before.get(news.tag))),
    withdraw: [...before.keys()].filter((tag) => !after.has(tag)),
    told: { items: all, at: now },
  };
}

function groupNews(changes: readonly GroupChange[]): ReadonlyMap<string, News> {
  const groups = Map.groupBy(changes, ({ groupId }) => groupId);
  if (groups.size > GROUP_LIMIT) {
    return byTag([{ tag: 'groups', kind: 'groups', changes: changes.length, groups: groups.size }]);
  }
  return byTag([...groups.values()].flatMap(newsOfGroup));
}

function newsOfGroup(changes: readonly GroupChange[]): News[] {
  const last = changes.at(-1);
  const addresses = new Set(changes.flatMap((change) => ('address' in change ? [change.address] : [])));
  if (!last || addresses.size <= SINGLE_LIMIT) return changes.map(newsOfChange);
  const { groupId, groupName } = last;
  const others = changes.filter((change) => !('address' in change));
  return [
    ...others.map(newsOfChange),
    { tag: `group ${groupId}`, kind: 'burst', groupId, groupName, people: addresses.size },
  ];
}

function newsOfChange(change: GroupChange): News {
  const what = 'address' in change ? change.address : change.kind;
  return { tag: `group ${change.groupId} ${what}`, kind: 'change', change };
}

function peopleNews(people: readonly Person[]): ReadonlyMap<string, News> {
  const each = [...new Map(people.map((person) => [person.address, person])).values()];
  if (each.length > SINGLE_LIMIT) return byTag([{ tag: 'presence', kind: 'manyAvailable', people: each }]);
  return byTag(each.map((person) => ({ tag: `presence ${person.address}`, kind: 'available', person })));
}

/** Of several with the same tag the last one counts. */
function byTag(news: readonly News[]): ReadonlyMap<string, News> {
  return new Map(news.map((one) => [one.tag, one]));
}
