/**
 * The window's copy of main's store: loaded from a snapshot, led on by patches, never written by anything else.
 * Each table is a reactive map, so a patch wakes only what shows the rows it names.
 */
import { SvelteMap } from 'svelte/reactivity';
import type { Patch, PatchOp, Slices, Snapshot, TableName, Tables } from '../../preload/contract/state.ts';
import { GroupIndex } from './group-index.svelte.ts';
import { same } from './same.ts';

const TABLES: TableName[] = ['groups', 'contacts', 'presence', 'phones', 'follows', 'edits', 'history'];

const NO_SETTINGS: Slices['settings'] = {
  theme: 'system',
  notifyGroupChanges: true,
  notifyPresence: false,
  pausedUntil: null,
  mutedGroups: [],
  startAtLogin: false,
  publishPresence: false,
  openSipLinks: false,
  language: 'system',
  logLevel: 'info',
  zoom: 1,
};

export class Mirror {
  /** The revision this mirror is at. */
  revision = 0;
  /** A snapshot was loaded. */
  ready = $state(false);

  readonly groups = new SvelteMap<string, Tables['groups']>();
  readonly contacts = new SvelteMap<string, Tables['contacts']>();
  readonly presence = new SvelteMap<string, Tables['presence']>();
  readonly phones = new SvelteMap<string, Tables['phones']>();
  readonly follows = new SvelteMap<string, Tables['follows']>();
  readonly edits = new SvelteMap<string, Tables['edits']>();
  readonly history = new SvelteMap<string, Tables['history']>();

  connection = $state.raw<Slices['connection']>({ phase: 'signedOut', error: null });
  account = $state.raw<Slices['account']>(null);
  accounts = $state.raw<Slices['accounts']>([]);
  signIn = $state.raw<Slices['signIn']>({ offered: null, waitingFor: null });
  trace = $state.raw<Slices['trace']>([]);
  me = $state.raw<Slices['me']>(null);
  phonesAccess = $state.raw<Slices['phonesAccess']>({ state: 'unknown', error: null, asOf: null });
  list = $state.raw<Slices['list']>({ state: 'none', asOf: null, readOnly: null });
  jobs = $state.raw<Slices['jobs']>([]);
  followLimits = $state.raw<Slices['followLimits']>({ contacts: null, groups: null });
  sharingConfirmed = $state.raw<Slices['sharingConfirmed']>([]);
  settings = $state.raw<Slices['settings']>(NO_SETTINGS);
  hostSettings = $state.raw<Slices['hostSettings']>([]);
  policy = $state.raw<Slices['policy']>({ managed: [], server: null, problems: [] });
  notice = $state.raw<Slices['notice']>(null);
  update = $state.raw<Slices['update']>({ phase: 'off' });
  recentErrors = $state.raw<Slices['recentErrors']>([]);

  /** Members and counts of groups, derived from contacts and presence. */
  readonly index: GroupIndex;

  /** `compare` orders people's names within a group. */
  constructor(compare: (a: string, b: string) => number) {
    this.index = new GroupIndex(compare);
  }

  /** Becomes what the snapshot says; rows that are alike stay untouched. */
  load(snapshot: Snapshot): void {
    for (const table of TABLES) this.#loadTable(table, snapshot[table]);
    this.#setSlice('connection', snapshot.connection);
    this.#setSlice('account', snapshot.account);
    this.#setSlice('accounts', snapshot.accounts);
    this.#setSlice('signIn', snapshot.signIn);
    this.#setSlice('trace', snapshot.trace);
    this.#setSlice('me', snapshot.me);
    this.#setSlice('phonesAccess', snapshot.phonesAccess);
    this.#setSlice('list', snapshot.list);
    this.#setSlice('jobs', snapshot.jobs);
    this.#setSlice('followLimits', snapshot.followLimits);
    this.#setSlice('sharingConfirmed', snapshot.sharingConfirmed);
    this.#setSlice('settings', snapshot.settings);
    this.#setSlice('hostSettings', snapshot.hostSettings);
    this.#setSlice('policy', snapshot.policy);
    this.#setSlice('notice', snapshot.notice);
    this.#setSlice('update', snapshot.update);
    this.#setSlice('recentErrors', snapshot.recentErrors);
    this.index.flush();
    this.revision = snapshot.revision;
    this.ready = true;
  }

  /** Follows a patch. False, and nothing done, when it does not start at this revision or names a row that is not there. */
  apply(patch: Patch): boolean {
    if (!this.ready || patch.from !== this.revision || !this.#fits(patch.ops)) return false;
    for (const op of patch.ops) this.#applyOp(op);
    this.index.flush();
    this.revision = patch.to;
    return true;
  }

  /** A merge needs its row: there already, or put earlier in the same patch and not deleted since. */
  #fits(ops: readonly PatchOp[]): boolean {
    const changed = new Map<string, boolean>();
    for (const op of ops) {
      if (op[0] === 'set') continue;
      const id = `${op[1]} ${op[2]}`;
      if (op[0] !== 'merge') changed.set(id, op[0] === 'put');
      else if (!(changed.get(id) ?? this[op[1]].has(op[2]))) return false;
    }
    return true;
  }

  #applyOp(op: PatchOp): void {
    switch (op[0]) {
      case 'put':
        return this.#put(op[1], op[2], op[3]);
      case 'merge': {
        const before = this.#table(op[1]).get(op[2]);
        return before && this.#put(op[1], op[2], { ...before, ...op[3] } as Tables[TableName]);
      }
      case 'delete':
        return this.#delete(op[1], op[2]);
      case 'set':
        return this.#setSlice(op[1], op[2]);
    }
  }

  #loadTable<T extends TableName>(table: T, rows: Record<string, Tables[T]>): void {
    for (const key of [...this.#table(table).keys()]) if (!Object.hasOwn(rows, key)) this.#delete(table, key);
    for (const [key, row] of Object.entries(rows)) this.#put(table, key, row);
  }

  #put<T extends TableName>(table: T, key: string, row: Tables[T]): void {
    const rows = this.#table(table);
    if (this.ready && same(rows.get(key), row)) return;
    rows.set(key, row);
    if (table === 'contacts') this.index.setContact(key, row as Tables['contacts']);
    if (table === 'presence') this.index.setPresence(key, row as Tables['presence']);
  }

  #delete(table: TableName, key: string): void {
    this.#table(table).delete(key);
    if (table === 'contacts') this.index.setContact(key, undefined);
    if (table === 'presence') this.index.setPresence(key, undefined);
  }

  #setSlice<S extends keyof Slices>(slice: S, value: Slices[S]): void {
    if (!same(this[slice], value)) (this as Slices)[slice] = value;
  }

  #table<T extends TableName>(table: T): Map<string, Tables[T]> {
    return this[table] as unknown as Map<string, Tables[T]>;
  }
}
