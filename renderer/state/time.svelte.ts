/** Time as a port, and a reactive "now" that ticks only while something on screen reads it. */
import { createSubscriber } from 'svelte/reactivity';

export interface TimeSource {
  now(): number;
  /** Calls `tick` every `ms`; returns a function that stops. */
  every(ms: number, tick: () => void): () => void;
  /** Calls `done` once after `ms`; returns a function that stops. */
  after(ms: number, done: () => void): () => void;
}

export const systemTime: TimeSource = {
  now: () => Date.now(),
  every(ms, tick) {
    const timer = setInterval(tick, ms);
    return () => clearInterval(timer);
  },
  after(ms, done) {
    const timer = setTimeout(done, ms);
    return () => clearTimeout(timer);
  },
};

export class Ticker {
  readonly #source: TimeSource;
  readonly #second: () => void;
  readonly #minute: () => void;

  constructor(source: TimeSource) {
    this.#source = source;
    this.#second = createSubscriber((update) => source.every(1000, update));
    this.#minute = createSubscriber((update) => source.every(30_000, update));
  }

  /** Now, for countdowns: wakes its readers each second. */
  get second(): number {
    this.#second();
    return this.#source.now();
  }

  /** Now, for "as of 14:02" and "today": wakes its readers twice a minute. */
  get minute(): number {
    this.#minute();
    return this.#source.now();
  }
}
