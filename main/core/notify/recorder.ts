/**
 * Watches the store, writes the history and hands what it found to the announcer. It knows no event of the wire: what it
 * tells is the difference between what was shown and what is shown now, so a re-read after an outage tells nothing twice.
 */
import type { Cancel, Clock } from '../ports.ts';
import type { Change, ListStatus } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import type { Announcer } from './announcer.ts';
import { groupChanges } from './group-changes.ts';
import { entriesOf, restated, summaryOf, withoutAftermath } from './recorder-entries.ts';
import { createSentEdits } from './sent-edits.ts';

export interface RecorderDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly announcer: Pick<Announcer, 'changed'>;
}

/** Starts recording; returns a function that stops. */
export function startRecorder({ store, clock, announcer }: RecorderDeps): Cancel {
  const sentEdits = createSentEdits();
  let counter = 0;

  function nextId(now: number): string {
    counter += 1;
    return `${String(now).padStart(15, '0')}-${String(counter).padStart(6, '0')}-${clock.uuid().slice(0, 8)}`;
  }

  return store.subscribeTo(['groups', 'contacts', 'list', 'history', 'edits'], (changes) => {
    const state = store.state;
    const entries = restated(changes, state);
    if (entries.length > 0) store.dispatch({ type: 'historyAdded', entries });
    const first = firstReading(changes);
    const sent = sentEdits(changes, state, first !== null);
    if (first?.state === 'none') return;
    const now = clock.now();
    const stamp = { at: now, nextId: () => nextId(now) };
    const found = withoutAftermath(groupChanges(changes, state, sent), state, now, first?.asOf ?? null);
    if (found.length === 0) return;
    if (first) {
      store.dispatch({ type: 'historyAdded', entries: [summaryOf(found, stamp)] });
      return;
    }
    store.dispatch({ type: 'historyAdded', entries: entriesOf(found, changes, state, stamp) });
    announcer.changed(found);
  });
}

/** The list before the step that first brought the server's; null for every later step. */
function firstReading(changes: readonly Change[]): Pick<ListStatus, 'state' | 'asOf'> | null {
  for (const change of changes) {
    if (!('slice' in change) || change.slice !== 'list') continue;
    const { before, after } = change;
    if (after.state === 'cached' || after.state === 'none') return { state: 'none', asOf: null };
    if (before.state === 'none' || before.state === 'cached') return before;
  }
  return null;
}
