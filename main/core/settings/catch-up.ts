/**
 * The list on the disk is written after the history: where the power went in between, the history tells more than the
 * list shows. What it tells beyond the list is done to the list, so that nothing is told twice, and nothing that came
 * and went is missed. Pure.
 */
import type { Contact, Group, HistoryEntry, Person } from '../store/state.ts';
import type { StoredList } from './settings.ts';

/**
 * The list as the history left it.
 * @param history oldest first; a summary of what happened while the app was off names no ids and changes nothing
 * @param isFollowed who is followed stays, in no group as well
 */
export function caughtUp(
  list: Pick<StoredList, 'groups' | 'contacts' | 'told'>,
  history: readonly HistoryEntry[],
  isFollowed: (address: string) => boolean,
): Pick<StoredList, 'groups' | 'contacts'> {
  const groups = new Map(list.groups.map((group) => [group.id, group]));
  const contacts = new Map(list.contacts.map((contact) => [contact.address, contact]));

  function leave(address: string, isLeft: (groupId: string) => boolean): void {
    const before = contacts.get(address);
    if (!before?.groups.some(isLeft)) return;
    const left = before.groups.filter((id) => !isLeft(id));
    if (left.length > 0 || isFollowed(address)) contacts.set(address, { ...before, groups: left });
    else contacts.delete(address);
  }

  function enter({ address, name }: Person, groupId: string): void {
    if (!groups.has(groupId)) return;
    const before = contacts.get(address) ?? unread(address, name);
    contacts.set(address, { ...before, groups: [...new Set([...before.groups, groupId])].toSorted() });
  }

  for (const entry of beyond(list.told, history)) {
    const { kind, groupId, groupName, kept } = entry;
    if (typeof groupId !== 'string') continue;
    switch (kind) {
      case 'groupAdded':
        if (!groups.has(groupId)) groups.set(groupId, unreadGroup(groupId, groupName ?? groupId));
        break;
      case 'groupRenamed': {
        const group = groups.get(groupId);
        if (group) groups.set(groupId, { ...group, name: groupName ?? group.name });
        break;
      }
      case 'groupDeleted':
        groups.delete(groupId);
        for (const address of contacts.keys()) leave(address, (id) => id === groupId);
        break;
      case 'contactMoved':
        for (const person of peopleOf(entry)) enter(person, groupId);
        for (const { address } of peopleOf(entry)) leave(address, (id) => id === kept?.fromId);
        break;
      case 'contactAdded':
      case 'contactsAdded':
        for (const person of peopleOf(entry)) enter(person, groupId);
        break;
      case 'contactRemoved':
      case 'contactsRemoved':
        for (const { address } of peopleOf(entry)) leave(address, (id) => id === groupId);
        break;
      case 'whileAway':
        break;
    }
  }
  return { groups: [...groups.values()], contacts: [...contacts.values()] };
}

/** What the list does not show yet. The newest entry that it shows may have grown since: doing it again is harmless. */
function beyond(told: unknown, history: readonly HistoryEntry[]): readonly HistoryEntry[] {
  if (told === null) return history;
  const newest = history.findIndex(({ id }) => id === told);
  // An earlier version did not say what its list shows, or the entry is forgotten: nobody knows.
  return newest < 0 ? [] : history.slice(newest);
}

/** Whom the entry tells of; nobody where there were more than are kept by name. */
function peopleOf({ address, contactName, kept }: HistoryEntry): readonly Person[] {
  return typeof address === 'string' ? [{ address, name: contactName ?? address }] : (kept?.people ?? []);
}

/** Until it is read, nothing may be done with it. */
function unreadGroup(id: string, name: string): Group {
  return { id, name, kind: 'group', canEdit: false, canChangeMembers: false, canFollow: false };
}

function unread(address: string, name: string): Contact {
  return {
    address,
    name,
    title: null,
    department: null,
    company: null,
    office: null,
    emails: [],
    workPhone: null,
    mobilePhone: null,
    homePhone: null,
    otherPhone: null,
    groups: [],
  };
}
