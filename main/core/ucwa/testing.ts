/** Help for this layer's tests: a scripted Http, a clock that the test drives, and short ways to write answers. */
import type { Clock, Http, HttpFailure, HttpOutcome, HttpRequest, Logger } from '../ports.ts';
import { ok } from '../result.ts';
import type { ExchangePorts } from './client/exchange.ts';
import { createChooser } from './sign-in/chooser.ts';
import { passwordGrant } from './sign-in/grants/password.ts';
import { createAskService } from './sign-in/grants/ticket-service.ts';
import { createTickets } from './sign-in/tickets.ts';
import type { Tickets } from './client/tickets.ts';
import { createTrace } from './sign-in/trace.ts';

/** What the script answers: an outcome, or a function that makes one, at once or later. */
export type Scripted =
  HttpOutcome | ((request: HttpRequest, signal?: AbortSignal) => HttpOutcome | Promise<HttpOutcome>);

export interface FakeHttp extends Http {
  /** Every request, in order. */
  readonly requests: HttpRequest[];
  /** Adds answers for `METHOD url`; they are used up in order and the last one stays. */
  on(key: string, ...answers: Scripted[]): void;
  /** Requests so far as `METHOD url`. */
  readonly log: string[];
}

/** Answers from the script; an address that is not in it cannot be reached. */
export function fakeHttp(): FakeHttp {
  const script = new Map<string, Scripted[]>();
  const requests: HttpRequest[] = [];
  return {
    requests,
    get log() {
      return requests.map(({ method, url }) => `${method} ${url}`);
    },
    on(key, ...answers) {
      script.set(key, [...(script.get(key) ?? []), ...answers]);
    },
    async send(request, signal) {
      requests.push(request);
      if (signal?.aborted === true) return failure('aborted');
      const queue = script.get(`${request.method} ${request.url}`) ?? [];
      const answer = queue.length > 1 ? queue.shift() : queue[0];
      if (answer === undefined) return failure('unreachable', 'ENOTFOUND');
      return typeof answer === 'function' ? answer(request, signal) : answer;
    },
  };
}

/** An answer with a JSON body, or none for undefined. Header values may be given singly. */
export function json(status: number, body?: unknown, headers: Record<string, string | string[]> = {}): HttpOutcome {
  const content = body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  return raw(status, body === undefined ? '' : JSON.stringify(body), { ...content, ...headers });
}

export function raw(status: number, body: string, headers: Record<string, string | string[]> = {}): HttpOutcome {
  const lists = Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? [value] : value]);
  return {
    ok: true,
    response: { status, headers: Object.fromEntries(lists) as Record<string, string[]>, body: bytes(body) },
  };
}

export function failure(kind: HttpFailure['kind'], detail = ''): HttpOutcome {
  return { ok: false, failure: { kind, detail } };
}

/** Answers only when the request is given up: by its signal, or by its time limit on this clock. */
export function hang(clock: Clock): Scripted {
  return (request, signal) =>
    new Promise((resolve) => {
      const cancel = clock.setTimer(request.timeoutMs, () => resolve(failure('timeout')));
      signal?.addEventListener('abort', () => {
        cancel();
        resolve(failure('aborted'));
      });
    });
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export interface FakeClock extends Clock {
  /** Moves time on, fires what is due in order, and lets all that follows from it happen. */
  advance(ms: number): Promise<void>;
}

export function fakeClock(start = 1_000_000): FakeClock {
  const timers = new Map<number, { at: number; callback: () => void }>();
  let now = start;
  let count = 0;
  return {
    now: () => now,
    setTimer(ms, callback) {
      const id = (count += 1);
      timers.set(id, { at: now + ms, callback });
      return () => void timers.delete(id);
    },
    random: () => 0.5,
    uuid: () => `00000000-0000-4000-8000-${String((count += 1)).padStart(12, '0')}`,
    async advance(ms) {
      const end = now + ms;
      await settled();
      for (;;) {
        const [due] = [...timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at);
        if (due === undefined) break;
        timers.delete(due[0]);
        now = Math.max(now, due[1].at);
        due[1].callback();
        await settled();
      }
      now = end;
    },
  };
}

/** Lets pending promises run; nothing here takes longer than a few dozen turns. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
}

export interface FakeLogger extends Logger {
  readonly lines: string[];
}

export function fakeLogger(): FakeLogger {
  const lines: string[] = [];
  return { lines, log: (level, message, fields) => void lines.push(JSON.stringify({ level, message, ...fields })) };
}

/** Tickets for whoever challenges, by password. */
export function passwordTickets(ports: ExchangePorts, password = 'secret'): Tickets {
  const means = { password, windows: false, passive: 'never', microsoft: 'never' } as const;
  const none = (): void => undefined;
  const ask = createAskService(ports, createTrace(ports.clock, none));
  const chooser = createChooser({
    grants: [passwordGrant(ask, 'a@contoso.com', means)],
    hosts: { approve: () => ok(null), isApproved: () => true, origins: () => [] },
    onOffer: none,
    signal: () => new AbortController().signal,
  });
  return createTickets({ clock: ports.clock, chooser, kept: [], onTickets: none });
}
