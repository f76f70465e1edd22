/** The commands a window may give, their input and output. The schemas that check input lie in schemas.ts. */
import type {
  Contact,
  Person,
  PhoneKind,
  Presence,
  PreferredAvailability,
  Settings,
  SignInKind,
  Snapshot,
} from './state.ts';

export interface SignInInput {
  /** Sign-in address, `user@example.org`, with or without `sip:`. */
  address: string;
  /**
   * How; null: find out what the server offers (slice `signIn`) and use what needs no answer of the user: the system's
   * user, a remembered password or ticket. Where that is not enough the session ends with `auth.required`.
   */
  kind: SignInKind | null;
  /** For kind `password`; empty: use the remembered one. */
  password: string;
  /** Discovery root or pool address entered by hand (https), or null for discovery. */
  server: string | null;
  /** Keep what signing in needs in the system keychain. */
  remember: boolean;
}

export interface FoundPerson {
  address: string;
  name: string;
  title: string | null;
  department: string | null;
}

/** Somebody who was looked up. */
export interface ContactCard {
  contact: Omit<Contact, 'groups'>;
  /** A snapshot (`live` is false); null: this person's presence may not be seen. */
  presence: Presence | null;
}

export interface SearchOutput {
  people: FoundPerson[];
  /** The server has more than it sent. */
  more: boolean;
}

export interface DiagnosticsOutput {
  /** Of the app. */
  version: string;
  host: 'electron' | 'browser';
  /** Versions of Electron, Chromium, Node: of what there is, by name. */
  components: Record<string, string>;
  /** Name, release and architecture of the operating system. */
  system: string;
  /** Since when the session is in its phase. */
  phaseSince: number;
  /** The server that answered last, and its front end where it names itself. */
  server: { host: string; frontEnd: string | null } | null;
  /** What is kept on this computer, by kind. */
  documents: { kind: string; count: number; bytes: number }[];
  /** Names of the policies in force. */
  policies: string[];
  /** There is a folder of log files to show. */
  canOpenLogs: boolean;
}

/** What an import would do to one group. */
interface ImportGroup {
  /** As it is called on the list, or in the file where it is new. */
  name: string;
  /** Null: there is none yet. */
  groupId: string | null;
  /** The import makes it. */
  create: boolean;
  /** Who would be added. */
  add: Person[];
  /** How many of the file are in it already. */
  there: number;
  /** Who of the file cannot be added, for `reason`. */
  cannot: Person[];
  /** readOnlyList: the whole list cannot be changed now; fixedGroup: the members of such a group are not the user's to say. */
  reason: 'readOnlyList' | 'fixedGroup' | null;
}

/** What an import would do, before anything is done. */
export interface ImportPreview {
  id: string;
  /** The file's name. */
  name: string;
  format: 'json' | 'csv';
  /** In the order of the file. */
  groups: ImportGroup[];
  /** Follows that are not there yet; `target` null: of a group that the import makes. */
  follows: { kind: 'contact' | 'group'; target: string | null; name: string }[];
  /**
   * The first 100 places that cannot be read. `line` counts from 1, null in JSON; `text` is how it begins. address: none
   * in it; group: no usable name; quotes: a quotation mark that is never closed, the rest of the file is lost in it.
   */
  unreadable: { line: number | null; text: string; reason: 'address' | 'group' | 'quotes' }[];
  /** Groups to create; people to add, there already, not to be added; follows; unreadable places. */
  totals: { create: number; add: number; there: number; cannot: number; follows: number; unreadable: number };
}

/** Name -> input and output. `null` input: no argument. An edit command answers with the id of its row in `edits`. */
export interface Commands {
  /** The whole view at its current revision. */
  'state.snapshot': { input: null; output: Snapshot };
  'session.signIn': { input: SignInInput; output: null };
  /** Offers the sign-in trace as a file; false: the user gave up. */
  'session.saveTrace': { input: null; output: boolean };
  /** Ends the session and deletes the application; `forget` also removes password, tickets, caches and journal. */
  'session.signOut': { input: { forget: boolean }; output: null };
  /** Tries again now: from degraded, replaced or ended. */
  'session.retry': { input: null; output: null };
  /** Allows credentials to be sent to a host that discovery named and that is not of the sign-in domain. */
  'session.trustHost': { input: { host: string }; output: null };
  /** Changes to another kept account and signs it in with what is remembered. */
  'accounts.use': { input: { address: string }; output: null };
  /** Removes all that is kept of an account that is not in use. */
  'accounts.forget': { input: { address: string }; output: null };
  'groups.create': { input: { name: string }; output: string };
  'groups.rename': { input: { groupId: string; name: string }; output: string };
  'groups.delete': { input: { groupId: string }; output: string };
  'contacts.add': { input: { address: string; name: string; groupId: string }; output: string };
  'contacts.remove': { input: { address: string; groupId: string }; output: string };
  'contacts.move': { input: { address: string; from: string; to: string }; output: string };
  'contacts.removeFromAll': { input: { address: string }; output: string };
  /** Takes many people (1..1000) out of one group by one edit. */
  'contacts.removeMany': { input: { people: Person[]; groupId: string }; output: string };
  /** Moves many people (1..1000) from one group to another by one edit; nobody leaves before having arrived. */
  'contacts.moveMany': { input: { people: Person[]; from: string; to: string }; output: string };
  /**
   * Adds many people (1..1000) to one group as a job; who is in it already is left alone. Answers with the job's id. Each
   * step of the job is an ordinary edit (`membersAdd`), so it is journalled, waits without a connection, and is mine in
   * the history.
   */
  'contacts.addMany': { input: { people: Person[]; groupId: string }; output: string };
  /** Searches the directory; `limit` 1..100. */
  'contacts.search': { input: { query: string; limit: number }; output: SearchOutput };
  /** Reads a followed or shown contact's presence once, without following. */
  'contacts.refresh': { input: { address: string }; output: null };
  /**
   * Reads somebody whom a search found: contact card and presence, once. Nothing is kept and nobody is followed; for
   * people on the list the tables know it all. Fails with `ucwa.notFound` where the directory does not know the address.
   */
  'contacts.lookup': { input: { address: string }; output: ContactCard };
  /** The user was asked before this private number was shared for the first time, and agreed; remembered per account. */
  'phones.confirmSharing': { input: { phone: PhoneKind }; output: null };
  'phones.setVisible': { input: { phone: PhoneKind; visible: boolean }; output: string };
  /** An empty number deletes it. */
  'phones.setNumber': { input: { phone: PhoneKind; number: string }; output: string };
  'phones.refresh': { input: null; output: null };
  'follows.add': { input: { kind: 'contact' | 'group'; target: string }; output: null };
  'follows.remove': { input: { kind: 'contact' | 'group'; target: string }; output: null };
  /** Follows many people and groups (1..1000) as a job. Answers with the job's id. */
  'follows.addMany': { input: { follows: { kind: 'contact' | 'group'; target: string }[] }; output: string };
  /**
   * Ends a job. What is done stays done, what is on its way is still carried out and counted, the rest is not begun;
   * follows that are not held yet are given up. Refused for a job that is over.
   */
  'jobs.cancel': { input: { id: string }; output: null };
  /** Takes a finished job out of the slice. Refused for one that is going on. */
  'jobs.dismiss': { input: { id: string }; output: null };
  /**
   * The list is read-only: what was refused for that is tried again now, at the cost of one request while it still is;
   * where nothing was, the list is taken to be writable until the server says otherwise.
   */
  'list.retry': { input: null; output: null };
  /**
   * Offers groups, members and follows as a file; false: the user gave up. `groups`: ids, null: all, and the people who
   * are followed by themselves. JSON and CSV both come back by an import without a loss; CSV opens in spreadsheets.
   */
  'list.export': { input: { format: 'json' | 'csv'; groups: string[] | null }; output: boolean };
  /**
   * Reads a file that the user chose (JSON of ours, CSV of anybody) and says what an import would do. Nothing is changed;
   * the last preview can be applied. Fails with `import.unreadable` or `import.tooLarge`.
   */
  'list.readImport': { input: { name: string; text: string }; output: ImportPreview };
  /**
   * Does what the preview showed, as a job; what has come about meanwhile is not done again, and nobody is added who was
   * not shown. Answers with the job's id, null: there was nothing left to do. Each preview can be applied once.
   */
  'list.applyImport': { input: { id: string }; output: string | null };
  /** `null` goes back to automatic. */
  'me.setAvailability': { input: { availability: PreferredAvailability | null }; output: string };
  /** An empty message clears the note. */
  'me.setNote': { input: { message: string }; output: string };
  /** Tries a failed edit again. */
  'edits.retry': { input: { id: string }; output: null };
  /** Gives a failed or waiting edit up. */
  'edits.discard': { input: { id: string }; output: null };
  /**
   * Undoes a history entry, and with it all that came from the same edit. Answers with the ids of the rows in `edits`;
   * the new state of the entries is in the table. Refused with `edit.noLongerPossible` unless an entry is `possible`.
   */
  'history.undo': { input: { id: string }; output: string[] };
  'history.clear': { input: null; output: null };
  /**
   * The window has the focus and shows the people of these groups; none: it shows no group, or lost the focus. Said at
   * each change, and again every half minute, for it is not believed for long. No notification tells what is seen.
   */
  'window.shows': { input: { groupIds: string[] }; output: null };
  'settings.update': { input: Partial<Settings>; output: null };
  /** Shows everything one size larger or smaller, as far as there is one, or as designed. */
  'settings.zoom': { input: { step: 'in' | 'out' | 'reset' }; output: null };
  'notice.dismiss': { input: null; output: null };
  /** Looks for a newer version of the app now; what comes of it is the slice `update`. */
  'updates.check': { input: null; output: null };
  /** Ends the app, installs the update that is ready, and starts it again. */
  'updates.install': { input: null; output: null };
  /** What there is to know about the app besides the state. */
  'diagnostics.read': { input: null; output: DiagnosticsOutput };
  /** Makes the report for a help desk; it holds no secret and names nobody. */
  'diagnostics.report': { input: null; output: string };
  /** Offers the report made last as a file; false: the user gave up. */
  'diagnostics.save': { input: null; output: boolean };
  /** Shows the folder of the log files. */
  'diagnostics.openLogs': { input: null; output: null };
  /** The licences of what others made; null: the text is not part of this copy. */
  'app.licences': { input: null; output: string | null };
}

export type CommandName = keyof Commands;
/** `diagnostics` is a page of the settings: it has no tab of its own. */
export type View = 'groups' | 'phones' | 'subscriptions' | 'history' | 'settings' | 'diagnostics';

/** What main tells the window without being asked. */
export interface Events {
  'state.patch': import('./state.ts').Patch;
  /**
   * Show this view (a notification or the tray was clicked); groupId: open and focus that group; address: show that
   * person's card.
   */
  navigate: { view: View; groupId: string | null; address?: string };
}
export type EventName = keyof Events;
