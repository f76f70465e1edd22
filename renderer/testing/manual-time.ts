/** Time that stands still until a test moves it. */
import type { TimeSource } from '../state/time.svelte.ts';

export class ManualTime implements TimeSource {
  #now: number;
  readonly #timers = new Set<{ at: number; every: number | null; run: () => void }>();

  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  every(ms: number, tick: () => void): () => void {
    return this.#add({ at: this.#now + ms, every: ms, run: tick });
  }

  after(ms: number, done: () => void): () => void {
    return this.#add({ at: this.#now + ms, every: null, run: done });
  }

  /** Moves on by `ms` and runs what falls due, in order. */
  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = [...this.#timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#now = next.at;
      if (next.every === null) this.#timers.delete(next);
      else next.at += next.every;
      next.run();
    }
    this.#now = end;
  }

  #add(timer: { at: number; every: number | null; run: () => void }): () => void {
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }
}
