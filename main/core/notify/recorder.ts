/**
 * Watches the store, writes the history and shows notifications. It knows no event of the wire: what it tells is the
 * difference between what was shown and what is shown now, so a re-read after an outage tells nothing twice.
 */
import type { Clock, Notifier } from '../ports.ts';
import type { Change, State } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import { createTimer } from '../timing/timer.ts';
import { decideNotifications, isPaused } from './decide.ts';
import { groupChanges, type GroupChange } from './group-changes.ts';
import { entriesOf, restated, summaryOf, withoutAftermath } from './recorder-entries.ts';
import { presenceSentence } from './words.ts';

/** Changes within this time are looked at together, so that a burst becomes one notification. */
const GATHER_MS = 400;

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
    if (changes.some(concernsUndo)) {
      const entries = restated(state);
      if (entries.length > 0) store.dispatch({ type: 'historyAdded', entries });
    }
    notifyPresence(changes, state);
    const first = firstReading(changes);
    if (first === 'none') return;
    const now = clock.now();
    const stamp = { at: now, nextId: () => nextId(now) };
    const found = withoutAftermath(groupChanges(changes, state), state, now);
    if (found.length === 0) return;
    if (first === 'cached') {
      store.dispatch({ type: 'historyAdded', entries: [summaryOf(found, stamp)] });
      return;
    }
    store.dispatch({ type: 'historyAdded', entries: entriesOf(found, changes, state, stamp) });
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

/** May change whether something can be undone. */
function concernsUndo(change: Change): boolean {
  if ('slice' in change) return change.slice === 'list';
  return ['groups', 'contacts', 'edits', 'history'].includes(change.table);
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
