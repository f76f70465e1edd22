/** Which rows of a long list are worth rendering. Pure; all lengths in CSS pixels. */
import type { Row } from './rows.ts';

/** Row heights in rem; styles/tokens.css has the same ones. */
const REMS: Record<Row['type'], number> = { group: 2.75, newGroup: 2.75, contact: 3.25, empty: 2.25 };
/** Up to here every row is rendered; beyond, only those near the view, which are hardly more. */
const ALL_UP_TO = 20;

export interface Placed {
  row: Row;
  index: number;
  /** Empty space before this row, left by rows that are not rendered. */
  gap: number;
}

export interface Layout {
  /** Where each row starts; one more entry at the end holds the total height. */
  offsets: number[];
  windowed: boolean;
}

/** Places all rows; `rem` is the root font size. */
export function layOut(rows: readonly Row[], rem: number): Layout {
  const offsets = [0];
  for (const row of rows) offsets.push((offsets.at(-1) ?? 0) + REMS[row.type] * rem);
  return { offsets, windowed: rows.length > ALL_UP_TO };
}

/**
 * The rows to render for a view from `top` to `bottom`: those in it, some around it, and the active one, so that the
 * focus is never lost by scrolling. `rest` is the empty space after the last.
 */
export function placedRows(
  rows: readonly Row[],
  { offsets, windowed }: Layout,
  view: { top: number; bottom: number },
  active: number,
): { placed: Placed[]; rest: number } {
  const start = (index: number) => offsets[index] ?? 0;
  const total = start(rows.length);
  if (!windowed) return { placed: rows.map((row, index) => ({ row, index, gap: 0 })), rest: 0 };
  const around = (view.bottom - view.top) / 2;
  const first = indexAt(offsets, view.top - around);
  const last = Math.min(indexAt(offsets, view.bottom + around), rows.length - 1);
  const indices: number[] = [];
  if (active >= 0 && active < first) indices.push(active);
  for (let index = first; index <= last; index++) indices.push(index);
  if (active > last && active < rows.length) indices.push(active);
  let end = 0;
  const placed: Placed[] = [];
  for (const index of indices) {
    const row = rows[index];
    if (row === undefined) continue;
    placed.push({ row, index, gap: start(index) - end });
    end = start(index + 1);
  }
  return { placed, rest: total - end };
}

/** How many rows of people a key goes on by that turns a page: one less than fit, so that the last is the next first. */
export function rowsOfPage(height: number, rem: number): number {
  return Math.max(1, Math.floor(height / (REMS.contact * rem)) - 1);
}

/** Ids of the groups that are open and of which a row lies between `top` and `bottom`. */
export function groupsInView(
  rows: readonly Row[],
  { offsets }: Layout,
  view: { top: number; bottom: number },
): string[] {
  const last = indexAt(offsets, view.bottom);
  const ids = new Set<string>();
  for (let index = indexAt(offsets, view.top); index <= last; index++) {
    const row = rows[index];
    if (row?.type === 'group' && row.open) ids.add(row.group.id);
    else if (row?.type === 'contact') ids.add(row.groupId);
  }
  return [...ids];
}

/** The row that covers an offset: the last one that starts at or before it. */
export function indexAt(offsets: readonly number[], offset: number): number {
  let low = 0;
  let high = Math.max(0, offsets.length - 2);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((offsets[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
