/** The network between app and server, without sockets, and everything it does to requests. */
import type { Http, HttpFailure, HttpOutcome, HttpRequest, HttpResponse } from '../../main/core/ports.ts';
import type { OfflineSimulator } from '../../simulator/index.ts';
import type { VirtualTime } from './time.ts';

/** What the network does to a request. */
export type Trouble =
  /** The request never arrives. */
  | { readonly kind: 'lostRequest' }
  /** It arrives and is carried out; the answer never comes. */
  | { readonly kind: 'lostAnswer' }
  | { readonly kind: 'slow'; readonly ms: number }
  /** A proxy sends it twice; the second answer counts, unless the first says that something is gone. */
  | { readonly kind: 'doubled' }
  /** The answer breaks off half way, and whoever is in between says that it is all. */
  | { readonly kind: 'halved' }
  /** Somebody on the way answers. */
  | { readonly kind: 'answered'; readonly answer: Answer };

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Retry-After as a date, so many seconds from when the answer is given. */
  readonly retryAfterDate?: number;
}

/** Trouble for some of the requests to come. */
export interface Weather {
  /** `poll`: the event channel only. `write`: what is no GET. */
  readonly on: 'any' | 'poll' | 'write' | 'read';
  readonly times: number;
  readonly trouble: Trouble;
}

const CONNECT_MS = 2;
const GONE: readonly number[] = [404, 410];

/** A network. One app at a time uses it. */
export class Wire {
  online = true;
  readonly #weather: { on: Weather['on']; left: number; trouble: Trouble }[] = [];
  #sky: Trouble | null = null;
  readonly #time: VirtualTime;
  readonly #server: Pick<OfflineSimulator, 'answer'>;
  /** Breaks every connection that is open. */
  #open = new Set<() => void>();
  requests = 0;
  /** Called with each request as the app sends it. */
  onSent: (request: HttpRequest) => void = () => undefined;

  constructor(time: VirtualTime, server: Pick<OfflineSimulator, 'answer'>) {
    this.#time = time;
    this.#server = server;
  }

  forecast({ on, times, trouble }: Weather): void {
    this.#weather.push({ on, left: times, trouble });
  }

  /** Every request meets this, whatever else the weather is, until told otherwise. */
  overcast(trouble: Trouble | null): void {
    this.#sky = trouble;
  }

  clear(): void {
    this.#weather.length = 0;
    this.#sky = null;
  }

  /** All connections break, as they do when a machine sleeps or leaves a network. */
  breakAll(): void {
    for (const gone of [...this.#open]) gone();
  }

  /** What the app sends through. A machine that was switched off hears nothing of it any more: `alive`. */
  port(alive: () => boolean): Http {
    return {
      send: (request, signal) =>
        new Promise((resolve) => {
          this.#send(request, signal, (outcome) => {
            this.#time.stir();
            if (alive()) resolve(outcome);
          });
        }),
    };
  }

  #take(request: HttpRequest): Trouble | null {
    if (this.#sky) return this.#sky;
    const isPoll = /\/events(\?|$)/.test(request.url);
    for (const one of this.#weather) {
      if (one.left <= 0) continue;
      // Nobody on the way sends a long poll twice: that would look like two clients.
      if (isPoll && one.trouble.kind === 'doubled') continue;
      const hits =
        one.on === 'any' ||
        (one.on === 'poll' && isPoll) ||
        (one.on === 'write' && request.method !== 'GET') ||
        (one.on === 'read' && request.method === 'GET' && !isPoll);
      if (!hits) continue;
      one.left -= 1;
      return one.trouble;
    }
    return null;
  }

  #render({ status, headers, body, retryAfterDate }: Answer): HttpResponse {
    const all = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
    if (retryAfterDate !== undefined) {
      all['date'] = [new Date(this.#time.now()).toUTCString()];
      all['retry-after'] = [new Date(this.#time.now() + retryAfterDate * 1000).toUTCString()];
    }
    return { status, headers: all, body: new TextEncoder().encode(body) };
  }

  #send(request: HttpRequest, signal: AbortSignal | undefined, settle: (outcome: HttpOutcome) => void): void {
    this.#time.stir();
    this.requests += 1;
    this.onSent(request);
    const sentAt = this.#time.now();
    const gone = new Set<() => void>();
    let done = false;
    const finish = (outcome: HttpOutcome): void => {
      if (done) return;
      done = true;
      cancelLimit();
      signal?.removeEventListener('abort', onAbort);
      this.#open.delete(onBreak);
      if (!outcome.ok) for (const task of gone) task();
      settle(outcome);
    };
    const fail = (kind: HttpFailure['kind']): void => finish({ ok: false, failure: { kind, detail: kind } });
    const onAbort = (): void => fail('aborted');
    const onBreak = (): void => fail('unreachable');
    const cancelLimit = this.#time.after(request.timeoutMs, () => fail('timeout'));
    if (signal?.aborted === true) return fail('aborted');
    signal?.addEventListener('abort', onAbort);
    this.#open.add(onBreak);

    const trouble = this.#take(request);
    const deliver = async (twice: boolean): Promise<void> => {
      if (done || !this.online) return fail('offline');
      const { method, url, headers, body } = request;
      const asked = { method, url, headers, body, sentAt };
      const first = twice ? await this.#server.answer(asked, (task) => void gone.add(task)) : null;
      const last = await this.#server.answer(asked, (task) => void gone.add(task));
      // Of two answers that one arrives by which the client knows that something is gone: the server goes by that.
      const answer = first && GONE.includes(first.status) ? first : last;
      if (answer === null) return fail('unreachable');
      // A refusal arrives all the same: the server may hold it against a client that it was told (PROTOCOL 4.5).
      if (trouble?.kind === 'lostAnswer' && answer.status < 400) return fail('unreachable');
      if (!this.online) return fail('unreachable');
      const isHalved = trouble?.kind === 'halved' && answer.status < 400;
      const response = isHalved ? { ...answer, body: answer.body.slice(0, answer.body.length / 2) } : answer;
      finish({ ok: true, response });
    };
    if (!this.online) return void this.#time.after(CONNECT_MS, () => fail('offline'));
    switch (trouble?.kind) {
      case 'lostRequest':
        return void this.#time.after(CONNECT_MS, () => fail('unreachable'));
      case 'slow':
        return void this.#time.after(trouble.ms, () => void deliver(false));
      case 'answered': {
        const { answer } = trouble;
        return void this.#time.after(CONNECT_MS, () => finish({ ok: true, response: this.#render(answer) }));
      }
      default:
        return void this.#time.after(CONNECT_MS, () => void deliver(trouble?.kind === 'doubled'));
    }
  }
}
