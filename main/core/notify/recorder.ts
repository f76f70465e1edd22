/**
 * Watches the store, writes the history and shows notifications. It knows no event of the wire: what it tells is the
 * difference between what was shown and what is shown now, so a re-read after an outage tells nothing twice.
 */
import type { Clock, Notifier } from '../ports.ts';
import type { Change, HistoryEntry, State } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import { createTimer } from '../timing/timer.ts';
import { decideNotifications, isPaused } from './decide.ts';
import { groupChanges, type GroupChange } from './group-changes.ts';
import { presenceSentence, sentence } from './words.ts';

/** Changes within this time are looked at together, so that a burst becomes one notification. */
const GATHER_MS = 400;
/** How many changes a summary spells out. */
const SUMMARY_DETAILS = 20;

/** Starts recording; returns a function that stops. */
export function startRecorder(store: Store, clock: Clock, notifier: Notifier): () => void {
  const timer = createTimer(clock);
  let gathered: GroupChange[] = [];
  let counter = 0;

  function nextId(now: number): string {
    counter += 1;
    return `${String(now).padStart(15, '0')}-${String(counter).padStart(6, '0')}-${clock.uuid().slice(0, 8)}`;
  }

  function flush(): void {
    const changes = gathered;
    gathered = [];
    for (const spec of decideNotifications(changes, store.state.settings, clock.now())) notifier.show(spec);
  }

  const unsubscribe = store.subscribe((changes) => {
    const state = store.state;
    notifyPresence(changes, state);
    const first = firstReading(changes);
    if (first === 'none') return;
    const found = groupChanges(changes, state);
    if (found.length === 0) return;
    const now = clock.now();
    if (first === 'cached') {
      store.dispatch({ type: 'historyAdded', entries: [summary(found, now, nextId(now))] });
      return;
    }
    store.dispatch({ type: 'historyAdded', entries: found.map((change) => entryOf(change, now, nextId(now))) });
    if (gathered.length === 0) timer.set(GATHER_MS, flush);
    gathered.push(...found);
  });

  function notifyPresence(changes: readonly Change[], state: State): void {
    if (!state.settings.notifyPresence || isPaused(state.settings, clock.now())) return;
    for (const change of changes) {
      if (!('table' in change) || change.table !== 'presence' || !change.before || !change.after) continue;
      const { before, after } = change;
      if (!before.live || before.asOf === 0 || before.availability === after.availability) continue;
      if (!state.follows.has(`contact:${change.key}`)) continue;
      const name = state.contacts.get(change.key)?.name ?? change.key;
      const body = presenceSentence(name, after.availability);
      notifier.show({ tag: `presence ${change.key}`, title: name, body, groupId: null });
    }
  }

  return () => {
    unsubscribe();
    timer.clear();
  };
}

/** What was shown before the step that first brought the server's list; null for every later step. */
function firstReading(changes: readonly Change[]): 'none' | 'cached' | null {
  for (const change of changes) {
    if (!('slice' in change) || change.slice !== 'list') continue;
    const { before, after } = change;
    if (after.state === 'cached' || after.state === 'none') return 'none';
    if (before.state === 'none' || before.state === 'cached') return before.state;
  }
  return null;
}

function entryOf(change: GroupChange, at: number, id: string): HistoryEntry {
  return {
    id,
    at,
    kind: change.kind,
    by: change.by,
    groupId: change.groupId,
    groupName: change.groupName,
    from: 'from' in change ? change.from : null,
    address: 'address' in change ? change.address : null,
    contactName: 'address' in change ? change.contactName : null,
    count: 1,
    details: [],
  };
}

function summary(changes: readonly GroupChange[], at: number, id: string): HistoryEntry {
  return {
    id,
    at,
    kind: 'whileAway',
    by: 'other',
    groupId: null,
    groupName: null,
    from: null,
    address: null,
    contactName: null,
    count: changes.length,
    details: changes.slice(0, SUMMARY_DETAILS).map(sentence),
  };
}
