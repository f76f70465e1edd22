/** Changes of the groups -> entries of the history, with what undoing them needs. Pure. */
import { undoStateOf } from '../edits/undo.ts';
import { sameValue } from '../store/draft.ts';
import type { Change, GroupKind, HistoryChange, HistoryEntry, KeptForUndo, Person, State } from '../store/state.ts';
import type { GroupChange } from './group-changes.ts';

/** How many changes a summary spells out. */
const SUMMARY_DETAILS = 20;
/** The server may put the people of a deleted group into the default group so long (ms) after it: told by its going. */
const AFTERMATH_MS = 60_000;

const NOBODY: KeptForUndo = { fromId: null, people: null, undone: false };

/** A new entry's time and id. */
export interface Stamp {
  readonly at: number;
  readonly nextId: () => string;
}

/** Entries for what happened in one step, those included that take the place of an older one with the same id. */
export function entriesOf(
  found: readonly GroupChange[],
  changes: readonly Change[],
  state: State,
  stamp: Stamp,
): HistoryEntry[] {
  const entries = new Map<string, HistoryEntry>();
  for (const change of found) {
    const entry =
      joined(change, [...entries.values(), ...state.history.values()]) ??
      halfMoved(change, state) ??
      entryOf(change, changes, state, stamp);
    entries.set(entry.id, entry);
  }
  return [...entries.values()];
}

/** What happened while the app was off, as one entry. */
export function summaryOf(changes: readonly GroupChange[], { at, nextId }: Stamp): HistoryEntry {
  return {
    id: nextId(),
    at,
    kind: 'whileAway',
    by: 'other',
    editId: null,
    groupId: null,
    groupName: null,
    from: null,
    address: null,
    contactName: null,
    count: changes.length,
    details: [],
    changes: changes.slice(0, SUMMARY_DETAILS).map(toldOf),
    undo: 'unknown',
    kept: null,
  };
}

/** What is told of a change later, in whatever language is spoken then. */
function toldOf(change: GroupChange): HistoryChange {
  return {
    kind: change.kind,
    by: change.by,
    groupName: change.groupName,
    from: 'from' in change ? change.from : null,
    contactName: 'contactName' in change ? change.contactName : null,
  };
}

/**
 * The changes without those that the going of a group has told already: the server puts its people into the default
 * group (GAPS 42), and that may be read later than the going.
 * @param now ms since 1970
 * @param keptAsOf at the first reading after a start, when the list that the app came back with was read (ms since 1970);
 * however long the app was off, it may have gone between the group's going and what followed. Null: a later reading.
 */
export function withoutAftermath(
  found: readonly GroupChange[],
  state: State,
  now: number,
  keptAsOf: number | null,
): GroupChange[] {
  const isDefault = (id: string | null): boolean => id !== null && state.groups.get(id)?.kind === 'defaultGroup';
  const mayFollow = (at: number): boolean =>
    Math.abs(now - at) <= AFTERMATH_MS || (keptAsOf !== null && at >= keptAsOf - AFTERMATH_MS);
  const orphans = new Set<string>();
  for (const entry of state.history.values()) {
    if (entry.kind === 'groupDeleted' && mayFollow(entry.at)) {
      for (const { address } of entry.kept?.people ?? []) orphans.add(address);
    }
    // Who left the default group had been seen in it: what followed is over.
    if (isDefault(leftBy(entry))) for (const { address } of peopleOf(entry) ?? []) orphans.delete(address);
  }
  return found.filter(
    (change) => change.kind !== 'contactAdded' || !isDefault(change.groupId) || !orphans.has(change.address),
  );
}

/** The group that the people of an entry left; null: none. */
function leftBy({ kind, groupId, kept }: HistoryEntry): string | null {
  if (kind === 'contactMoved') return kept?.fromId ?? null;
  return kind === 'contactRemoved' || kind === 'contactsRemoved' ? groupId : null;
}

/** The entries whose undoing stands otherwise than they say, after these changes. */
export function restated(changes: readonly Change[], state: State): HistoryEntry[] {
  const concerned = changes.some(concernsEveryUndo) ? state.history.values() : concernedBy(changes, state);
  return [...concerned].flatMap((entry) => {
    const undo = undoStateOf(entry, state);
    return undo === entry.undo ? [] : [{ ...entry, undo }];
  });
}

/** May change how any entry stands: the groups, who is in them, whether the list may be changed. */
function concernsEveryUndo(change: Change): boolean {
  if ('slice' in change) return change.slice === 'list' && change.before.readOnly !== change.after.readOnly;
  if (change.table === 'contacts') return !sameValue(change.before?.groups, change.after?.groups);
  return change.table === 'groups';
}

/** The entries that changed themselves, and those that an edit undoes. */
function concernedBy(changes: readonly Change[], { history }: State): HistoryEntry[] {
  const ids = changes.flatMap((change) => {
    if ('slice' in change) return [];
    if (change.table === 'history') return [change.key];
    return change.table === 'edits' ? [change.before?.undoes, change.after?.undoes] : [];
  });
  return [...new Set(ids)].flatMap((id) => (id === undefined ? [] : (history.get(id) ?? [])));
}

const JOINED = { contactAdded: 'contactsAdded', contactRemoved: 'contactsRemoved' } as const;

/**
 * The entry of the same edit for the same group, with one more person: an edit of many is read bit by bit, and is one
 * entry in the end. Who is in it already, and was taken back by somebody else meanwhile, is told anew.
 */
function joined(change: GroupChange, entries: readonly HistoryEntry[]): HistoryEntry | null {
  if (change.editId === undefined || (change.kind !== 'contactAdded' && change.kind !== 'contactRemoved')) return null;
  const { editId, groupId, address, contactName } = change;
  const [one, many] = [change.kind, JOINED[change.kind]];
  const known = entries.find(
    (entry) =>
      entry.editId === editId &&
      entry.groupId === groupId &&
      (entry.kind === one || entry.kind === many) &&
      peopleOf(entry)?.some((person) => person.address === address) !== true,
  );
  if (!known) return null;
  const before = peopleOf(known);
  const people = before && [...before, { address, name: contactName }];
  return {
    ...known,
    kind: many,
    address: null,
    contactName: null,
    count: known.count + 1,
    details: people === null ? known.details : people.slice(0, SUMMARY_DETAILS).map(({ name }) => name),
    kept: { ...NOBODY, people },
  };
}

/** Whom the entry tells of; null: there are more than were kept by name. */
function peopleOf({ address, contactName, kept }: HistoryEntry): readonly Person[] | null {
  return address === null ? (kept?.people ?? null) : [{ address, name: contactName ?? address }];
}

/**
 * An own move is read in two halves. The second makes the first one's entry tell of the move; until then the first
 * tells what is so.
 */
function halfMoved(change: GroupChange, state: State): HistoryEntry | null {
  if (change.editId === undefined || (change.kind !== 'contactAdded' && change.kind !== 'contactRemoved')) return null;
  const other = change.kind === 'contactAdded' ? 'contactRemoved' : 'contactAdded';
  for (const half of state.history.values()) {
    if (half.editId !== change.editId || half.kind !== other || half.address !== change.address) continue;
    if (half.groupId === change.groupId) continue;
    const [entered, left] = change.kind === 'contactAdded' ? [change, half] : [half, change];
    return {
      ...half,
      kind: 'contactMoved',
      groupId: entered.groupId,
      groupName: entered.groupName,
      from: left.groupName,
      kept: { ...NOBODY, fromId: left.groupId },
    };
  }
  return null;
}

function entryOf(change: GroupChange, changes: readonly Change[], state: State, { at, nextId }: Stamp): HistoryEntry {
  return {
    id: nextId(),
    at,
    kind: change.kind,
    by: change.by,
    editId: change.editId ?? null,
    groupId: change.groupId,
    groupName: change.groupName,
    from: 'from' in change ? change.from : null,
    address: 'address' in change ? change.address : null,
    contactName: 'address' in change ? change.contactName : null,
    count: 1,
    details: [],
    changes: [],
    undo: 'unknown',
    kept: keptOf(change, changes, state),
  };
}

function keptOf(change: GroupChange, changes: readonly Change[], state: State): KeptForUndo | null {
  if (change.kind === 'contactMoved') return { ...NOBODY, fromId: change.fromId };
  if (change.kind !== 'groupDeleted') return NOBODY;
  const people = membersOf(change.groupId, changes);
  return people === null ? NOBODY : { ...NOBODY, people, orphans: orphansOf(change.groupId, changes, state) };
}

/** Kinds of groups that keep somebody on the list: all others only show people. */
const KEEPING: readonly (GroupKind | undefined)[] = ['group', 'defaultGroup', 'pinnedGroup'];

/** Who of a group that went was in no other one that is left and would have kept them. */
function orphansOf(groupId: string, changes: readonly Change[], state: State): string[] {
  return changes.flatMap((change) => {
    if (!('table' in change) || change.table !== 'contacts' || !change.before?.groups.includes(groupId)) return [];
    const isKept = change.before.groups.some((id) => KEEPING.includes(state.groups.get(id)?.kind));
    return isKept ? [] : [change.key];
  });
}

/** Who was in a group that went in this step; null where it was none that the user could make again. */
function membersOf(groupId: string, changes: readonly Change[]): Person[] | null {
  const group = changes.find((change) => 'table' in change && change.table === 'groups' && change.key === groupId);
  if (!group || !('table' in group) || group.table !== 'groups' || group.before?.canEdit !== true) return null;
  return changes.flatMap((change): Person[] => {
    if (!('table' in change) || change.table !== 'contacts' || !change.before?.groups.includes(groupId)) return [];
    return [{ address: change.before.address, name: change.before.name }];
  });
}
