/**
 * The one state of the app. Entities are plain, immutable values; only the store replaces them. No href, ticket or
 * password is ever part of it, so that it can be shown, logged in parts and kept on disk.
 *
 * Keys: people by SIP address without `sip:` in lower case, groups by id, phones by kind. Times: ms since 1970 UTC.
 */
import type { HostSetting, LogLevel } from '../ports.ts';
import type { AppError } from '../result.ts';
import type { Account, Connection, SignInStatus, TraceStep } from './session.ts';

export type { Account, Connection, SignInKind, SignInStatus, TraceStep } from './session.ts';

export type Availability =
  'Online' | 'Busy' | 'DoNotDisturb' | 'BeRightBack' | 'Away' | 'IdleOnline' | 'IdleBusy' | 'Offline' | 'Unknown';
export type PreferredAvailability = 'Online' | 'Busy' | 'DoNotDisturb' | 'BeRightBack' | 'Away' | 'Offwork';
export type GroupKind =
  | 'group'
  | 'defaultGroup'
  | 'pinnedGroup'
  | 'delegatesGroup'
  | 'delegatorsGroup'
  | 'distributionGroup'
  | 'myOrganizationGroup';
export type PhoneKind = 'work' | 'mobile' | 'home' | 'other';

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly kind: GroupKind;
  /** The server offers rename and delete (rel `group`, revision 2; PROTOCOL 11.2). */
  readonly canEdit: boolean;
  readonly canChangeMembers: boolean;
  readonly canFollow: boolean;
}

export interface Contact {
  readonly address: string;
  readonly name: string;
  readonly title: string | null;
  readonly department: string | null;
  readonly company: string | null;
  readonly office: string | null;
  readonly emails: readonly string[];
  readonly workPhone: string | null;
  readonly mobilePhone: string | null;
  readonly homePhone: string | null;
  readonly otherPhone: string | null;
  /** Ids of the groups this person is in, sorted. */
  readonly groups: readonly string[];
}

export interface Presence {
  readonly availability: Availability;
  readonly activity: string | null;
  readonly note: string | null;
  readonly location: string | null;
  readonly lastActive: number | null;
  /** When it was read. */
  readonly asOf: number;
  /** A held subscription keeps it up to date. */
  readonly live: boolean;
}

/**
 * Why a number cannot be changed as a whole: it comes from the organisation's directory, or the server just offers no
 * link for it. No policy of the app locks a number.
 */
export type PhoneLock = 'directory' | 'server';

export interface Phone {
  readonly kind: PhoneKind;
  readonly number: string;
  readonly visible: boolean;
  readonly canChangeNumber: boolean;
  readonly canChangeVisibility: boolean;
  /** Null: nothing of it is locked. */
  readonly lock: PhoneLock | null;
  /** The server accepted the last change and nothing changed. */
  readonly notChanged: boolean;
}

export interface PhonesAccess {
  readonly state: 'unknown' | 'ready' | 'notAllowed' | 'failed';
  readonly error: AppError | null;
  readonly asOf: number | null;
}

/** A wanted subscription and what is held of it. Key: `followKey(kind, target)`. */
export interface Follow {
  readonly kind: 'contact' | 'group';
  readonly target: string;
  readonly name: string;
  readonly status: 'held' | 'pending' | 'waiting' | 'refused';
  readonly until: number | null;
  readonly error: AppError | null;
}

/** How many follows the server holds at once, as far as it has shown; null: it has refused none for that. */
export interface FollowLimits {
  readonly contacts: number | null;
  readonly groups: number | null;
}

/** Somebody by address, with the name to show. */
export interface Person {
  readonly address: string;
  readonly name: string;
}

export type EditWish =
  | { readonly kind: 'phoneVisibility'; readonly phone: PhoneKind; readonly visible: boolean }
  | { readonly kind: 'phoneNumber'; readonly phone: PhoneKind; readonly number: string }
  | { readonly kind: 'groupCreate'; readonly name: string }
  | { readonly kind: 'groupRename'; readonly groupId: string; readonly name: string }
  | { readonly kind: 'groupDelete'; readonly groupId: string; readonly name: string }
  | { readonly kind: 'memberAdd'; readonly address: string; readonly name: string; readonly groupId: string }
  | { readonly kind: 'memberRemove'; readonly address: string; readonly name: string; readonly groupId: string }
  | {
      readonly kind: 'memberMove';
      readonly address: string;
      readonly name: string;
      readonly from: string;
      readonly to: string;
    }
  | { readonly kind: 'memberRemoveAll'; readonly address: string; readonly name: string }
  /**
   * `groupId` null: into the own group of that name, which is made where there is none. `leaving`: who of them goes out of
   * another group once they have arrived in this one.
   */
  | {
      readonly kind: 'membersAdd';
      readonly groupId: string | null;
      readonly groupName: string;
      readonly people: readonly Person[];
      readonly leaving?: { readonly groupId: string; readonly addresses: readonly string[] };
    }
  | {
      readonly kind: 'membersRemove';
      readonly groupId: string;
      readonly groupName: string;
      readonly people: readonly Person[];
    }
  /** Out of one group and into another. */
  | { readonly kind: 'membersMove'; readonly from: string; readonly to: string; readonly people: readonly Person[] }
  | { readonly kind: 'availability'; readonly availability: PreferredAvailability | null }
  | { readonly kind: 'note'; readonly message: string };

/** An edit that is not settled; a confirmed one leaves the table. */
export interface Edit {
  readonly id: string;
  readonly at: number;
  readonly wish: EditWish;
  readonly status: 'pending' | 'waiting' | 'failed';
  readonly error: AppError | null;
  /** The values that the wish was made upon, where a later try has to know them (`edits/attempt.ts`). */
  readonly seen?: readonly string[];
  /** The id of the history entry that it undoes. */
  readonly undoes?: string;
}

/** Whether what a history entry tells can be undone, and why not (`edits/undo.ts`). */
export type UndoState =
  'possible' | 'underWay' | 'done' | 'changed' | 'groupGone' | 'nameTaken' | 'readOnly' | 'unknown';

/** One of the changes that a summary stands for. */
export interface HistoryChange {
  readonly kind: 'groupAdded' | 'groupRenamed' | 'groupDeleted' | 'contactAdded' | 'contactRemoved' | 'contactMoved';
  readonly by: 'me' | 'other';
  readonly groupName: string;
  readonly from: string | null;
  readonly contactName: string | null;
}

export interface HistoryEntry {
  readonly id: string;
  readonly at: number;
  readonly kind: HistoryChange['kind'] | 'contactsAdded' | 'contactsRemoved' | 'whileAway';
  readonly by: 'me' | 'other';
  /** By me: the edit that it came from. */
  readonly editId: string | null;
  readonly groupId: string | null;
  readonly groupName: string | null;
  readonly from: string | null;
  readonly address: string | null;
  readonly contactName: string | null;
  readonly count: number;
  /** Names of people; in a summary of an older version, the first changes in the words of their time. */
  readonly details: readonly string[];
  /** whileAway: the first changes. */
  readonly changes: readonly HistoryChange[];
  readonly undo: UndoState;
  /** What undoing needs to know; null: nothing beyond the entry. */
  readonly kept: KeptForUndo | null;
}

/** Kept with a history entry for the time that somebody undoes it. */
export interface KeptForUndo {
  /** contactMoved: id of the group left. */
  readonly fromId: string | null;
  /** groupDeleted: who was in it; contactsAdded, contactsRemoved: whom it is about. Null: too much to keep. */
  readonly people: readonly Person[] | null;
  /**
   * groupDeleted: addresses of those whom no other group held, so that the server puts them into the default group
   * (GAPS 42). Absent: not known.
   */
  readonly orphans?: readonly string[];
  /** The user has undone it. */
  readonly undone: boolean;
}

/** One thing that a job could not do: a person, or a group (`address` null). */
export interface JobError {
  readonly address: string | null;
  readonly name: string;
  readonly error: AppError;
}

/** What a job does in one go. */
export type JobStep =
  | {
      readonly kind: 'members';
      readonly groupId: string | null;
      readonly groupName: string;
      readonly people: readonly Person[];
    }
  /** `target` null: the group of that name. */
  | {
      readonly kind: 'follows';
      readonly follows: readonly {
        readonly kind: Follow['kind'];
        readonly target: string | null;
        readonly name: string;
      }[];
    };

/** Long work of the user (`jobs/jobs.ts`). */
export interface Job {
  readonly id: string;
  readonly at: number;
  readonly kind: 'import' | 'addMany' | 'followMany';
  readonly title: string;
  readonly status: 'running' | 'waiting' | 'done' | 'cancelled';
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly errors: readonly JobError[];
  /** What is left to do; the first is under way where `editId` or `begun` say so. */
  readonly steps: readonly JobStep[];
  /** The edit that carries the first step out. */
  readonly editId: string | null;
  /** The follows of the first step were asked for. */
  readonly begun: boolean;
}

export interface Me {
  readonly address: string;
  readonly name: string;
  readonly title: string | null;
  readonly department: string | null;
  readonly availability: Availability;
  readonly activity: string | null;
  readonly note: string | null;
  readonly canSetAvailability: boolean;
}

/** A group that notifies of nothing before `until`; null: for ever. */
export interface MutedGroup {
  readonly id: string;
  readonly until: number | null;
}

export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  readonly notifyGroupChanges: boolean;
  readonly notifyPresence: boolean;
  readonly pausedUntil: number | null;
  /** Of the account in use: ids of groups are an account's own (PROTOCOL 11.2). */
  readonly mutedGroups: readonly MutedGroup[];
  readonly startAtLogin: boolean;
  readonly publishPresence: boolean;
  readonly openSipLinks: boolean;
  readonly language: 'system' | 'en' | 'de' | 'fr';
  readonly logLevel: LogLevel;
  readonly zoom: 1 | 1.1 | 1.25 | 1.5 | 1.75 | 2;
}

export interface PolicyStatus {
  readonly managed: readonly Exclude<keyof Settings, 'pausedUntil' | 'mutedGroups'>[];
  readonly server: { readonly url: string | null } | null;
  readonly problems: readonly string[];
}

export interface ListStatus {
  readonly state: 'none' | 'cached' | 'current' | 'outdated';
  readonly asOf: number | null;
  readonly readOnly: AppError | null;
  /** Why the groups or the members of some cannot be read, which will not pass by itself; absent: all can. */
  readonly unread?: AppError;
}

/** The update of the app. `off`: this copy is not updated by itself. */
export type UpdateStatus =
  | { readonly phase: 'off' }
  | { readonly phase: 'idle'; readonly checkedAt: number | null }
  | { readonly phase: 'checking' }
  | { readonly phase: 'downloading'; readonly version: string; readonly percent: number }
  | { readonly phase: 'ready'; readonly version: string }
  | { readonly phase: 'failed'; readonly at: number; readonly error: AppError };

/** An error that the user saw, and how often in a row. */
export interface NotedError {
  /** When it was seen last. */
  readonly at: number;
  readonly count: number;
  readonly error: AppError;
}

export interface Tables {
  groups: Group;
  contacts: Contact;
  presence: Presence;
  phones: Phone;
  follows: Follow;
  edits: Edit;
  history: HistoryEntry;
}

export interface Slices {
  connection: Connection;
  account: Account | null;
  accounts: readonly Account[];
  signIn: SignInStatus;
  trace: readonly TraceStep[];
  me: Me | null;
  phonesAccess: PhonesAccess;
  list: ListStatus;
  jobs: readonly Job[];
  followLimits: FollowLimits;
  /** Kinds of own numbers whose sharing the user has confirmed once. */
  sharingConfirmed: readonly PhoneKind[];
  settings: Settings;
  hostSettings: readonly HostSetting[];
  policy: PolicyStatus;
  notice: AppError | null;
  update: UpdateStatus;
  recentErrors: readonly NotedError[];
}

export type TableName = keyof Tables;
export type SliceName = keyof Slices;

/** Read-only view of the state; maps are live, so read what is needed before awaiting. */
export type State = { readonly revision: number } & {
  readonly [T in TableName]: ReadonlyMap<string, Tables[T]>;
} & { readonly [S in SliceName]: Slices[S] };

/** One entity before and after; `null` stands for "not there". */
export type TableChange = {
  [T in TableName]: {
    readonly table: T;
    readonly key: string;
    readonly before: Tables[T] | null;
    readonly after: Tables[T] | null;
  };
}[TableName];
export type SliceChange = {
  [S in SliceName]: { readonly slice: S; readonly before: Slices[S]; readonly after: Slices[S] };
}[SliceName];
export type Change = TableChange | SliceChange;

/** The key of a follow. */
export function followKey(kind: Follow['kind'], target: string): string {
  return `${kind}:${target}`;
}

/** `sip:Ann@Example.org` -> `ann@example.org`: the key of a person. */
export function addressOf(uri: string): string {
  return uri.trim().replace(/^sip:/i, '').toLowerCase();
}

/** `ann@example.org` -> `example.org`: the SIP domain of an address. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
