/** Follows one user through the runs of the app: what was shown, what was told. */
import type { Core } from '../../main/core/core.ts';
import type { State } from '../../main/core/store/state.ts';
import { believe, differences, shownBy, type Belief } from './told.ts';

export class Teller {
  readonly wrong: string[] = [];
  #belief: Belief | null = null;
  /** What was on show when the app went away. */
  #left: Belief | null = null;
  #state: State | null = null;
  readonly #entries = new Set<string>();
  readonly #wishes = new Set<string>();

  /** The app has started. */
  watch(core: Core): void {
    const { store } = core;
    this.#state = store.state;
    this.#belief = null;
    for (const id of store.state.history.keys()) this.#entries.add(id);
    store.subscribe((changes) => {
      const { state } = store;
      const isDefault = (id: string): boolean => state.groups.get(id)?.kind === 'defaultGroup';
      if (this.#belief === null && state.list.state === 'current') {
        // The first reading: what changed while the app was off is told as one entry, later in this very step.
        const shown = shownBy(state);
        this.#changedWhileAway = this.#left === null ? null : differences(this.#left, shown, isDefault);
        this.#belief = shown;
      }
      for (const change of changes) {
        if (!('table' in change) || change.table !== 'history' || !change.after || this.#entries.has(change.key))
          continue;
        this.#entries.add(change.key);
        if (change.after.kind === 'whileAway') {
          if (this.#changedWhileAway?.length === 0) this.wrong.push(`told twice: ${change.after.details.join('; ')}`);
          this.#changedWhileAway = null;
        } else if (this.#belief) {
          const wrong = believe(this.#belief, change.after, isDefault);
          if (wrong !== null) this.wrong.push(wrong);
        }
      }
    });
  }

  #changedWhileAway: string[] | null = null;

  /** The app is about to go away. */
  leave(): void {
    if (this.#state && this.#state.list.state !== 'none') this.#left = shownBy(this.#state);
    this.#check();
  }

  wish(id: string): void {
    this.#wishes.add(id);
  }

  /** All that is wrong by now. */
  finish(): readonly string[] {
    this.#check();
    return this.wrong;
  }

  #check(): void {
    const state = this.#state;
    if (!state || !this.#belief) return;
    const isDefault = (id: string): boolean => state.groups.get(id)?.kind === 'defaultGroup';
    this.wrong.push(...differences(this.#belief, shownBy(state), isDefault));
    if ((this.#changedWhileAway ?? []).length > 0)
      this.wrong.push(`while away, not told: ${this.#changedWhileAway?.join('; ')}`);
    this.#changedWhileAway = null;
  }
}
