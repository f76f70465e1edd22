/** The single writer of the app's state (ARCHITECTURE section 2, points 4 and 5). */
import type { ReadableStore, StatePart, StoreListener } from '../core.ts';
import type { Logger } from '../ports.ts';
import type { Action } from './actions.ts';
import { reduce } from './reduce.ts';
import type { Change, SliceName, Slices, State, TableName, Tables } from './state.ts';

type MutableState = { revision: number } & { [T in TableName]: Map<string, Tables[T]> } & Slices;

/** The state before anything is known. */
export function emptyState(settings: Slices['settings']): State {
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
    settings,
    hostSettings: [],
    policy: { managed: [], server: null, problems: [] },
    notice: null,
    update: { phase: 'off' },
    recentErrors: [],
  };
}

export interface Store extends ReadableStore {
  /** Applies actions as one step: one revision, one call of each listener; nothing when nothing changes. */
  dispatch(...actions: Action[]): void;
}

interface Listening {
  readonly listener: StoreListener;
  /** Null: all. */
  readonly parts: readonly StatePart[] | null;
}

/** Which parts of the state the changes are of; few, whatever the number of changes. */
function partsOf(changes: readonly Change[]): readonly StatePart[] {
  const parts: StatePart[] = [];
  for (const change of changes) {
    const part = 'slice' in change ? change.slice : change.table;
    if (!parts.includes(part)) parts.push(part);
  }
  return parts;
}

/** Makes the store. Listeners that throw are logged and do not disturb the others. */
export function createStore(initial: State, logger: Logger): Store {
  const state = initial as MutableState;
  /** Replaced, never changed: who comes or goes during a step does not disturb it. */
  let listeners: readonly Listening[] = [];
  const queue: Action[][] = [];
  let dispatching = false;

  function listen(listening: Listening): () => void {
    listeners = [...listeners, listening];
    return () => {
      listeners = listeners.filter((one) => one !== listening);
    };
  }

  function apply(changes: readonly Change[]): void {
    for (const change of changes) {
      if ('slice' in change) {
        (state as Record<SliceName, unknown>)[change.slice] = change.after;
      } else {
        const rows = state[change.table] as Map<string, unknown>;
        if (change.after === null) rows.delete(change.key);
        else rows.set(change.key, change.after);
      }
    }
    state.revision += 1;
    const [touched, told] = [partsOf(changes), listeners];
    for (const listening of told) {
      const { listener, parts } = listening;
      if (parts !== null && !parts.some((part) => touched.includes(part))) continue;
      // One that stopped during this step is not told of it any more.
      if (listeners !== told && !listeners.includes(listening)) continue;
      try {
        listener(changes, state.revision);
      } catch (defect) {
        logger.log('error', 'a store listener failed', {
          defect: defect instanceof Error ? defect.message : 'unknown',
        });
      }
    }
  }

  return {
    state,
    subscribe: (listener) => listen({ listener, parts: null }),
    subscribeTo: (parts, listener) => listen({ listener, parts }),
    dispatch(...actions) {
      // A listener may dispatch: its actions come after all listeners have seen the present change.
      queue.push(actions);
      if (dispatching) return;
      dispatching = true;
      try {
        for (let step = queue.shift(); step; step = queue.shift()) {
          const changes = reduce(state, step);
          if (changes.length > 0) apply(changes);
        }
      } finally {
        dispatching = false;
      }
    },
  };
}
