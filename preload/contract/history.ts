/** What the window may know of the history: which changes it tells of, and whether each can be undone. */

/**
 * contactsAdded, contactsRemoved: several people by one edit of the user's (import, undo); `count` says how many,
 * `details` names the first of them.
 */
export type HistoryKind =
  | 'groupAdded'
  | 'groupRenamed'
  | 'groupDeleted'
  | 'contactAdded'
  | 'contactRemoved'
  | 'contactMoved'
  | 'contactsAdded'
  | 'contactsRemoved'
  | 'whileAway';

/**
 * Whether `history.undo` does something for an entry now, and why not:
 * - `possible`: it does. Without a connection the edits wait, as all edits do;
 * - `underWay`: its edits are in the table `edits`; failed ones are retried or given up there;
 * - `done`: the user has undone it;
 * - `changed`: things are not as the entry tells any more (renamed again, already back, a made group has people by now);
 * - `groupGone`: the group it is about does not exist any more;
 * - `nameTaken`: another group has the name by now;
 * - `readOnly`: the organisation or the server does not let the group, or the whole list, be changed;
 * - `unknown`: not enough is known (a summary, an entry of an older version, a group that was not the user's own).
 */
export type UndoState =
  'possible' | 'underWay' | 'done' | 'changed' | 'groupGone' | 'nameTaken' | 'readOnly' | 'unknown';

/** One of the changes that a summary stands for; put into words when it is shown. */
export interface HistoryChange {
  kind: Exclude<HistoryKind, 'contactsAdded' | 'contactsRemoved' | 'whileAway'>;
  by: 'me' | 'other';
  groupName: string;
  /** groupRenamed: the old name; contactMoved: the name of the group left. */
  from: string | null;
  contactName: string | null;
}

/** One change of the contact groups. Key: its id; ids sort by time. */
export interface HistoryEntry {
  id: string;
  at: number;
  kind: HistoryKind;
  by: 'me' | 'other';
  /**
   * By me: the id that the edit command answered with, so that "Deleted Sales. Undo" finds the entry of its edit. It is
   * there at the latest when the edit has left the table. Several entries may share one (removed from all groups); an
   * own move is one entry, which tells of the first half of it (`contactAdded`) while only that is done.
   */
  editId: string | null;
  groupId: string | null;
  groupName: string | null;
  /** groupRenamed: the old name; contactMoved: the name of the group left. */
  from: string | null;
  address: string | null;
  contactName: string | null;
  /** whileAway: how many changes the entry stands for; contactsAdded, contactsRemoved: how many people; otherwise 1. */
  count: number;
  /**
   * contactsAdded, contactsRemoved: the first names; whileAway as an older version wrote it: the first changes, in the
   * words of their time.
   */
  details: string[];
  /** whileAway: the first changes. */
  changes: HistoryChange[];
  undo: UndoState;
}
