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

/** A wait that can stand still and go on from there. */
export interface Wait {
  hold(): void;
  goOn(): void;
  stop(): void;
}

/** Calls `done` once `ms` milliseconds have passed in which the wait was not held. */
export function waitFor(time: TimeSource, ms: number, done: () => void): Wait {
  let left = ms;
  let running: { since: number; stop: () => void } | null = null;
  let over = false;

  function hold(): void {
    if (running === null) return;
    running.stop();
    left -= time.now() - running.since;
    running = null;
  }
  function goOn(): void {
    if (running !== null || over) return;
    const end = () => {
      stop();
      done();
    };
    running = { since: time.now(), stop: time.after(Math.max(0, left), end) };
  }
  function stop(): void {
    hold();
    over = true;
  }
  goOn();
  return { hold, goOn, stop };
}

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
