/**
 * What the window may know: the view of the store that crosses the border.
 *
 * Every entity is plain JSON, every field is always present (`null` where unset), no field holds an href, a ticket
 * or a password. People are named by their SIP address without `sip:` in lower case, groups by id, phones by kind.
 * Times are milliseconds since 1970 (UTC).
 */
import type { UserError } from './errors.ts';
import type { HistoryEntry } from './history.ts';
import type { Job } from './jobs.ts';

/** Availability of a person, as UCWA names it; `Unknown` for none yet and for values this version does not know. */
export type Availability =
  'Online' | 'Busy' | 'DoNotDisturb' | 'BeRightBack' | 'Away' | 'IdleOnline' | 'IdleBusy' | 'Offline' | 'Unknown';

/** What a user may set as own availability (UCWA: PreferredAvailability). */
export type PreferredAvailability = 'Online' | 'Busy' | 'DoNotDisturb' | 'BeRightBack' | 'Away' | 'Offwork';

/** The kinds of contact group, named as their UCWA resources. */
export type GroupKind =
  | 'group'
  | 'defaultGroup'
  | 'pinnedGroup'
  | 'delegatesGroup'
  | 'delegatorsGroup'
  | 'distributionGroup'
  | 'myOrganizationGroup';

/** The four phone categories of UCWA. */
export type PhoneKind = 'work' | 'mobile' | 'home' | 'other';

export interface Group {
  id: string;
  name: string;
  kind: GroupKind;
  /** Rename and delete are possible (own groups of a server that offers revision 2). */
  canEdit: boolean;
  /** People can be added and removed. */
  canChangeMembers: boolean;
  /** The group's presence can be followed as a whole. */
  canFollow: boolean;
}

export interface Contact {
  address: string;
  name: string;
  title: string | null;
  department: string | null;
  company: string | null;
  office: string | null;
  emails: string[];
  workPhone: string | null;
  mobilePhone: string | null;
  homePhone: string | null;
  otherPhone: string | null;
  /** Ids of the groups this person is in; empty for somebody followed who is in no group. */
  groups: string[];
}

export interface Presence {
  availability: Availability;
  /** UCWA's activity token or a custom text, shown as it is when unknown. */
  activity: string | null;
  note: string | null;
  location: string | null;
  /** When the person was last active. */
  lastActive: number | null;
  /** When this was read from the server. */
  asOf: number;
  /** A presence subscription held by the server keeps this up to date. */
  live: boolean;
}

/**
 * Why something of a number cannot be changed: it is one of the organisation's directory, which the server shows by
 * giving no changeNumber link, or the server just offers no such change. No policy of Rollcall locks a number.
 */
export type PhoneLock = 'directory' | 'server';

export interface Phone {
  kind: PhoneKind;
  /** As the server sent it, trimmed: `tel:+14255551234`, `4255551234`, or empty when unset. */
  number: string;
  /** Colleagues see this number in the contact card. */
  visible: boolean;
  /** False: the server gives no changeNumber link. */
  canChangeNumber: boolean;
  /** False: the server gives no changeVisibility link. */
  canChangeVisibility: boolean;
  /** Null: number and visibility can both be changed. */
  lock: PhoneLock | null;
  /** The last change was accepted by the server but had no effect; cleared by the next one. */
  notChanged: boolean;
}

/** Whether the phone section can be used; `notAllowed` when the server refuses it (no Enterprise Voice). */
export interface PhonesAccess {
  state: 'unknown' | 'ready' | 'notAllowed' | 'failed';
  error: UserError | null;
  /** When the numbers were last read. */
  asOf: number | null;
}

/** Something the user wants to follow, and what the server holds of it. Key: `contact:ADDRESS` or `group:ID`. */
export interface Follow {
  kind: 'contact' | 'group';
  /** The contact's address or the group's id. */
  target: string;
  name: string;
  /** held: the server's subscription covers it; pending: being asked; waiting: no connection; refused: see error. */
  status: 'held' | 'pending' | 'waiting' | 'refused';
  /** When the held subscription ends unless renewed. */
  until: number | null;
  error: UserError | null;
}

/** Somebody by address, with the name to show. */
export interface Person {
  address: string;
  name: string;
}

/** What an edit wants; shown over the server's truth until it is settled. */
export type EditWish =
  | { kind: 'phoneVisibility'; phone: PhoneKind; visible: boolean }
  | { kind: 'phoneNumber'; phone: PhoneKind; number: string }
  | { kind: 'groupCreate'; name: string }
  | { kind: 'groupRename'; groupId: string; name: string }
  | { kind: 'groupDelete'; groupId: string; name: string }
  | { kind: 'memberAdd'; address: string; name: string; groupId: string }
  | { kind: 'memberRemove'; address: string; name: string; groupId: string }
  | { kind: 'memberMove'; address: string; name: string; from: string; to: string }
  | { kind: 'memberRemoveAll'; address: string; name: string }
  /** Many people at once (import, `contacts.addMany`, undo). `groupId` null: an own group of that name, made if need be. */
  | { kind: 'membersAdd'; groupId: string | null; groupName: string; people: Person[] }
  | { kind: 'membersRemove'; groupId: string; groupName: string; people: Person[] }
  | { kind: 'membersMove'; from: string; to: string; people: Person[] }
  | { kind: 'availability'; availability: PreferredAvailability | null }
  | { kind: 'note'; message: string };

/** An edit of the user that is not settled yet. A confirmed edit leaves the table. Key: its id. */
export interface Edit {
  id: string;
  at: number;
  wish: EditWish;
  /** pending: on its way; waiting: kept until there is a connection; failed: refused, see error. */
  status: 'pending' | 'waiting' | 'failed';
  error: UserError | null;
}

/** The state of the session. Times of `nextRetryAt` lie in the future. */
export type Connection =
  | { phase: 'signedOut'; error: UserError | null }
  | { phase: 'discovering'; host: string | null }
  | { phase: 'signingIn'; host: string | null }
  | { phase: 'connecting' }
  | { phase: 'live'; since: number }
  | { phase: 'degraded'; since: number; reason: UserError; attempt: number; nextRetryAt: number | null }
  | { phase: 'replaced'; since: number }
  | { phase: 'ended'; reason: UserError };

/**
 * A way of signing in (PROTOCOL 3.2, 3.4, 3.6): as the system's user (NTLM, Kerberos), with a password, on the
 * organisation's own page (ADFS), at Microsoft (hybrid pools).
 */
export type SignInKind = 'windows' | 'password' | 'passive' | 'microsoft';

/** An account; its password and tickets never come here. */
export interface Account {
  address: string;
  /** Server entered by hand, or null for discovery. */
  server: string | null;
  /** What signing in needs is kept in the system keychain. */
  remember: boolean;
  /** How it signed in last; null: not yet. */
  kind: SignInKind | null;
}

/** What is known about signing in with the account in use. */
export interface SignInStatus {
  /** What the server offers and this computer can do, what asks the user least first; null: not known yet. */
  offered: SignInKind[] | null;
  /** A page outside this window waits for the user, or null. */
  waitingFor: { kind: SignInKind; host: string } | null;
}

/** One request made while signing in, for the trace. English, as logs are; no secret, no address of a person. */
export interface TraceStep {
  at: number;
  /** How long it took (ms); null: it is under way, or nothing was sent. */
  ms: number | null;
  phase: 'discovering' | 'signingIn' | 'connecting';
  host: string;
  /** Such as `GET root over https`. */
  asked: string;
  /** Such as `401, offers password and windows`; null: nothing yet. */
  answered: string | null;
  /** What was made of it, such as `follow the redirect to pool.example.org`; null: nothing yet. */
  decided: string | null;
  status: number | null;
  frontEnd: string | null;
  correlationId: string | null;
}

/** The signed-in user. */
export interface Me {
  address: string;
  name: string;
  title: string | null;
  department: string | null;
  availability: Availability;
  activity: string | null;
  note: string | null;
  /** Own status can be set (makeMeAvailable succeeded). */
  canSetAvailability: boolean;
}

/** A group that notifies of nothing before `until`; null: for ever. */
export interface MutedGroup {
  id: string;
  until: number | null;
}

export interface Settings {
  theme: 'system' | 'light' | 'dark';
  notifyGroupChanges: boolean;
  notifyPresence: boolean;
  /** No notification before this time; null: not paused. */
  pausedUntil: number | null;
  /** Of the account in use; each group once. */
  mutedGroups: MutedGroup[];
  startAtLogin: boolean;
  /** Publish the own availability from this app (makeMeAvailable, without messaging). */
  publishPresence: boolean;
  /** The system gives links to `sip:` to this app, which shows the person's card (not on macOS). */
  openSipLinks: boolean;
  /** The language of the app; system: the one of the system where there is one, otherwise English. */
  language: 'system' | 'en' | 'de' | 'fr';
  /** The least that is written to the log. */
  logLevel: 'error' | 'warn' | 'info' | 'debug';
  /** How large the window shows everything; 1: as designed. A browser has its own zoom instead. */
  zoom: 1 | 1.1 | 1.25 | 1.5 | 1.75 | 2;
}

/** Settings that not every host can carry out. */
export type HostSetting = 'startAtLogin' | 'openSipLinks' | 'zoom';

/** What the organisation has laid down, as far as the window needs it. */
export interface PolicyStatus {
  /** Settings that the organisation has set: `settings.update` of them is refused. */
  managed: (keyof Settings)[];
  /** The server that is used whatever the user enters, `url` null: the one found by the address. Null: the user's. */
  server: { url: string | null } | null;
  /** What of the policies could not be used; English, as logs are. */
  problems: string[];
}

/** When the contact list on show was last read in full, and whether it comes from disk. */
export interface ListStatus {
  /**
   * none: never read; cached: from disk, not yet confirmed; current: the server's; outdated: it was, but cannot be kept
   * so for now.
   */
  state: 'none' | 'cached' | 'current' | 'outdated';
  asOf: number | null;
  /** The server refuses writes to the list for now (list lives in Exchange, or migration). */
  readOnly: UserError | null;
  /** Why the groups or the members of some cannot be read, which will not pass by itself; absent: all can. */
  unread?: UserError;
}

/** The update of the app. `off`: this copy is not updated by itself; `ready`: it is installed when the app quits. */
export type UpdateStatus =
  | { phase: 'off' }
  /** checkedAt: when this was last known to be the newest version; null: not yet. */
  | { phase: 'idle'; checkedAt: number | null }
  | { phase: 'checking' }
  | { phase: 'downloading'; version: string; percent: number }
  | { phase: 'ready'; version: string }
  | { phase: 'failed'; at: number; error: UserError };

/** An error that the user saw. */
export interface NotedError {
  /** When it was seen last. */
  at: number;
  /** How often in a row. */
  count: number;
  error: UserError;
}

/** Tables: many entities of one type, by key. */
export interface Tables {
  groups: Group;
  contacts: Contact;
  presence: Presence;
  phones: Phone;
  follows: Follow;
  edits: Edit;
  history: HistoryEntry;
}

/** Slices: one value each. */
export interface Slices {
  connection: Connection;
  account: Account | null;
  /** All accounts that are kept, the one in use included. */
  accounts: Account[];
  signIn: SignInStatus;
  /** The requests of the last sign-in, oldest first; at most 100. */
  trace: TraceStep[];
  me: Me | null;
  phonesAccess: PhonesAccess;
  list: ListStatus;
  /** Long work, oldest first. */
  jobs: Job[];
  /**
   * How many follows the server holds at once, as far as it has shown in this session: as many as it held when it refused
   * one more (`ucwa.limitExceeded`); null: it has refused none for that. What did not fit is in `follows` with status
   * `refused` and that error. A followed group is one subscription, which the server keeps for whoever is in the group:
   * its members do not count as contacts.
   */
  followLimits: { contacts: number | null; groups: number | null };
  /** Kinds of own numbers whose sharing the user has confirmed once (`phones.confirmSharing`), for the account in use. */
  sharingConfirmed: PhoneKind[];
  settings: Settings;
  /** Which of them mean something in this host, on this system; the others are not offered. */
  hostSettings: HostSetting[];
  policy: PolicyStatus;
  /** A thing to tell the user that belongs to no row (keychain missing, settings reset), or null. */
  notice: UserError | null;
  update: UpdateStatus;
  /** Oldest first; at most 20. */
  recentErrors: NotedError[];
}

export type TableName = keyof Tables;
export type SliceName = keyof Slices;

/** Everything at one revision: what a new window asks for. */
export type Snapshot = { revision: number } & { [T in TableName]: Record<string, Tables[T]> } & Slices;

/** One change. `merge` carries only the fields that changed. */
export type PatchOp =
  | { [T in TableName]: ['put', T, string, Tables[T]] }[TableName]
  | { [T in TableName]: ['merge', T, string, Partial<Tables[T]>] }[TableName]
  | ['delete', TableName, string]
  | { [S in SliceName]: ['set', S, Slices[S]] }[SliceName];

/** Leads from revision `from` to revision `to`; a mirror at another revision asks for a snapshot. */
export interface Patch {
  from: number;
  to: number;
  ops: PatchOp[];
}
