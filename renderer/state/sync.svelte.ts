/** Keeps the mirror at main's revision: one snapshot, then patches in order, a snapshot again when one is missing. */
import type { RollcallApi } from '../../preload/contract/channels.ts';
import type { UserError } from '../../preload/contract/errors.ts';
import type { Patch } from '../../preload/contract/state.ts';
import type { Mirror } from './mirror.svelte.ts';

export class Sync {
  /** Why no state could be read, or null. */
  error = $state.raw<UserError | null>(null);

  readonly #api: RollcallApi;
  readonly #mirror: Mirror;
  readonly #onPatch: (patch: Patch) => void;
  #asking = false;
  #stopped = false;
  #queue: Patch[] = [];

  /** `onPatch` is told each patch after the mirror has followed it. */
  constructor(api: RollcallApi, mirror: Mirror, onPatch: (patch: Patch) => void = () => {}) {
    this.#api = api;
    this.#mirror = mirror;
    this.#onPatch = onPatch;
  }

  /** Listens, then asks for the first snapshot. Returns a function that stops. */
  start(): () => void {
    const stop = this.#api.on['state.patch']((patch) => this.#receive(patch));
    void this.ask();
    return () => {
      this.#stopped = true;
      stop();
    };
  }

  /** Asks for a snapshot; patches that come meanwhile wait for it. */
  async ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const answer = await this.#api.invoke['state.snapshot'](null);
    this.#asking = false;
    if (this.#stopped) return;
    const waiting = this.#queue;
    this.#queue = [];
    if (!answer.ok) {
      this.error = answer.error;
      return;
    }
    this.error = null;
    this.#mirror.load(answer.value);
    for (const patch of waiting) this.#receive(patch);
  }

  #receive(patch: Patch): void {
    if (this.#stopped) return;
    if (this.#asking) {
      this.#queue.push(patch);
    } else if (!this.#mirror.ready || patch.to > this.#mirror.revision) {
      if (this.#mirror.apply(patch)) this.#onPatch(patch);
      else void this.ask();
    }
  }
}
