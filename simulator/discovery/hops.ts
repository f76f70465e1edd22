/** How often a client was sent on by discovery since it last started, or reached its applications. */
import type { Knobs } from '../knobs.ts';
import type { Strictness } from '../strictness.ts';

export class Hops {
  readonly #knobs: Knobs;
  readonly #strictness: Strictness;
  #count = 0;

  constructor(knobs: Knobs, strictness: Strictness) {
    this.#knobs = knobs;
    this.#strictness = strictness;
  }

  start(): void {
    this.#count = 0;
  }

  /** One more redirect, or user resource that names another, was handed out. */
  count(): void {
    this.#count += 1;
    if (this.#count > this.#knobs.hopLimit) this.#strictness.record('tooManyHops', `${this.#count} redirects`);
  }
}
