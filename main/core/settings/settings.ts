/** Settings and what else is kept on disk: read with care, written in one shape (ARCHITECTURE section 4, PRODUCT). */
import { addressOf } from '../store/state.ts';
import { DEFAULT_MEDIUM, MEDIA, type Medium } from '../ucwa/index.ts';
import type {
  Account,
  Contact,
  Edit,
  EditWish,
  Follow,
  Group,
  HistoryEntry,
  PhoneKind,
  MutedGroup,
  Settings,
  SignInKind,
} from '../store/state.ts';
import type { Found } from '../ucwa/index.ts';
import { isJob } from './stored-jobs.ts';
import { ZOOMS } from './zoom.ts';

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  notifyGroupChanges: true,
  notifyPresence: false,
  pausedUntil: null,
  mutedGroups: [],
  startAtLogin: false,
  publishPresence: true,
  openSipLinks: false,
  language: 'system',
  logLevel: 'info',
  zoom: 1,
};

const THEMES: readonly Settings['theme'][] = ['system', 'light', 'dark'];
const LANGUAGES: readonly Settings['language'][] = ['system', 'en', 'de', 'fr'];
const LOG_LEVELS: readonly Settings['logLevel'][] = ['error', 'warn', 'info', 'debug'];
const KINDS: readonly SignInKind[] = ['windows', 'password', 'passive', 'microsoft'];

/**
 * The shape of the document `settings`. Version 1 named none and knew one account, `account`, and its `signInAtStart`;
 * version 2 kept ids of groups muted for ever in `settings.mutedGroups`, for all accounts alike.
 */
export const SETTINGS_VERSION = 3;

/** An account with what is known of it besides. */
export interface StoredAccount extends Account {
  /** It is to be signed in at start: it was in use, and not signed out by the user. */
  readonly signInAtStart: boolean;
  /** It was signed in at least once: the address is right. */
  readonly proven: boolean;
  /** Where its server was found, so that the next start need not look for it. Names hosts, holds no secret. */
  readonly found: Found | null;
  /** Fingerprint of what was approved then. Where something else is approved, it is looked for anew. */
  readonly foundUnder: string | null;
  /** With the account and not for all: the same id may be another group of another account. */
  readonly mutedGroups: readonly MutedGroup[];
}

/** Settings that hold whichever account is in use. */
export type CommonSettings = Omit<Settings, 'mutedGroups'>;

/** The document `settings`. */
export interface StoredSettings {
  readonly version: typeof SETTINGS_VERSION;
  readonly settings: CommonSettings;
  /** In the order in which they came. */
  readonly accounts: readonly StoredAccount[];
  /** Address of the one in use, or null. */
  readonly account: string | null;
  /** One per user and installation, so that a restart gets its application back (PROTOCOL 4.1). */
  readonly endpointId: string | null;
  /** Hosts the user allowed, per SIP domain. */
  readonly trustedHosts: Readonly<Record<string, readonly string[]>>;
  /** In which medium the server is spoken to; set in the file only, not in the window. */
  readonly medium: Medium;
}

/** The document `cache`: the list as last shown, for an immediate start. */
export interface StoredList {
  readonly address: string;
  readonly asOf: number;
  readonly groups: readonly Group[];
  readonly contacts: readonly Contact[];
  /** Id of the newest history entry that the list shows; null: none. Earlier versions did not say. */
  readonly told?: unknown;
}

/** The document `account-data`: what belongs to one account. */
export interface StoredAccountData {
  readonly address: string;
  readonly follows: readonly Pick<Follow, 'kind' | 'target' | 'name'>[];
  readonly history: readonly HistoryEntry[];
  /** Kinds of own numbers; earlier versions knew none. */
  readonly sharingConfirmed?: unknown;
}

/** The document `journal`: edits that are not settled. */
export interface StoredJournal {
  readonly address: string;
  readonly edits: readonly Edit[];
}

/** Reads settings of any age: unknown fields go, missing or wrong ones get their default. */
export function readSettings(value: unknown): StoredSettings {
  const stored = objectOf(value);
  const given = objectOf(stored['settings']);
  const settings = Object.fromEntries(
    Object.entries(commonOf(DEFAULT_SETTINGS)).map(([name, normal]) => [
      name,
      isValid(name, given[name]) ? given[name] : normal,
    ]),
  );
  const accounts = readAccounts(stored, texts(given['mutedGroups']));
  const used = stored['account'];
  const inUse = typeof used === 'string' ? used : objectOf(used)['address'];
  const trusted = Object.entries(objectOf(stored['trustedHosts'])).map(([domain, hosts]) => [domain, texts(hosts)]);
  return {
    version: SETTINGS_VERSION,
    // Every field was checked above against its default's kind.
    settings: settings as unknown as CommonSettings,
    accounts,
    account: accounts.find(({ address }) => address === inUse)?.address ?? null,
    endpointId: typeof stored['endpointId'] === 'string' ? stored['endpointId'] : null,
    trustedHosts: Object.fromEntries(trusted) as Record<string, string[]>,
    medium: MEDIA.find((medium) => medium === stored['medium']) ?? DEFAULT_MEDIUM,
  };
}

/** What of the settings belongs to no account. */
export function commonOf({ mutedGroups: _mutedGroups, ...common }: Settings): CommonSettings {
  return common;
}

/**
 * Each address once. The one account of version 1 did sign in, as far as anybody knows. `mutedForAll`: ids of groups
 * that version 2 muted, whichever account was in use; so they stay muted for each.
 */
function readAccounts(stored: Record<string, unknown>, mutedForAll: readonly string[]): StoredAccount[] {
  const { accounts, account, signInAtStart } = stored;
  const rows: unknown[] = Array.isArray(accounts)
    ? (accounts as unknown[])
    : [{ ...objectOf(account), signInAtStart, proven: true }];
  const read = rows.map((row) => readAccount(objectOf(row), mutedForAll)).filter((row) => row !== null);
  return [...new Map(read.map((row) => [row.address, row])).values()];
}

function readAccount(row: Record<string, unknown>, mutedForAll: readonly string[]): StoredAccount | null {
  if (typeof row['address'] !== 'string' || row['address'] !== addressOf(row['address'])) return null;
  return {
    address: row['address'],
    server: typeof row['server'] === 'string' ? row['server'] : null,
    remember: row['remember'] === true,
    kind: KINDS.find((kind) => kind === row['kind']) ?? null,
    signInAtStart: row['signInAtStart'] === true,
    proven: row['proven'] === true,
    found: readFound(objectOf(row['found'])),
    foundUnder: typeof row['foundUnder'] === 'string' ? row['foundUnder'] : null,
    mutedGroups: readMuted(row['mutedGroups'] ?? mutedForAll),
  };
}

/** Each group once, by the last word about it. A bare id is muted for ever. */
function readMuted(value: unknown): MutedGroup[] {
  const rows: unknown[] = Array.isArray(value) ? value : [];
  const muted = new Map<string, MutedGroup>();
  for (const row of rows) {
    const { id, until = null } = typeof row === 'string' ? { id: row } : objectOf(row);
    if (typeof id === 'string' && (until === null || typeof until === 'number')) muted.set(id, { id, until });
  }
  return [...muted.values()];
}

function readFound({ applicationsUrl, origins, at }: Record<string, unknown>): Found | null {
  if (!isHttps(applicationsUrl) || typeof at !== 'number' || !Array.isArray(origins)) return null;
  return origins.every(isHttps) ? { applicationsUrl, origins, at } : null;
}

function isHttps(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('https://');
}

function isValid(name: string, value: unknown): boolean {
  switch (name) {
    case 'theme':
      return THEMES.some((theme) => theme === value);
    case 'language':
      return LANGUAGES.some((language) => language === value);
    case 'logLevel':
      return LOG_LEVELS.some((level) => level === value);
    case 'zoom':
      return ZOOMS.some((zoom) => zoom === value);
    case 'pausedUntil':
      return value === null || typeof value === 'number';
    default:
      return typeof value === 'boolean';
  }
}

/** Kinds of wishes this version can carry out. */
const WISHES: ReadonlySet<unknown> = new Set<EditWish['kind']>([
  'phoneVisibility',
  'phoneNumber',
  'groupCreate',
  'groupRename',
  'groupDelete',
  'memberAdd',
  'memberRemove',
  'memberMove',
  'memberRemoveAll',
  'membersAdd',
  'membersRemove',
  'membersMove',
  'availability',
  'note',
]);

/** What a row of each list must have to be worked with. */
const ROWS: Readonly<Record<string, (row: Record<string, unknown>) => boolean>> = {
  groups: (row) => areTexts(row['id'], row['name'], row['kind']),
  contacts: (row) => areTexts(row['address'], row['name']) && isTextList(row['groups']) && isTextList(row['emails']),
  follows: (row) => areTexts(row['target'], row['name']) && (row['kind'] === 'contact' || row['kind'] === 'group'),
  jobs: isJob,
  history: (row) => areTexts(row['id'], row['kind']) && typeof row['at'] === 'number' && isTextList(row['details']),
  edits: (row) =>
    areTexts(row['id']) &&
    ['pending', 'waiting', 'failed'].includes(String(row['status'])) &&
    WISHES.has(objectOf(row['wish'])['kind']),
};

/** A document of this account, or null when it is another's, torn or absent. Rows that cannot be read are left out. */
export function readFor<T extends { readonly address: string }>(
  address: string,
  value: unknown,
  lists: readonly (keyof T & string)[],
): T | null {
  const stored = objectOf(value);
  if (stored['address'] !== address) return null;
  const read: Record<string, unknown> = { ...stored };
  for (const name of lists) {
    const rows = stored[name];
    if (!Array.isArray(rows)) return null;
    read[name] = rows.filter((row) => ROWS[name]?.(objectOf(row)) === true);
  }
  return read as unknown as T;
}

function areTexts(...values: unknown[]): boolean {
  return values.every((value) => typeof value === 'string');
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && areTexts(...(value as unknown[]));
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

const PHONES: readonly PhoneKind[] = ['work', 'mobile', 'home', 'other'];

/** Kinds of phones, whatever else is among them. */
export function readPhoneKinds(value: unknown): PhoneKind[] {
  const named = texts(value);
  return PHONES.filter((kind) => named.includes(kind));
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
