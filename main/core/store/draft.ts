/** Collects changes against a state without touching it, dropping those that change nothing. */
import type { Change, SliceName, Slices, State, TableChange, TableName, Tables } from './state.ts';

/** True when two plain JSON values are equal by content. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  for (const key of keys) {
    if (!sameValue((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key])) return false;
  }
  return true;
}

/** A set of changes in the making: reads see what was put before. */
export class Draft {
  readonly #state: State;
  readonly #rows = new Map<TableName, Map<string, TableChange>>();
  readonly #slices = new Map<SliceName, Change>();

  constructor(state: State) {
    this.#state = state;
  }

  get<T extends TableName>(table: T, key: string): Tables[T] | null {
    const changed = this.#rows.get(table)?.get(key);
    if (changed) return changed.after as Tables[T] | null;
    return this.#original(table, key);
  }

  /** The table's keys as they stand in the draft. */
  keys(table: TableName): string[] {
    const keys = new Set(this.#state[table].keys());
    for (const change of this.#rows.get(table)?.values() ?? []) {
      if (change.after === null) keys.delete(change.key);
      else keys.add(change.key);
    }
    return [...keys];
  }

  put<T extends TableName>(table: T, key: string, after: Tables[T]): void {
    const before = this.#original(table, key);
    // The original object is kept where the content is the same, so that identity tells "unchanged".
    this.#record({ table, key, before, after: sameValue(before, after) ? before : after } as TableChange);
  }

  delete(table: TableName, key: string): void {
    this.#record({ table, key, before: this.#original(table, key), after: null } as TableChange);
  }

  slice<S extends SliceName>(name: S): Slices[S] {
    const changed = this.#slices.get(name);
    return changed && 'slice' in changed ? (changed.after as Slices[S]) : this.#state[name];
  }

  set<S extends SliceName>(name: S, after: Slices[S]): void {
    const before = this.#state[name];
    if (sameValue(before, after)) this.#slices.delete(name);
    else this.#slices.set(name, { slice: name, before, after } as unknown as Change);
  }

  /** What changed, net: table after table, each in the order of first touch, and then the slices. */
  changes(): Change[] {
    const changes: Change[] = [];
    for (const rows of this.#rows.values()) for (const change of rows.values()) changes.push(change);
    for (const change of this.#slices.values()) changes.push(change);
    return changes;
  }

  #original<T extends TableName>(table: T, key: string): Tables[T] | null {
    const rows = this.#state[table] as ReadonlyMap<string, Tables[T]>;
    return rows.get(key) ?? null;
  }

  #record(change: TableChange): void {
    const { table, key, before, after } = change;
    const rows = this.#rows.get(table);
    if (before === after) rows?.delete(key);
    else if (rows) rows.set(key, change);
    else this.#rows.set(table, new Map([[key, change]]));
  }
}
