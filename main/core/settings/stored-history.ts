/** History entries as they lie on the disk, those of older versions included. Pure. */
import type { HistoryChange, HistoryEntry, KeptForUndo, Person } from '../store/state.ts';

/** What an entry may look like on the disk. */
export type StoredEntry = Omit<HistoryEntry, 'changes' | 'editId' | 'kept' | 'undo'> & {
  /** Missing in what a version wrote that put a summary into words at once: they are in `details`, and stay. */
  readonly changes?: unknown;
  readonly editId?: unknown;
  readonly kept?: unknown;
};

/** The entry; how its undoing stands is found out from the list. */
export function readEntry(stored: StoredEntry): HistoryEntry {
  const { changes, editId, kept } = stored;
  return {
    ...stored,
    changes: Array.isArray(changes) ? (changes as unknown[]).filter(isChange) : [],
    editId: typeof editId === 'string' ? editId : null,
    kept: readKept(kept),
    undo: 'unknown',
  };
}

function readKept(value: unknown): KeptForUndo | null {
  if (typeof value !== 'object' || value === null) return null;
  const { fromId, people, orphans, undone } = value as Record<string, unknown>;
  return {
    fromId: typeof fromId === 'string' ? fromId : null,
    people: Array.isArray(people) ? (people as unknown[]).filter(isPerson) : null,
    ...(Array.isArray(orphans) && { orphans: (orphans as unknown[]).filter((one) => typeof one === 'string') }),
    undone: undone === true,
  };
}

const KINDS: readonly unknown[] = [
  'groupAdded',
  'groupRenamed',
  'groupDeleted',
  'contactAdded',
  'contactRemoved',
  'contactMoved',
] satisfies HistoryChange['kind'][];

function isChange(value: unknown): value is HistoryChange {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, by, groupName, from, contactName } = value as Record<string, unknown>;
  return (
    KINDS.includes(kind) &&
    (by === 'me' || by === 'other') &&
    typeof groupName === 'string' &&
    isTextOrNull(from) &&
    isTextOrNull(contactName)
  );
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isPerson(value: unknown): value is Person {
  if (typeof value !== 'object' || value === null) return false;
  const { address, name } = value as Record<string, unknown>;
  return typeof address === 'string' && typeof name === 'string';
}
