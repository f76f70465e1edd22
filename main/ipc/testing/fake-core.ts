/** For tests: a core with a bare store and commands that only note their calls. */
import type { Core, CoreCommands, StoreListener } from '../../core/core.ts';
import type { Clock, Logger } from '../../core/ports.ts';
import { ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import type { Change, SliceName, Slices, TableName, Tables } from '../../core/store/state.ts';
import { COMMANDS } from '../../../preload/contract/channels.ts';

type TableMaps = { [T in TableName]: Map<string, Tables[T]> };
type MutableState = { revision: number } & TableMaps & Slices;

export interface FakeCore {
  core: Core;
  /** Names and inputs of the commands called so far. */
  calls: { command: string; input: unknown }[];
  /** What the next calls of a command answer; by default an id. */
  answers: Map<string, () => Promise<Result<unknown>>>;
  /** Puts a row, or removes it with null; several steps in one `change` are one revision. */
  change(step: (set: Setters) => void): void;
}

export interface Setters {
  row<T extends TableName>(table: T, key: string, value: Tables[T] | null): void;
  slice<S extends SliceName>(slice: S, value: Slices[S]): void;
}

export function emptyState(): MutableState {
  return {
    revision: 0,
    groups: new Map(),
    contacts: new Map(),
    presence: new Map(),
    phones: new Map(),
    follows: new Map(),
    edits: new Map(),
    history: new Map(),
    connection: { phase: 'signedOut', error: null },
    account: null,
    accounts: [],
    signIn: { offered: null, waitingFor: null },
    trace: [],
    me: null,
    phonesAccess: { state: 'unknown', error: null, asOf: null },
    list: { state: 'none', asOf: null, readOnly: null },
    jobs: [],
    followLimits: { contacts: null, groups: null },
    sharingConfirmed: [],
    settings: {
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
    },
    hostSettings: [],
    policy: { managed: [], server: null, problems: [] },
    notice: null,
    update: { phase: 'off' },
    recentErrors: [],
  };
}

export function createFakeCore(): FakeCore {
  const state = emptyState();
  const listeners = new Set<StoreListener>();
  const calls: FakeCore['calls'] = [];
  const answers: FakeCore['answers'] = new Map();
  const commands = Object.fromEntries(
    COMMANDS.filter((name) => name !== 'state.snapshot').map((command) => [
      command,
      (input: unknown) => {
        calls.push({ command, input });
        return answers.get(command)?.() ?? Promise.resolve(ok('edit-1'));
      },
    ]),
  ) as unknown as CoreCommands;

  function change(step: (set: Setters) => void): void {
    const changes: Change[] = [];
    step({
      row(table, key, after) {
        const rows = state[table] as Map<string, typeof after>;
        changes.push({ table, key, before: rows.get(key) ?? null, after } as Change);
        if (after === null) rows.delete(key);
        else rows.set(key, after);
      },
      slice(slice, after) {
        changes.push({ slice, before: state[slice], after } as Change);
        Object.assign(state, { [slice]: after });
      },
    });
    state.revision += 1;
    for (const listener of listeners) listener(changes, state.revision);
  }

  function listen(listener: StoreListener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return {
    core: {
      store: {
        state: state,
        subscribe: listen,
        subscribeTo: (parts, listener) =>
          listen((changes, revision) => {
            const isTold = changes.some((change) => parts.includes('slice' in change ? change.slice : change.table));
            if (isTold) listener(changes, revision);
          }),
      },
      commands,
      start: () => Promise.resolve(),
      changePolicy: (policy) => void calls.push({ command: 'changePolicy', input: policy }),
      tellNoTray: () => void calls.push({ command: 'tellNoTray', input: null }),
      stop: () => Promise.resolve(),
    },
    calls,
    answers,
    change,
  };
}

/** A clock that stands still until `advance` moves it. */
export function createDrivenClock(
  start = 1_700_000_000_000,
): Clock & { advance(ms: number): void; jump(ms: number): void } {
  let now = start;
  let elapsed = 0;
  let next = 0;
  const timers = new Map<number, { at: number; callback: () => void }>();
  return {
    now: () => now,
    random: () => 0.5,
    uuid: () => `00000000-0000-4000-8000-${String(++next).padStart(12, '0')}`,
    setTimer(ms, callback) {
      const id = ++next;
      timers.set(id, { at: elapsed + ms, callback });
      return () => timers.delete(id);
    },
    /** Lets time pass and runs what falls due, in order. */
    advance(ms) {
      const until = elapsed + ms;
      for (;;) {
        const due = [...timers].filter(([, timer]) => timer.at <= until).sort((a, b) => a[1].at - b[1].at)[0];
        if (due === undefined) break;
        const [id, timer] = due;
        timers.delete(id);
        now += timer.at - elapsed;
        elapsed = timer.at;
        timer.callback();
      }
      now += until - elapsed;
      elapsed = until;
    },
    /** Moves the wall clock alone, as sleep or a user does. */
    jump(ms) {
      now += ms;
    },
  };
}

/** Keeps what was logged. */
export function createMemoryLogger(): Logger & { lines: { level: string; message: string; fields: unknown }[] } {
  const lines: { level: string; message: string; fields: unknown }[] = [];
  return { lines, log: (level, message, fields) => void lines.push({ level, message, fields }) };
}
