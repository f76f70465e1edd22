/** Follows one user through the runs of the app: what was shown, what was told. */
import type { Core } from '../../main/core/core.ts';
import type { HistoryEntry, State } from '../../main/core/store/state.ts';
import { Hearing } from './hearing.ts';
import type { Machine } from './machine.ts';
import { Overwrites } from './overwrites.ts';
import { believe, believeMore, differences, shownBy, type Belief } from './told.ts';
import { disowned } from './whose.ts';

/** A history entry is on the disk after this many milliseconds. */
const UNWRITTEN_MS = 250;

/** What an entry told, of how many, and since when (ms awake): one that grows, or becomes another, tells more than once. */
type Telling = Pick<HistoryEntry, 'kind' | 'count'> & { readonly at: number };

export class Teller {
  readonly wrong: string[] = [];
  readonly overwrites = new Overwrites();
  #belief: Belief | null = null;
  /** What was on show when the app went away. */
  #left: Belief | null = null;
  #state: State | null = null;
  readonly #entries = new Set<string>();
  /** Entries of this run: what each told, the last last. */
  readonly #told = new Map<string, Telling[]>();
  #leftAt = 0;
  /** The power went between two documents: what the one tells the other may not know yet. */
  #mayRepeat = false;
  #hearing = new Hearing();
  #awake = (): number => 0;
  /** Whether the app that runs is the one that was watched last. */
  #isWatched = (): boolean => false;
  #changedWhileAway: { readonly any: string[]; readonly telling: string[] } | null = null;

  /** The app has started. */
  watch(core: Pick<Core, 'store'>, machine: Machine): void {
    const { store } = core;
    const hearing = (this.#hearing = new Hearing());
    this.#awake = () => machine.awake;
    this.#isWatched = () => machine.core === core;
    machine.onShown = (spec) => hearing.shown(spec, machine.awake);
    this.#state = store.state;
    this.#belief = null;
    this.#changedWhileAway = null;
    this.#forgetWhatWasLost(store.state);
    for (const id of store.state.history.keys()) this.#entries.add(id);
    store.subscribe((changes) => {
      if (machine.core !== core) return;
      const { state } = store;
      const isDefault = (id: string): boolean => state.groups.get(id)?.kind === 'defaultGroup';
      if (this.#belief === null && state.list.state === 'current') {
        // The first reading: what changed while the app was off is told as one entry, later in this very step.
        const shown = shownBy(state);
        const left = this.#left;
        this.#changedWhileAway =
          left === null
            ? null
            : { any: differences(left, shown, () => false), telling: differences(left, shown, isDefault) };
        this.#belief = shown;
      }
      for (const change of changes) {
        if (!('table' in change) || change.table !== 'history') continue;
        if (!change.after) {
          // The history has a limit: what fell out of it is not missed.
          this.#entries.delete(change.key);
          this.#told.delete(change.key);
          continue;
        }
        const { kind, count } = change.after;
        if (change.before?.kind !== kind || change.before.count !== count) {
          this.#told.set(change.key, [...(this.#told.get(change.key) ?? []), { kind, count, at: machine.awake }]);
        }
        if (change.before && this.#belief) {
          const wrong = believeMore(this.#belief, change.before, change.after, isDefault);
          if (wrong !== null) this.wrong.push(wrong);
        }
        if (this.#entries.has(change.key)) continue;
        this.#entries.add(change.key);
        hearing.changed(change.after, machine.awake);
        this.wrong.push(...disowned(change.after));
        if (change.after.kind === 'whileAway') {
          if (this.#changedWhileAway?.any.length === 0 && !this.#mayRepeat)
            this.wrong.push(
              `told twice: ${change.after.changes.map(({ kind, groupName }) => `${kind} ${groupName}`).join('; ')}`,
            );
          this.#changedWhileAway = null;
        } else if (this.#belief) {
          const wrong = believe(this.#belief, change.after, isDefault);
          if (wrong !== null) this.wrong.push(wrong);
        }
      }
    });
  }

  /**
   * What was told in the last moment before the power went may be told again, if it did not reach the disk: nobody has
   * been notified of it yet.
   */
  #forgetWhatWasLost(state: State): void {
    const lost = [...this.#told].flatMap(([id, tellings]) => {
      const kept = state.history.get(id);
      const first = tellings[tellings.findLastIndex((one) => one.kind === kept?.kind && one.count === kept.count) + 1];
      return first ? [{ id, at: first.at }] : [];
    });
    this.#told.clear();
    if (lost.length === 0) return;
    for (const { id, at } of lost) if (this.#leftAt - at > UNWRITTEN_MS) this.wrong.push(`the history lost ${id}`);
    this.#left = null;
  }

  /** The app is about to go away. `inSave`: in the middle of writing. */
  leave(inSave = false): void {
    // It went while it started, before it was watched: what counts is when the one before it went, and what that had told.
    if (!this.#isWatched()) return;
    this.#mayRepeat = inSave;
    this.#leftAt = this.#awake();
    if (this.#state && this.#state.list.state !== 'none') this.#left = shownBy(this.#state);
    this.#check();
  }

  /** All that is wrong by now. */
  finish(): readonly string[] {
    this.#check();
    this.wrong.push(...this.overwrites.wrong.splice(0));
    return this.wrong;
  }

  #check(): void {
    this.wrong.push(...this.#hearing.wrong(this.#awake()));
    const state = this.#state;
    if (!state || !this.#belief) return;
    const isDefault = (id: string): boolean => state.groups.get(id)?.kind === 'defaultGroup';
    this.wrong.push(...differences(this.#belief, shownBy(state), isDefault));
    const missed = this.#changedWhileAway?.telling ?? [];
    if (missed.length > 0) this.wrong.push(`while away, not told: ${missed.join('; ')}`);
    this.#changedWhileAway = null;
  }
}
