/**
 * Edits that went out, and of which nothing was read yet: an answer may be lost, or what an edit did be read late. What
 * they wished is the user's own when it comes, and nobody is notified of it.
 */
import type { Change, Edit, State } from '../store/state.ts';

/**
 * Takes note of a step of the store and answers with the edits that may have led to it, besides those on their way.
 * Called with each step, once.
 * @param state the state after the step
 * @param isFirst the first reading after a start: what waits may have been on its way when the app went
 */
export type SentEdits = (changes: readonly Change[], state: State, isFirst: boolean) => Edit[];

/** None has gone out yet. */
export function createSentEdits(): SentEdits {
  const waiting = new Map<string, Edit>();
  const settled = new Map<string, Edit>();

  function follow(change: Change): void {
    if (!('table' in change) || change.table !== 'edits') return;
    const { key, after } = change;
    if (after?.status === 'pending') {
      waiting.set(key, after);
      settled.delete(key);
      return;
    }
    const edit = waiting.get(key);
    if (!edit || after?.status === 'waiting') return;
    waiting.delete(key);
    settled.set(key, edit);
  }

  return (changes, state, isFirst) => {
    changes.forEach(follow);
    if (settled.size > 0) {
      // What was told once is not claimed again: somebody else may do the same.
      for (const { editId } of state.history.values()) if (editId !== null) settled.delete(editId);
    }
    const sent = [...waiting.values(), ...settled.values()];
    // Then it came, or never will.
    if (changes.some(isWholeReading)) settled.clear();
    if (changes.some(isOtherList)) [waiting, settled].forEach((edits) => edits.clear());
    return isFirst ? [...sent, ...[...state.edits.values()].filter(({ status }) => status === 'waiting')] : sent;
  };
}

/** The account is another one: what was wished in the one before it says nothing here. */
function isOtherList(change: Change): boolean {
  return 'slice' in change && change.slice === 'list' && change.after.state === 'none';
}

function isWholeReading(change: Change): boolean {
  if (!('slice' in change) || change.slice !== 'list') return false;
  return change.after.state === 'current' && change.after.asOf !== change.before.asOf;
}
