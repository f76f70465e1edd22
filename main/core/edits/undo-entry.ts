/** Undoing what a history entry tells: ordinary edits, journalled like any other. */
import { appError, fail, ok, type Result } from '../result.ts';
import type { HistoryEntry, KeptForUndo } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import type { Edits } from './edits.ts';
import { undoStateOf, undoWish } from './undo.ts';

const NOTHING_KEPT: KeptForUndo = { fromId: null, people: null, undone: false };

/** Undoes an entry and those of the same edit, the latest first. Answers with the ids of the edits. */
export function undoEntry(id: string, store: Store, edits: Pick<Edits, 'add'>): Result<string[]> {
  const { history } = store.state;
  const asked = history.get(id);
  if (!asked) return refuse('This entry is not in the history any more.');
  const together = [...history.values()]
    .filter((entry) => entry === asked || (asked.editId !== null && entry.editId === asked.editId))
    .sort((a, b) => (a.id < b.id ? 1 : -1));
  const ids: string[] = [];
  for (const entry of together) {
    // As things stand after the edits for the entries before.
    const wish = undoStateOf(entry, store.state) === 'possible' ? undoWish(entry, store.state) : null;
    if (!wish) continue;
    const undone: HistoryEntry = { ...entry, kept: { ...(entry.kept ?? NOTHING_KEPT), undone: true } };
    store.dispatch({ type: 'historyAdded', entries: [undone] });
    ids.push(edits.add(wish, entry.id));
  }
  return ids.length > 0 ? ok(ids) : refuse('This cannot be undone any more.');
}

function refuse(message: string): Result<never> {
  return fail(appError('edit.noLongerPossible', message));
}
