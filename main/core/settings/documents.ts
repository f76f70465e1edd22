/** What of the state is kept on disk, and when: the one place that reads and writes documents. */
import type { ManagedSettings } from '../policy/policy.ts';
import type { Clock, Logger, SettingsStore } from '../ports.ts';
import { appError } from '../result.ts';
import { set } from '../store/actions.ts';
import { sameValue } from '../store/draft.ts';
import type { Account, Change, Edit, Settings, State } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import { createTimer } from '../timing/timer.ts';
import { readEntry } from './stored-history.ts';
import type { StoredJobs } from './stored-jobs.ts';
import { createBackground } from './background.ts';
import { caughtUp } from './catch-up.ts';
import { nameFor, type AccountDocument } from './names.ts';
import { keepNewer } from './newer.ts';
import {
  commonOf,
  readFor,
  readPhoneKinds,
  readSettings,
  SETTINGS_VERSION,
  type StoredAccount,
  type StoredAccountData,
  type StoredJournal,
  type StoredList,
  type StoredSettings,
} from './settings.ts';

/** The list is large and can be read again: it is written a while after it last changed. */
const LIST_DELAY_MS = 2_000;
/** Before anybody is notified of a change: what was told must not be told again after a crash. */
const DATA_DELAY_MS = 200;

/** Whose changes lead to something written. */
const KEPT_PARTS = [
  ...(['account', 'accounts', 'settings', 'sharingConfirmed', 'jobs', 'list'] as const),
  ...(['groups', 'contacts', 'follows', 'history'] as const),
];

/** What is kept besides the state itself. */
export type Kept = Pick<StoredSettings, 'endpointId' | 'trustedHosts' | 'medium'>;
/** What is kept of an account besides the state itself. */
export type KeptOfAccount = Omit<StoredAccount, keyof Account>;

export interface Documents {
  readonly kept: Kept;
  /** Changes what is kept besides the state and writes it. */
  keep(kept: Partial<Kept>): void;
  ofAccount(address: string): KeptOfAccount;
  /** Changes what is kept of an account and writes it. */
  keepOfAccount(address: string, kept: Partial<KeptOfAccount>): void;
  /** The account whose things are in the store: what changes there is written for it. Null: none. */
  readonly opened: string | null;
  /** Puts an account's list, wishes, history and edits into the store; returns its unsettled edits. */
  restore(address: string): readonly Edit[];
  /** From now on these go before the user's own. The settings as they are then; the caller puts them into the store. */
  manage(managed: ManagedSettings): Settings;
  saveJournal(edits: readonly Edit[]): void;
  /** Whether there are documents of the account. */
  has(address: string): boolean;
  /** Removes everything of an account. */
  forget(address: string): void;
  /** Writes what is due, and what is on its way, before it returns. */
  flush(): void;
}

type Named = Exclude<AccountDocument, 'tickets'>;
const NAMED: readonly Named[] = ['cache', 'account-data', 'journal', 'jobs'];
const NOTHING_KEPT: KeptOfAccount = {
  signInAtStart: false,
  proven: false,
  found: null,
  foundUnder: null,
  mutedGroups: [],
};

/**
 * Reads the settings into the store and keeps the disk up to date from then on.
 * @param managed what the organisation has set: it goes before the user's own, which stays on the disk
 */
export function openDocuments(
  store: Store,
  unguarded: SettingsStore,
  clock: Clock,
  logger: Logger,
  managed: ManagedSettings = {},
): Documents {
  function refused(name: string, defect: unknown): void {
    logger.log('error', 'a document could not be written', {
      name,
      defect: defect instanceof Error ? defect.name : 'unknown',
    });
    store.dispatch(
      set('notice', appError('internal', 'Rollcall could not write to its data folder. Is the disk full?')),
    );
  }

  /** False: the disk refused. */
  function save(name: string, value: unknown): boolean {
    try {
      unguarded.save(name, value);
      return true;
    } catch (defect) {
      refused(name, defect);
      return false;
    }
  }

  const disk = keepNewer(unguarded, save, () => {
    const message = 'A newer version of Rollcall was used here. What this one does not know of its data was set aside.';
    store.dispatch(set('notice', appError('settings.newer', message)));
  });
  const background = createBackground(disk, save, refused);
  const loaded = disk.load('settings');
  const stored = readSettings(loaded.value);
  let kept: Kept = { endpointId: stored.endpointId, trustedHosts: stored.trustedHosts, medium: stored.medium };
  const accounts = stored.accounts.map(({ address, server, remember, kind }) => ({ address, server, remember, kind }));
  const keptOf = new Map<string, KeptOfAccount>(
    stored.accounts.map(({ address, server: _server, remember: _remember, kind: _kind, ...more }) => [address, more]),
  );
  let opened: string | null = null;
  /** The user's own of what the organisation has set. */
  let own = Object.fromEntries(Object.entries(stored.settings).filter(([name]) => name in managed));
  store.dispatch(
    set('settings', { ...stored.settings, mutedGroups: [], ...managed }),
    set('accounts', accounts),
    set('account', accounts.find(({ address }) => address === stored.account) ?? null),
  );
  if (loaded.corrupt) {
    const message = 'Your settings could not be read and were reset. The unreadable file was set aside.';
    store.dispatch(set('notice', appError('settings.reset', message)));
  }
  const listTimer = createTimer(clock);
  const dataTimer = createTimer(clock);
  const due = { list: false, data: false };

  function ofAccount(address: string): KeptOfAccount {
    return keptOf.get(address) ?? NOTHING_KEPT;
  }

  function saveSettings(): void {
    const { settings, account, accounts } = store.state;
    const document: StoredSettings = {
      version: SETTINGS_VERSION,
      settings: { ...commonOf(settings), ...own },
      accounts: accounts.map((one) => ({ ...one, ...ofAccount(one.address) })),
      account: account?.address ?? null,
      ...kept,
    };
    save('settings', document);
  }

  /** Reads an account's document. Before there were several accounts it bore no account's name; then it gets one. */
  function read(what: Named, address: string): ReturnType<SettingsStore['load']> {
    background.finish();
    const name = nameFor(what, address);
    const own = disk.load(name);
    if (own.corrupt || (own.value ?? null) !== null) return own;
    const old = disk.load(what);
    if (!isOf(address, old.value)) return { value: null, corrupt: old.corrupt };
    if (save(name, old.value)) disk.delete(what);
    return old;
  }

  function readData(address: string): StoredAccountData | null {
    return readFor<StoredAccountData>(address, read('account-data', address).value, ['follows', 'history']);
  }

  /** The list of a large account is megabytes: only it is written in the background, when that is started. */
  function addList(): void {
    listTimer.clear();
    if (!due.list) return;
    due.list = false;
    const { list, groups, contacts, history } = store.state;
    if (opened === null || list.asOf === null) return;
    const document: StoredList = {
      address: opened,
      asOf: list.asOf,
      groups: [...groups.values()],
      contacts: [...contacts.values()],
      told: [...history.keys()].at(-1) ?? null,
    };
    background.add(nameFor('cache', opened), document);
  }

  function writeList(): void {
    addList();
    background.start();
  }

  function flushData(): void {
    dataTimer.clear();
    if (!due.data) return;
    due.data = false;
    const { follows, history, sharingConfirmed } = store.state;
    const isEmpty = follows.size + history.size + sharingConfirmed.length === 0;
    // An address that was mistyped has nothing to keep.
    if (opened === null || (isEmpty && !readData(opened))) return;
    const document: StoredAccountData = {
      address: opened,
      follows: [...follows.values()].map(({ kind, target, name }) => ({ kind, target, name })),
      history: [...history.values()],
      sharingConfirmed,
    };
    save(nameFor('account-data', opened), document);
  }

  /** The history and the list it led to, in this order: after a crash in between the list is caught up by the history. */
  function flushTold(): void {
    flushData();
    writeList();
  }

  function saveJobs(address: string): void {
    const { jobs } = store.state;
    if (jobs.length > 0) save(nameFor('jobs', address), { address, jobs } satisfies StoredJobs);
    else disk.delete(nameFor('jobs', address));
  }

  function close(): void {
    opened = null;
    due.list = due.data = false;
    listTimer.clear();
    dataTimer.clear();
  }

  store.subscribeTo(KEPT_PARTS, (changes) => {
    const touched = new Set(changes.map(nameOf));
    // Whose things leave the store does not lose them on the disk.
    if (opened !== store.state.account?.address) close();
    const { mutedGroups } = store.state.settings;
    if (opened !== null && touched.has('settings')) keptOf.set(opened, { ...ofAccount(opened), mutedGroups });
    if (touched.has('settings') || touched.has('account') || touched.has('accounts')) saveSettings();
    if (opened === null) return;
    if (touched.has('groups') || touched.has('contacts') || touched.has('list')) {
      due.list = true;
      listTimer.set(LIST_DELAY_MS, writeList);
    }
    if (touched.has('history') || touched.has('sharingConfirmed') || changes.some(isWish)) {
      // What goes on changing is written all the same: the first change sets the time.
      if (!due.data) dataTimer.set(DATA_DELAY_MS, flushTold);
      due.data = true;
    }
    if (touched.has('jobs')) saveJobs(opened);
  });

  return {
    get kept() {
      return kept;
    },
    keep(more) {
      kept = { ...kept, ...more };
      saveSettings();
    },
    ofAccount,
    keepOfAccount(address, more) {
      const before = ofAccount(address);
      const after = { ...before, ...more };
      keptOf.set(address, after);
      if (!sameValue(before, after)) saveSettings();
    },
    get opened() {
      return opened;
    },
    restore(address) {
      // The list is read again anyway; what only the disk knows is not lost in silence.
      const list = readFor<StoredList>(address, read('cache', address).value, ['groups', 'contacts']);
      const kept = read('account-data', address);
      const data = readFor<StoredAccountData>(address, kept.value, ['follows', 'history']);
      const unsettled = read('journal', address);
      const journal = readFor<StoredJournal>(address, unsettled.value, ['edits']);
      const begun = read('jobs', address);
      const work = readFor<StoredJobs>(address, begun.value, ['jobs']);
      const lost = [
        ...(unsettled.corrupt || begun.corrupt ? ['changes of yours that were not sent yet'] : []),
        ...(kept.corrupt ? ['what you follow and the history'] : []),
      ];
      if (lost.length > 0) {
        const message = `This could not be read: ${lost.join('; ')}. The unreadable file was set aside.`;
        store.dispatch(set('notice', appError('data.reset', message)));
      }
      opened = address;
      store.dispatch(set('settings', { ...store.state.settings, mutedGroups: ofAccount(address).mutedGroups }));
      const history = data?.history.map(readEntry) ?? [];
      const follows = data?.follows ?? [];
      if (list) {
        const isFollowed = (one: string): boolean => follows.some((wish) => wish.target === one);
        store.dispatch({ type: 'listCached', ...caughtUp(list, history, isFollowed), asOf: list.asOf });
      }
      for (const wish of follows) {
        store.dispatch({ type: 'followPut', follow: { ...wish, status: 'waiting', until: null, error: null } });
      }
      if (data) store.dispatch({ type: 'historyAdded', entries: history });
      store.dispatch(set('sharingConfirmed', readPhoneKinds(data?.sharingConfirmed)));
      store.dispatch(set('jobs', work?.jobs ?? []));
      return journal?.edits ?? [];
    },
    manage(next) {
      const chosen = { ...commonOf(store.state.settings), ...own };
      own = Object.fromEntries(Object.entries(chosen).filter(([name]) => name in next));
      return { ...store.state.settings, ...chosen, ...next };
    },
    saveJournal(edits) {
      // What an edit did is told before the edit is forgotten: after a crash nobody knows whose it was.
      if (due.data) flushTold();
      if (opened !== null) save(nameFor('journal', opened), { address: opened, edits } satisfies StoredJournal);
    },
    has: (address) => NAMED.some((what) => isOf(address, read(what, address).value)),
    forget(address) {
      if (opened === address) close();
      keptOf.delete(address);
      background.drop(nameFor('cache', address));
      for (const what of NAMED) {
        disk.delete(nameFor(what, address));
        if (isOf(address, disk.load(what).value)) disk.delete(what);
      }
    },
    flush() {
      flushData();
      addList();
      background.finish();
    },
  };
}

function isOf(address: string, value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'address' in value && value.address === address;
}

function nameOf(change: Change): keyof State {
  return 'slice' in change ? change.slice : change.table;
}

/** A wish came or went; how it stands on the server is not kept. */
function isWish(change: Change): boolean {
  return 'table' in change && change.table === 'follows' && (!change.before || !change.after);
}
