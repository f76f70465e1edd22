/** The keyboard of an ARIA tree: what a key means at a row. Pure. */
import { plain } from '../../state/plain.ts';
import type { Row } from './rows.ts';

export type TreeAction =
  | { do: 'focus'; index: number }
  | { do: 'openAll' }
  | { do: 'open' | 'close' | 'toggle' | 'show' | 'rename' | 'delete' | 'menu'; index: number };

export interface Key {
  key: string;
  shiftKey: boolean;
}

const isItem = (row: Row | undefined) => row !== undefined && row.type !== 'empty';

/** The nearest item from `from` in steps of `step`, or -1. */
export function nextItem(rows: readonly Row[], from: number, step: 1 | -1): number {
  for (let i = from; i >= 0 && i < rows.length; i += step) if (isItem(rows[i])) return i;
  return -1;
}

/** The group above a contact's row. */
export function parentOf(rows: readonly Row[], index: number): number {
  for (let i = index - 1; i >= 0; i--) if (rows[i]?.type === 'group') return i;
  return -1;
}

/** The item that a page's length away is, `rowsOfPage` rows on or back: the last or first where there are fewer. */
function pageFrom(rows: readonly Row[], at: number, rowsOfPage: number): number {
  const index = Math.max(0, Math.min(at + rowsOfPage, rows.length - 1));
  const back = nextItem(rows, index, -1);
  return back < 0 ? nextItem(rows, index, 1) : back;
}

/**
 * What a key does at row `at`; null: nothing, the key is not ours. Type-ahead is apart (`typeAhead`). `rowsOfPage`: how
 * many rows are in view.
 */
export function treeAction(
  rows: readonly Row[],
  at: number,
  { key, shiftKey }: Key,
  rowsOfPage: number,
): TreeAction | null {
  const row = rows[at];
  if (row === undefined) return null;
  const to = (index: number): TreeAction | null => (index < 0 ? null : { do: 'focus', index });
  switch (key) {
    case 'ArrowDown':
      return to(nextItem(rows, at + 1, 1));
    case 'ArrowUp':
      return to(nextItem(rows, at - 1, -1));
    case 'Home':
      return to(nextItem(rows, 0, 1));
    case 'End':
      return to(nextItem(rows, rows.length - 1, -1));
    case 'PageDown':
      return to(pageFrom(rows, at, rowsOfPage));
    case 'PageUp':
      return to(pageFrom(rows, at, -rowsOfPage));
    case '*':
      return { do: 'openAll' };
    case 'ArrowRight':
      if (row.type !== 'group') return null;
      if (!row.open) return { do: 'open', index: at };
      return rows[at + 1]?.type === 'contact' ? to(at + 1) : null;
    case 'ArrowLeft':
      if (row.type === 'group') return row.open ? { do: 'close', index: at } : null;
      return row.type === 'contact' ? to(parentOf(rows, at)) : null;
    case 'Enter':
    case ' ':
      return { do: row.type === 'group' ? 'toggle' : 'show', index: at };
    case 'F2':
      return { do: 'rename', index: at };
    case 'Delete':
      return { do: 'delete', index: at };
    case 'ContextMenu':
      return { do: 'menu', index: at };
    case 'F10':
      return shiftKey ? { do: 'menu', index: at } : null;
    default:
      return null;
  }
}

/** What a key means for people between groups: cut, copy, paste as everywhere, and Escape to give it up. */
export function carryKey({
  key,
  ctrlKey,
  metaKey,
  altKey,
  shiftKey,
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>):
  'cut' | 'copy' | 'paste' | 'letGo' | null {
  if (altKey || shiftKey) return null;
  if (!(ctrlKey || metaKey)) return key === 'Escape' ? 'letGo' : null;
  if (key === 'x') return 'cut';
  if (key === 'c') return 'copy';
  return key === 'v' ? 'paste' : null;
}

/**
 * The next item whose name starts with what was typed, searching on from `at` and round; -1: none. One letter again and
 * again goes from one of its names to the next, unless a name starts like that.
 */
export function typeAhead(rows: readonly Row[], at: number, typed: string, nameOf: (row: Row) => string): number {
  const wanted = plain(typed);
  const from = typed.length > 1 ? at : at + 1;
  for (let step = 0; step < rows.length; step++) {
    const index = (from + step) % rows.length;
    const row = rows[index];
    if (row !== undefined && isItem(row) && plain(nameOf(row)).startsWith(wanted)) return index;
  }
  const [letter = '', ...more] = typed;
  return more.length > 0 && more.every((one) => one === letter) ? typeAhead(rows, at, letter, nameOf) : -1;
}
