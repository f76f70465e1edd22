/** Everything that can happen to the state. Actions say what was read or decided; `reduce` says what follows. */
import type { Contact, Edit, Follow, Group, HistoryEntry, Phone, Presence, SliceName, Slices } from './state.ts';

/** A contact as one resource tells it: without the groups, which only group listings know. */
export type ContactData = Omit<Contact, 'groups'>;

/** A group's members as they were read in full. */
export interface Members {
  readonly groupId: string;
  readonly contacts: readonly ContactData[];
}

export type Action =
  /** One slice gets a new value. */
  | { readonly type: 'set'; readonly slice: SetSlice }
  /**
   * The contact list was read: `groups` is the complete list or null (not read this time), `members` the complete
   * members of the groups named there. Groups that are gone take their members along; people in no group and not
   * followed leave.
   */
  | { readonly type: 'listRead'; readonly groups: readonly Group[] | null; readonly members: readonly Members[] }
  /** The list shown from disk, at start. */
  | {
      readonly type: 'listCached';
      readonly groups: readonly Group[];
      readonly contacts: readonly Contact[];
      readonly asOf: number;
    }
  /** Contacts were read on their own. */
  | { readonly type: 'contactsRead'; readonly contacts: readonly ContactData[] }
  /** Parts of somebody's presence were read. */
  | { readonly type: 'presenceRead'; readonly presence: readonly PresencePart[] }
  /** Who is covered by held subscriptions now; everybody else's presence is a snapshot. */
  | { readonly type: 'presenceLive'; readonly addresses: ReadonlySet<string> }
  | { readonly type: 'phonesRead'; readonly phones: readonly Phone[]; readonly at: number }
  | { readonly type: 'followPut'; readonly follow: Follow }
  | { readonly type: 'followGone'; readonly key: string }
  | { readonly type: 'editPut'; readonly edit: Edit }
  | { readonly type: 'editGone'; readonly id: string }
  | { readonly type: 'historyAdded'; readonly entries: readonly HistoryEntry[] }
  | { readonly type: 'historyCleared' }
  /** Another account, or all forgotten: everything of the old one goes. */
  | { readonly type: 'accountCleared' };

export type SetSlice = { [S in SliceName]: { readonly name: S; readonly value: Slices[S] } }[SliceName];

export interface PresencePart extends Partial<Omit<Presence, 'live' | 'asOf'>> {
  readonly address: string;
  readonly asOf: number;
}

/** An action that gives one slice a new value. */
export function set<S extends SliceName>(name: S, value: Slices[S]): Action {
  return { type: 'set', slice: { name, value } as SetSlice };
}
