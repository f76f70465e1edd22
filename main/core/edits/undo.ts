/**
 * What a history entry tells, undone: whether that is possible as things stand, and by which edits. Nothing is brought
 * back that somebody has changed since: that would undo theirs. Pure.
 */
import type { EditWish, HistoryEntry, KeptForUndo, Person, State, UndoState } from '../store/state.ts';

/** The part of the state that decides. */
export type UndoView = Pick<State, 'groups' | 'contacts' | 'edits' | 'list' | 'history'>;

/** How an entry stands now. */
export function undoStateOf(entry: HistoryEntry, state: UndoView): UndoState {
  const stands = standing(entry, state);
  if (stands === 'possible') return isUnderWay(entry.id, state) ? 'underWay' : 'possible';
  // That nothing is left of it is what was wanted.
  return entry.kept?.undone === true && (stands === 'changed' || stands === 'nameTaken') ? 'done' : stands;
}

/** The edit that undoes the entry. Only for one that is `possible`. */
export function undoWish(entry: HistoryEntry, state: UndoView): EditWish | null {
  const wish = opposite(entry, state);
  const leaving = wish?.kind === 'membersAdd' && entry.kind === 'groupDeleted' ? orphansLeaving(entry, state) : null;
  return wish?.kind === 'membersAdd' && leaving ? { ...wish, leaving } : wish;
}

function opposite(entry: HistoryEntry, state: UndoView): EditWish | null {
  const { groupId, groupName, address } = entry;
  if (groupId === null || groupName === null) return null;
  const people = entry.kept?.people ?? null;
  switch (entry.kind) {
    case 'groupAdded':
      return { kind: 'groupDelete', groupId, name: groupName };
    case 'groupRenamed':
      return entry.from === null ? null : { kind: 'groupRename', groupId, name: entry.from };
    case 'groupDeleted':
      return people && { kind: 'membersAdd', groupId: null, groupName, people };
    case 'contactsAdded':
      return people && { kind: 'membersRemove', groupId, groupName, people: inside(people, groupId, state) };
    case 'contactsRemoved':
      return people && { kind: 'membersAdd', groupId, groupName, people: outside(people, groupId, state) };
    case 'contactAdded':
      return address === null ? null : { kind: 'memberRemove', address, name: nameOf(entry, address), groupId };
    case 'contactRemoved':
      return address === null ? null : { kind: 'memberAdd', address, name: nameOf(entry, address), groupId };
    case 'contactMoved': {
      const to = entry.kept?.fromId ?? null;
      if (address === null || to === null) return null;
      return { kind: 'memberMove', address, name: nameOf(entry, address), from: groupId, to };
    }
    case 'whileAway':
      return null;
    default:
      return entry.kind satisfies never;
  }
}

/** Whether what the entry tells is still so and can be changed. */
function standing(entry: HistoryEntry, state: UndoView): UndoState {
  if (opposite(entry, state) === null) return 'unknown';
  if (state.list.readOnly) return 'readOnly';
  if (entry.kind === 'groupDeleted') return isTaken(entry.groupName, null, state) ? 'nameTaken' : 'possible';
  const groupId = entry.groupId ?? '';
  const group = state.groups.get(groupId);
  // A group that was made and is gone is as if it had never been made.
  if (!group) return entry.kind === 'groupAdded' ? 'changed' : 'groupGone';
  if (entry.kind === 'groupAdded' || entry.kind === 'groupRenamed') {
    if (!group.canEdit) return 'readOnly';
    if (group.name !== entry.groupName) return 'changed';
    if (entry.kind === 'groupRenamed') return isTaken(entry.from, groupId, state) ? 'nameTaken' : 'possible';
    // With people in it there is more to lose than what the entry tells.
    return [...state.contacts.values()].some(({ groups }) => groups.includes(groupId)) ? 'changed' : 'possible';
  }
  if (!group.canChangeMembers) return 'readOnly';
  return memberStanding(entry, entry.kept, groupId, state);
}

function memberStanding(
  { kind, address }: HistoryEntry,
  kept: KeptForUndo | null,
  groupId: string,
  state: UndoView,
): UndoState {
  const people = kept?.people ?? [];
  const who = address ?? '';
  switch (kind) {
    case 'contactAdded':
      return isIn(who, groupId, state) ? 'possible' : 'changed';
    case 'contactRemoved':
      return isIn(who, groupId, state) ? 'changed' : 'possible';
    case 'contactsAdded':
      return inside(people, groupId, state).length > 0 ? 'possible' : 'changed';
    case 'contactsRemoved':
      return outside(people, groupId, state).length > 0 ? 'possible' : 'changed';
    default: {
      const back = state.groups.get(kept?.fromId ?? '');
      if (!back) return 'groupGone';
      if (!back.canChangeMembers) return 'readOnly';
      return isIn(who, groupId, state) && !isIn(who, back.id, state) ? 'possible' : 'changed';
    }
  }
}

/**
 * Whom the deletion of a group put into the default group and who is still there by that: nobody who was there before,
 * and nobody whose place there was touched since. What happened while the app was off is not known person by person.
 */
function orphansLeaving(entry: HistoryEntry, state: UndoView): { groupId: string; addresses: string[] } | null {
  const home = [...state.groups.values()].find(({ kind }) => kind === 'defaultGroup');
  const later = [...state.history.values()].filter(({ id }) => id > entry.id);
  if (!home?.canChangeMembers || later.some(({ kind }) => kind === 'whileAway')) return null;
  const touching = later.filter(({ groupId, kept }) => groupId === home.id || kept?.fromId === home.id);
  // Too many to have been kept by name.
  if (touching.some(({ address, kept }) => address === null && !kept?.people)) return null;
  const touched = new Set(
    touching.flatMap(({ address, kept }) => [address, ...(kept?.people ?? []).map((person) => person.address)]),
  );
  const addresses = (entry.kept?.orphans ?? []).filter((one) => isIn(one, home.id, state) && !touched.has(one));
  return addresses.length > 0 ? { groupId: home.id, addresses } : null;
}

function isUnderWay(id: string, { edits }: UndoView): boolean {
  return [...edits.values()].some(({ undoes }) => undoes === id);
}

function isIn(address: string, groupId: string, { contacts }: UndoView): boolean {
  return contacts.get(address)?.groups.includes(groupId) ?? false;
}

function inside(people: readonly Person[], groupId: string, state: UndoView): Person[] {
  return people.filter(({ address }) => isIn(address, groupId, state));
}

function outside(people: readonly Person[], groupId: string, state: UndoView): Person[] {
  return people.filter(({ address }) => !isIn(address, groupId, state));
}

function nameOf({ contactName }: HistoryEntry, address: string): string {
  return contactName ?? address;
}

/** The server takes names that differ by case alone for the same (GAPS 38). */
function isTaken(name: string | null, exceptId: string | null, { groups }: UndoView): boolean {
  const wanted = name?.trim().toLowerCase();
  return [...groups.values()].some((group) => group.id !== exceptId && group.name.trim().toLowerCase() === wanted);
}
