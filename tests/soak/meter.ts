/** Stands between the app and its machine and counts what the app holds. */
import { getEventListeners } from 'node:events';
import type { Cancel, HttpOutcome, HttpRequest, Ports } from '../../main/core/ports.ts';

/** What a request is for. `renewal`: a subscription is made or renewed; `start`: a ticket or an application is made. */
export type Kind = 'poll' | 'renewal' | 'activity' | 'start' | 'other';

const NONE: Readonly<Record<Kind, number>> = { poll: 0, renewal: 0, activity: 0, start: 0, other: 0 };

/** What the app holds at one moment. */
export interface Held {
  /** Set through its clock and not due yet. */
  readonly timers: number;
  /** Of machine events, and of abort on the signals that requests were sent with. */
  readonly listeners: number;
  /** Requests that wait for an answer. */
  readonly requests: number;
}

/** What a request is for, by what it asks. */
export function kindOf({ method, url }: Pick<HttpRequest, 'method' | 'url'>): Kind {
  const { pathname } = new URL(url);
  if (pathname.endsWith('/events')) return 'poll';
  if (pathname.endsWith('/reportMyActivity')) return 'activity';
  if (method !== 'POST') return 'other';
  if (/\/(applications|oauthtoken)$/.test(pathname)) return 'start';
  return /\/(presenceSubscriptions|contactsAndGroupsSubscription)(\/[^/]+)?$/.test(pathname) ? 'renewal' : 'other';
}

/** Counts for one machine, over all starts of the app. */
export class Meter {
  /** Lines of every level that the app has logged so far. */
  lines = 0;
  /** Bytes of each document on the disk. */
  readonly documents = new Map<string, number>();
  /** Requests sent since the last `startTally`. */
  tally = { ...NONE };
  /** When a key or the mouse was last used. */
  #input = 0;
  #timers = new Set<object>();
  #listeners = new Set<object>();
  #requests = new Set<object>();
  #signals = new Set<WeakRef<AbortSignal>>();
  readonly #known = new WeakSet<AbortSignal>();

  get held(): Held {
    let listeners = this.#listeners.size;
    for (const reference of this.#signals) {
      const signal = reference.deref();
      // An aborted signal never fires again, whoever still listens.
      if (signal && !signal.aborted) listeners += getEventListeners(signal, 'abort').length;
      else this.#signals.delete(reference);
    }
    return { timers: this.#timers.size, listeners, requests: this.#requests.size };
  }

  startTally(): void {
    this.tally = { ...NONE };
  }

  /** The user touches the machine at this time (ms). */
  use(now: number): void {
    this.#input = now;
  }

  /** For each start of the app: the ports that it gets. */
  around(ports: Ports): Ports {
    return {
      ...ports,
      http: { send: (request, signal) => this.#send(ports, request, signal) },
      clock: { ...ports.clock, setTimer: (ms, callback) => this.#setTimer(ports, ms, callback) },
      settings: {
        load: (name) => ports.settings.load(name),
        save: (name, value) => {
          ports.settings.save(name, value);
          this.documents.set(name, JSON.stringify(value).length);
        },
        saveBehind: async (name, value, isWanted) => {
          await ports.settings.saveBehind(name, value, isWanted);
          this.documents.set(name, JSON.stringify(value).length);
        },
        delete: (name) => {
          ports.settings.delete(name);
          this.documents.delete(name);
        },
      },
      logger: {
        log: (level, message, fields) => {
          this.lines += 1;
          ports.logger.log(level, message, fields);
        },
      },
      power: {
        onResume: (listener) => this.#listen(ports.power.onResume(listener)),
        onSuspend: (listener) => this.#listen(ports.power.onSuspend(listener)),
        idleSeconds: () => (ports.clock.now() - this.#input) / 1000,
      },
      network: {
        online: () => ports.network.online(),
        onChange: (listener) => this.#listen(ports.network.onChange(listener)),
      },
    };
  }

  #listen(cancel: Cancel): Cancel {
    const listener = {};
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      cancel();
    };
  }

  #setTimer({ clock }: Ports, ms: number, callback: () => void): Cancel {
    const timer = {};
    this.#timers.add(timer);
    const cancel = clock.setTimer(ms, () => {
      this.#timers.delete(timer);
      callback();
    });
    return () => {
      this.#timers.delete(timer);
      cancel();
    };
  }

  async #send(ports: Ports, request: HttpRequest, signal: AbortSignal | undefined): Promise<HttpOutcome> {
    this.tally[kindOf(request)] += 1;
    if (signal && !this.#known.has(signal)) {
      this.#known.add(signal);
      this.#signals.add(new WeakRef(signal));
    }
    const open = {};
    this.#requests.add(open);
    const outcome = await ports.http.send(request, signal);
    this.#requests.delete(open);
    return outcome;
  }
}
