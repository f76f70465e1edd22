/** History entries as they lie on the disk, those of versions that could undo nothing included. Pure. */
import type { HistoryEntry, KeptForUndo, Person } from '../store/state.ts';

/** What an entry may look like on the disk. */
export type StoredEntry = Omit<HistoryEntry, 'editId' | 'kept' | 'undo'> & {
  readonly editId?: unknown;
  readonly kept?: unknown;
};

/** The entry; how its undoing stands is found out from the list. */
export function readEntry(stored: StoredEntry): HistoryEntry {
  const { editId, kept } = stored;
  return { ...stored, editId: typeof editId === 'string' ? editId : null, kept: readKept(kept), undo: 'unknown' };
}

function readKept(value: unknown): KeptForUndo | null {
  if (typeof value !== 'object' || value === null) return null;
  const { fromId, people, undone } = value as Record<string, unknown>;
  return {
    fromId: typeof fromId === 'string' ? fromId : null,
    people: Array.isArray(people) ? (people as unknown[]).filter(isPerson) : null,
    undone: undone === true,
  };
}

function isPerson(value: unknown): value is Person {
  if (typeof value !== 'object' || value === null) return false;
  const { address, name } = value as Record<string, unknown>;
  return typeof address === 'string' && typeof name === 'string';
}
