/** One time for the app and the server. It moves only when it is told to, and lets everything settle in between. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Cancel } from '../../main/core/ports.ts';

interface Due {
  readonly at: number;
  readonly order: number;
  readonly task: () => void;
}

/** Turns of the event loop in which nothing may happen before all is taken for settled. */
const QUIET_TURNS = 6;

/** A clock whose timers run one after the other, each with all that follows from it. */
export class VirtualTime {
  #now = Date.UTC(2026, 10, 2, 8, 0, 0);
  #order = 0;
  #stirred = 0;
  readonly #waiting = new Set<Due>();

  /** As the simulator's clock. */
  readonly kind = 'driven';

  now(): number {
    return this.#now;
  }

  /** Timers that wait. */
  get timers(): number {
    return this.#waiting.size;
  }

  after(ms: number, task: () => void): Cancel {
    const due: Due = { at: this.#now + Math.max(0, ms), order: this.#order++, task };
    this.#waiting.add(due);
    return () => void this.#waiting.delete(due);
  }

  /** Something went on that `settle` cannot see otherwise. */
  stir(): void {
    this.#stirred += 1;
  }

  /** Until nothing goes on but waiting for a timer. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
      const before = this.#stirred + this.#order;
      await turn();
      if (before !== this.#stirred + this.#order) quiet = -1;
    }
  }

  /** Lets `ms` milliseconds pass. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    await this.settle();
    for (let due = this.#next(until); due; due = this.#next(until)) {
      this.#waiting.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.task();
      await this.settle();
    }
    this.#now = until;
  }

  /** For the simulator's clock only: time is moved by `pass`. */
  advance(): boolean {
    return false;
  }

  #next(until: number): Due | null {
    let first: Due | null = null;
    for (const due of this.#waiting) {
      if (due.at > until) continue;
      if (first === null || due.at < first.at || (due.at === first.at && due.order < first.order)) first = due;
    }
    return first;
  }
}
