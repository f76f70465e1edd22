/**
 * People of one group who are selected together, to be moved, removed or followed at once. A person may be in several
 * groups; they are selected in the one where that was said. What is not shown is not selected.
 */
import { SvelteSet } from 'svelte/reactivity';
import type { ContactRow, Row } from './rows.ts';

/** Somebody in a group. */
type Place = Pick<ContactRow, 'groupId' | 'address'>;

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Nothing is on its way for them, so that something can be wished. */
const isPerson = (row: Row | undefined): row is ContactRow => row?.type === 'contact' && row.mark === null;

export class Selection {
  readonly #addresses = new SvelteSet<string>();
  #groupId = $state<string | null>(null);
  /** Where a stretch begins. */
  #anchor: string | null = null;

  /** The rows of those selected, of all rows. */
  of(rows: readonly Row[]): ContactRow[] {
    return this.#groupId === null ? [] : rows.filter(isPerson).filter((row) => this.has(row));
  }

  has({ groupId, address }: Place): boolean {
    return groupId === this.#groupId && this.#addresses.has(address);
  }

  /** Selects one more, or one less; in another group it begins anew. */
  toggle(row: Place): void {
    this.#startIn(row);
    this.#anchor = row.address;
    if (!this.#addresses.delete(row.address)) this.#addresses.add(row.address);
    if (this.#addresses.size === 0) this.clear();
  }

  /** Selects from where the stretch began, or from `from`, to the row at `to`, as far as that is in the same group. */
  stretch(rows: readonly Row[], from: number, to: number): void {
    const [first, last] = [rows[from], rows[to]];
    if (!isPerson(last)) return;
    this.#startIn(last);
    const people = rows.filter(isPerson).filter(({ groupId }) => groupId === last.groupId);
    const at = (address: string | null) => people.findIndex((row) => row.address === address);
    if (at(this.#anchor) < 0) this.#anchor = isPerson(first) && at(first.address) >= 0 ? first.address : last.address;
    const [a, b] = [at(this.#anchor), at(last.address)].sort((x, y) => x - y);
    this.#addresses.clear();
    for (const { address } of people.slice(a, (b ?? 0) + 1)) this.#addresses.add(address);
  }

  /** Selects everybody shown in the group of this row. */
  all(rows: readonly Row[], groupId: string): void {
    this.clear();
    for (const row of rows) {
      if (!isPerson(row) || row.groupId !== groupId) continue;
      this.#groupId = groupId;
      this.#addresses.add(row.address);
    }
  }

  clear(): void {
    this.#groupId = null;
    this.#anchor = null;
    this.#addresses.clear();
  }

  /** What a key does to it at the row `at`: the row that gets the focus; null where it means nothing here. */
  press(rows: readonly Row[], at: number, { key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): number | null {
    const row = rows[at];
    if (row === undefined || altKey) return null;
    const command = ctrlKey || metaKey;
    if (command && !shiftKey && key === 'a') {
      if (row.type !== 'newGroup') this.all(rows, row.type === 'group' ? row.group.id : row.groupId);
      return at;
    }
    if (command && !shiftKey && key === ' ' && isPerson(row)) {
      this.toggle(row);
      return at;
    }
    if (!shiftKey || command || (key !== 'ArrowDown' && key !== 'ArrowUp')) return null;
    const to = at + (key === 'ArrowDown' ? 1 : -1);
    const next = rows[to];
    // A stretch ends with its group.
    if (!isPerson(row) || !isPerson(next) || next.groupId !== row.groupId) return at;
    this.stretch(rows, at, to);
    return to;
  }

  #startIn({ groupId }: Place): void {
    if (groupId === this.#groupId) return;
    this.clear();
    this.#groupId = groupId;
  }
}
