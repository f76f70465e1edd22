/** What the core offers to a host: its state, its commands, its life. Built by `app.ts`. */
import type { Policy } from './policy/policy.ts';
import type { AppFacts } from './ports.ts';
import type { Result } from './result.ts';
import type { ZoomStep } from './settings/zoom.ts';
import type { ContactData } from './store/actions.ts';
import type {
  Change,
  Person,
  PhoneKind,
  PreferredAvailability,
  Presence,
  Settings,
  SignInKind,
  SliceName,
  State,
  TableName,
} from './store/state.ts';

export { mask } from './diagnostics/mask.ts';
export { MEDIA } from './ucwa/index.ts';
export type { Medium } from './ucwa/index.ts';

/** Told after each change of the store, synchronously and in order. `changes` is never empty. */
export type StoreListener = (changes: readonly Change[], revision: number) => void;

/** A table of the state, or one of its single values. */
export type StatePart = TableName | SliceName;

export interface ReadableStore {
  readonly state: State;
  /** Listens from now on; returns a function that stops. A throwing listener does not disturb the others. */
  subscribe(listener: StoreListener): () => void;
  /** The same for those steps only that change one of these parts; they are told whole. */
  subscribeTo(parts: readonly StatePart[], listener: StoreListener): () => void;
}

/** Somebody who was looked up; nothing of it is in the state. */
export interface LookupOutcome {
  contact: ContactData & { emails: string[] };
  presence: Presence | null;
}

export interface SearchOutcome {
  people: { address: string; name: string; title: string | null; department: string | null }[];
  more: boolean;
}

/** What there is to know about the app besides the state. */
export interface DiagnosticsFacts extends AppFacts {
  phaseSince: number;
  server: { host: string; frontEnd: string | null } | null;
  documents: { kind: string; count: number; bytes: number }[];
  /** Names of the policies in force. */
  policies: string[];
  canOpenLogs: boolean;
}

/** What an import would do; `preload/contract/commands.ts` says what each field means. */
export interface ImportOutcome {
  id: string;
  name: string;
  format: 'json' | 'csv';
  groups: {
    name: string;
    groupId: string | null;
    create: boolean;
    add: Person[];
    there: number;
    cannot: Person[];
    reason: 'readOnlyList' | 'fixedGroup' | null;
  }[];
  follows: { kind: 'contact' | 'group'; target: string | null; name: string }[];
  unreadable: { line: number | null; text: string; reason: 'address' | 'group' | 'quotes' }[];
  totals: { create: number; add: number; there: number; cannot: number; follows: number; unreadable: number };
}

/**
 * The user's commands, checked input only. None throws. Names and arguments are those of `preload/contract/commands.ts`;
 * `state.snapshot` is answered by `main/ipc`. Edit commands return the id of the row in `edits` as soon as the edit is
 * journalled; its outcome shows in the store.
 */
export interface CoreCommands {
  'session.signIn'(input: {
    address: string;
    kind: SignInKind | null;
    password: string;
    server: string | null;
    remember: boolean;
  }): Promise<Result<null>>;
  'session.saveTrace'(input: null): Promise<Result<boolean>>;
  'session.signOut'(input: { forget: boolean }): Promise<Result<null>>;
  'session.retry'(input: null): Promise<Result<null>>;
  'session.trustHost'(input: { host: string }): Promise<Result<null>>;
  'accounts.use'(input: { address: string }): Promise<Result<null>>;
  'accounts.forget'(input: { address: string }): Promise<Result<null>>;
  'groups.create'(input: { name: string }): Promise<Result<string>>;
  'groups.rename'(input: { groupId: string; name: string }): Promise<Result<string>>;
  'groups.delete'(input: { groupId: string }): Promise<Result<string>>;
  'contacts.add'(input: { address: string; name: string; groupId: string }): Promise<Result<string>>;
  'contacts.remove'(input: { address: string; groupId: string }): Promise<Result<string>>;
  'contacts.move'(input: { address: string; from: string; to: string }): Promise<Result<string>>;
  'contacts.removeFromAll'(input: { address: string }): Promise<Result<string>>;
  'contacts.removeMany'(input: { people: Person[]; groupId: string }): Promise<Result<string>>;
  'contacts.moveMany'(input: { people: Person[]; from: string; to: string }): Promise<Result<string>>;
  'contacts.addMany'(input: { people: Person[]; groupId: string }): Promise<Result<string>>;
  'contacts.search'(input: { query: string; limit: number }): Promise<Result<SearchOutcome>>;
  'contacts.refresh'(input: { address: string }): Promise<Result<null>>;
  'contacts.lookup'(input: { address: string }): Promise<Result<LookupOutcome>>;
  'phones.confirmSharing'(input: { phone: PhoneKind }): Promise<Result<null>>;
  'phones.setVisible'(input: { phone: PhoneKind; visible: boolean }): Promise<Result<string>>;
  'phones.setNumber'(input: { phone: PhoneKind; number: string }): Promise<Result<string>>;
  'phones.refresh'(input: null): Promise<Result<null>>;
  'follows.add'(input: { kind: 'contact' | 'group'; target: string }): Promise<Result<null>>;
  'follows.remove'(input: { kind: 'contact' | 'group'; target: string }): Promise<Result<null>>;
  'follows.addMany'(input: { follows: { kind: 'contact' | 'group'; target: string }[] }): Promise<Result<string>>;
  'jobs.cancel'(input: { id: string }): Promise<Result<null>>;
  'jobs.dismiss'(input: { id: string }): Promise<Result<null>>;
  'list.retry'(input: null): Promise<Result<null>>;
  'list.export'(input: { format: 'json' | 'csv'; groups: string[] | null }): Promise<Result<boolean>>;
  'list.readImport'(input: { name: string; text: string }): Promise<Result<ImportOutcome>>;
  'list.applyImport'(input: { id: string }): Promise<Result<string | null>>;
  'me.setAvailability'(input: { availability: PreferredAvailability | null }): Promise<Result<string>>;
  'me.setNote'(input: { message: string }): Promise<Result<string>>;
  'edits.retry'(input: { id: string }): Promise<Result<null>>;
  'edits.discard'(input: { id: string }): Promise<Result<null>>;
  'history.undo'(input: { id: string }): Promise<Result<string[]>>;
  'history.clear'(input: null): Promise<Result<null>>;
  'window.shows'(input: { groupIds: string[] }): Promise<Result<null>>;
  'settings.update'(input: Partial<Settings>): Promise<Result<null>>;
  'settings.zoom'(input: { step: ZoomStep }): Promise<Result<null>>;
  'notice.dismiss'(input: null): Promise<Result<null>>;
  'updates.check'(input: null): Promise<Result<null>>;
  'updates.install'(input: null): Promise<Result<null>>;
  'diagnostics.read'(input: null): Promise<Result<DiagnosticsFacts>>;
  'diagnostics.report'(input: null): Promise<Result<string>>;
  'diagnostics.save'(input: null): Promise<Result<boolean>>;
  'diagnostics.openLogs'(input: null): Promise<Result<null>>;
  'app.licences'(input: null): Promise<Result<string | null>>;
}

export interface Core {
  readonly store: ReadableStore;
  readonly commands: CoreCommands;
  /** Loads settings, cache and journal, and signs in when an account is remembered. Returns once loaded. */
  start(): Promise<void>;
  /** The organisation laid down something else: settings follow at once, what is said of signing in with the next one. */
  changePolicy(policy: Policy): void;
  /** The desktop shows no tray icons: says so in the window, unless that has something else to say. */
  tellNoTray(): void;
  /**
   * Ends the session: deletes the application (at most 2 s), stops every timer. Safe to call twice. What was due to be
   * kept is written when this returns its promise.
   */
  stop(): Promise<void>;
}
