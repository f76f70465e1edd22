/** Stands in for the preload script: holds a snapshot, pushes patches, notes every command. Knows no server. */
import type { RollcallApi } from '../../preload/contract/channels.ts';
import { COMMANDS, EVENTS } from '../../preload/contract/channels.ts';
import type { CommandName, Commands, EventName, Events } from '../../preload/contract/commands.ts';
import type { Envelope } from '../../preload/contract/errors.ts';
import type { HistoryEntry } from '../../preload/contract/history.ts';
import type { Edit, EditWish, PatchOp, Snapshot, TableName } from '../../preload/contract/state.ts';
import { entry, sampleDiagnostics } from './fixture.ts';

export interface Call {
  name: CommandName;
  input: unknown;
}

type Answer<C extends CommandName> = (input: Commands[C]['input']) => Promise<Envelope<Commands[C]['output']>>;

/** Commands that answer with the id of an edit. */
const EDITING = /^(groups|contacts\.(add|remove|move|removeFromAll)|phones\.set|me)/;

export class FakeApi {
  readonly api: RollcallApi;
  /** Main's truth; `push` moves it on. */
  snapshot: Snapshot;
  /** Every command so far, but for snapshots and what the window shows. */
  readonly calls: Call[] = [];
  /** What the window said it shows, one after the other; not among the calls. */
  readonly seen: string[][] = [];
  /** How often a snapshot was asked for. */
  snapshots = 0;

  readonly #answers = new Map<CommandName, Answer<CommandName>>();
  readonly #listeners = new Map<EventName, Set<(payload: never) => void>>();
  #nextEdit = 1;

  constructor(snapshot: Snapshot) {
    this.snapshot = structuredClone(snapshot);
    for (const name of EVENTS) this.#listeners.set(name, new Set());
    const invoke = Object.fromEntries(COMMANDS.map((name) => [name, (input: never) => this.#invoke(name, input)]));
    const on = Object.fromEntries(
      EVENTS.map((name) => [
        name,
        (listener: (payload: never) => void) => {
          this.#listeners.get(name)?.add(listener);
          return () => this.#listeners.get(name)?.delete(listener);
        },
      ]),
    );
    this.api = { invoke, on } as unknown as RollcallApi;
  }

  /** Decides what a command answers from now on. */
  answer<C extends CommandName>(name: C, answer: Answer<C>): void {
    this.#answers.set(name, answer as unknown as Answer<CommandName>);
  }

  /** Inputs of the calls of one command. */
  inputsOf(name: CommandName): unknown[] {
    return this.calls.filter((call) => call.name === name).map((call) => call.input);
  }

  /** Changes the truth and tells the window. */
  push(...ops: PatchOp[]): void {
    const from = this.snapshot.revision;
    this.change(...ops);
    this.emit('state.patch', { from, to: this.snapshot.revision, ops });
  }

  /** Changes the truth behind the window's back, as when a patch is lost. */
  change(...ops: PatchOp[]): void {
    const next = structuredClone(this.snapshot);
    next.revision += 1;
    for (const op of ops) applyTo(next, op);
    this.snapshot = next;
  }

  /** An edit as main would keep it. */
  putEdit(wish: EditWish, more: Partial<Edit> = {}): Edit {
    const edit: Edit = { id: `e${this.#nextEdit++}`, at: Date.now(), wish, status: 'pending', error: null, ...more };
    this.push(['put', 'edits', edit.id, edit]);
    return edit;
  }

  /** The edit is settled: it leaves the table, and the history tells of it. */
  settle(more: Partial<HistoryEntry> & { editId: string }): void {
    const told = entry(`of ${more.editId}`, 0, { by: 'me', ...more });
    this.push(['delete', 'edits', more.editId], ['put', 'history', told.id, told]);
  }

  emit<E extends EventName>(name: E, payload: Events[E]): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(structuredClone(payload) as never);
  }

  async #invoke(name: CommandName, input: never): Promise<Envelope<unknown>> {
    if (name === 'state.snapshot') this.snapshots += 1;
    else if (name === 'window.shows') this.seen.push((input as Commands['window.shows']['input']).groupIds);
    else this.calls.push({ name, input: structuredClone(input) });
    const given = this.#answers.get(name);
    if (given !== undefined) return given(input);
    if (name === 'state.snapshot') return { ok: true, value: structuredClone(this.snapshot) };
    if (name === 'diagnostics.read') return { ok: true, value: sampleDiagnostics() };
    if (name === 'contacts.search') return { ok: true, value: { people: [], more: false } };
    return { ok: true, value: EDITING.test(name) ? `e${this.#nextEdit++}` : null };
  }
}

function applyTo(snapshot: Snapshot, op: PatchOp): void {
  if (op[0] === 'set') {
    Object.assign(snapshot, { [op[1]]: structuredClone(op[2]) });
    return;
  }
  const rows = snapshot[op[1]] as Record<string, Snapshot[TableName][string]>;
  if (op[0] === 'put') rows[op[2]] = structuredClone(op[3]);
  else if (op[0] === 'delete') Reflect.deleteProperty(rows, op[2]);
  else Object.assign(rows[op[2]] ?? {}, structuredClone(op[3]));
}
