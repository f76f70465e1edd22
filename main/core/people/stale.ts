/** Events -> what must be read again. An event is a hint, not the truth (ARCHITECTURE section 2, point 3). Pure. */
import { hrefKey, type UcwaEvent } from '../ucwa/index.ts';
import { GROUP_KINDS } from './read.ts';

/** What is out of date of the contact list. */
export interface Stale {
  /** What the server lets the user do with the list: the links of `people`. */
  hub: boolean;
  /** The list of groups itself. */
  groups: boolean;
  /** The members of every group. */
  allMembers: boolean;
  /** Ids of groups whose members changed. */
  readonly members: Set<string>;
  /** Hrefs of contacts that changed themselves. */
  readonly contacts: Set<string>;
}

/** Nothing is out of date. */
export function fresh(): Stale {
  return { hub: false, groups: false, allMembers: false, members: new Set(), contacts: new Set() };
}

/** True when nothing is out of date. */
export function isFresh(stale: Stale): boolean {
  return !stale.hub && !stale.groups && !stale.allMembers && stale.members.size === 0 && stale.contacts.size === 0;
}

/** Adds what `more` names to `stale`. */
export function join(stale: Stale, more: Stale): void {
  stale.hub ||= more.hub;
  stale.groups ||= more.groups;
  stale.allMembers ||= more.allMembers;
  for (const id of more.members) stale.members.add(id);
  for (const href of more.contacts) stale.contacts.add(href);
}

/**
 * What one package makes out of date (PROTOCOL 11.4).
 * @param groupId the id behind a group's href, or null when unknown
 */
export function staleFrom(events: readonly UcwaEvent[], groupId: (href: string) => string | null): Stale {
  const stale = fresh();
  /** Contacts whose group was named in this package: `in myContacts` tells nothing more about them. */
  const placed = new Set<string>();
  const inList = new Set<string>();
  for (const event of events) {
    if (isGroupKind(event.rel)) {
      stale.groups = true;
    } else if (event.rel === 'contact') {
      contactEvent(event);
    }
  }
  for (const href of inList) if (!placed.has(href)) stale.allMembers = true;
  return stale;

  function contactEvent(event: UcwaEvent): void {
    if (event.type === 'updated' || event.in === null) {
      stale.contacts.add(event.href);
    } else if (event.in.rel === 'myContacts') {
      inList.add(hrefKey(event.href));
    } else if (isGroupKind(event.in.rel)) {
      placed.add(hrefKey(event.href));
      const id = groupId(event.in.href);
      // A group we have not met was made just now: the list of groups will name it, and its members with it.
      if (id === null) stale.groups = true;
      else stale.members.add(id);
    }
  }
}

/** Whether an event can make anything of the list out of date. Most are of somebody's presence and cannot. */
export function isOfList({ rel }: UcwaEvent): boolean {
  return rel === 'contact' || isGroupKind(rel);
}

const KINDS: ReadonlySet<string> = new Set(GROUP_KINDS);

function isGroupKind(rel: string): boolean {
  return KINDS.has(rel);
}
