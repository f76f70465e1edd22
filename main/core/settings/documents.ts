/** What of the state is kept on disk, and when: the one place that reads and writes documents. */
import type { Clock, Logger, SettingsStore } from '../ports.ts';
import { appError } from '../result.ts';
import { set } from '../store/actions.ts';
import type { Change, Edit, State } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import { createTimer } from '../timing/timer.ts';
import {
  readFor,
  readSettings,
  type StoredAccountData,
  type StoredJournal,
  type StoredList,
  type StoredSettings,
} from './settings.ts';

/** The list is large and can be read again: it is written a while after it last changed. */
const LIST_DELAY_MS = 2_000;
const DATA_DELAY_MS = 200;

/** What is kept besides the state itself. */
export type Kept = Pick<StoredSettings, 'endpointId' | 'trustedHosts' | 'signInAtStart'>;

export interface Documents {
  readonly kept: Kept;
  /** Changes what is kept besides the state and writes it. */
  keep(kept: Partial<Kept>): void;
  /** Puts an account's list, wishes, history and edits into the store; returns its unsettled edits. */
  restore(address: string): readonly Edit[];
  saveJournal(edits: readonly Edit[]): void;
  /** Removes everything of the account. */
  forget(): void;
  /** Writes what is due at once. */
  flush(): void;
}

/** Reads the settings into the store and keeps the disk up to date from then on. */
export function openDocuments(store: Store, disk: SettingsStore, clock: Clock, logger: Logger): Documents {
  const loaded = disk.load('settings');
  const stored = readSettings(loaded.value);
  let kept: Kept = {
    endpointId: stored.endpointId,
    trustedHosts: stored.trustedHosts,
    signInAtStart: stored.signInAtStart,
  };
  store.dispatch(set('settings', stored.settings), set('account', stored.account));
  if (loaded.corrupt) {
    const message = 'Your settings could not be read and were reset. The unreadable file was set aside.';
    store.dispatch(set('notice', appError('settings.reset', message)));
  }
  const listTimer = createTimer(clock);
  const dataTimer = createTimer(clock);
  const due = { list: false, data: false };

  function save(name: string, value: unknown): void {
    try {
      disk.save(name, value);
    } catch (defect) {
      logger.log('error', 'a document could not be written', {
        name,
        defect: defect instanceof Error ? defect.name : 'unknown',
      });
      store.dispatch(
        set('notice', appError('internal', 'Rollcall could not write to its data folder. Is the disk full?')),
      );
    }
  }

  function saveSettings(): void {
    const { settings, account } = store.state;
    save('settings', { settings, account, ...kept } satisfies StoredSettings);
  }

  function readData(address: string): StoredAccountData | null {
    return readFor<StoredAccountData>(address, disk.load('account-data').value, ['follows', 'history']);
  }

  function flushList(): void {
    listTimer.clear();
    if (!due.list) return;
    due.list = false;
    const { account, list, groups, contacts } = store.state;
    if (!account || list.asOf === null) return;
    const document: StoredList = {
      address: account.address,
      asOf: list.asOf,
      groups: [...groups.values()],
      contacts: [...contacts.values()],
    };
    save('cache', document);
  }

  function flushData(): void {
    dataTimer.clear();
    if (!due.data) return;
    due.data = false;
    const { account, follows, history } = store.state;
    if (!account) return;
    // An address that was mistyped has nothing to keep: what another account has kept is not given up for that.
    if (follows.size + history.size === 0 && !readData(account.address)) return;
    const document: StoredAccountData = {
      address: account.address,
      follows: [...follows.values()].map(({ kind, target, name }) => ({ kind, target, name })),
      history: [...history.values()],
    };
    save('account-data', document);
  }

  store.subscribe((changes) => {
    const touched = new Set(changes.map(nameOf));
    if (touched.has('settings') || touched.has('account')) saveSettings();
    if (touched.has('groups') || touched.has('contacts') || touched.has('list')) {
      due.list = true;
      listTimer.set(LIST_DELAY_MS, flushList);
    }
    if (touched.has('history') || changes.some(isWish)) {
      due.data = true;
      dataTimer.set(DATA_DELAY_MS, flushData);
    }
  });

  return {
    get kept() {
      return kept;
    },
    keep(more) {
      kept = { ...kept, ...more };
      saveSettings();
    },
    restore(address) {
      // The list is read again anyway; what only the disk knows is not lost in silence.
      const list = readFor<StoredList>(address, disk.load('cache').value, ['groups', 'contacts']);
      const kept = disk.load('account-data');
      const data = readFor<StoredAccountData>(address, kept.value, ['follows', 'history']);
      const unsettled = disk.load('journal');
      const journal = readFor<StoredJournal>(address, unsettled.value, ['edits']);
      if (kept.corrupt || unsettled.corrupt) {
        const what = unsettled.corrupt ? 'Changes of yours that were not sent yet' : 'What you follow and the history';
        const message = `${what} could not be read. The unreadable file was set aside.`;
        store.dispatch(set('notice', appError('settings.reset', message)));
      }
      if (list) store.dispatch({ type: 'listCached', groups: list.groups, contacts: list.contacts, asOf: list.asOf });
      for (const wish of data?.follows ?? []) {
        store.dispatch({ type: 'followPut', follow: { ...wish, status: 'waiting', until: null, error: null } });
      }
      if (data) store.dispatch({ type: 'historyAdded', entries: data.history });
      return journal?.edits ?? [];
    },
    saveJournal(edits) {
      const { account } = store.state;
      if (account) save('journal', { address: account.address, edits } satisfies StoredJournal);
    },
    forget() {
      for (const name of ['cache', 'account-data', 'journal']) disk.delete(name);
      due.list = due.data = false;
      listTimer.clear();
      dataTimer.clear();
    },
    flush() {
      flushList();
      flushData();
    },
  };
}

function nameOf(change: Change): keyof State {
  return 'slice' in change ? change.slice : change.table;
}

/** A wish came or went; how it stands on the server is not kept. */
function isWish(change: Change): boolean {
  return 'table' in change && change.table === 'follows' && (!change.before || !change.after);
}
