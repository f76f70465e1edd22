/**
 * Watches the store, writes the history and hands what it found to the announcer. It knows no event of the wire: what it
 * tells is the difference between what was shown and what is shown now, so a re-read after an outage tells nothing twice.
 */
import type { Cancel, Clock } from '../ports.ts';
import type { Change } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import type { Announcer } from './announcer.ts';
import { groupChanges } from './group-changes.ts';
import { entriesOf, restated, summaryOf, withoutAftermath } from './recorder-entries.ts';

export interface RecorderDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly announcer: Pick<Announcer, 'changed'>;
}

/** Starts recording; returns a function that stops. */
export function startRecorder({ store, clock, announcer }: RecorderDeps): Cancel {
  let counter = 0;

  function nextId(now: number): string {
    counter += 1;
    return `${String(now).padStart(15, '0')}-${String(counter).padStart(6, '0')}-${clock.uuid().slice(0, 8)}`;
  }

  return store.subscribe((changes) => {
    const state = store.state;
    const entries = restated(changes, state);
    if (entries.length > 0) store.dispatch({ type: 'historyAdded', entries });
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
    announcer.changed(found);
  });
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
