/** One application's event channel: packages, acknowledgement, replay, parking, resync and resume (PROTOCOL 7). */
import type { Cancel, Clock } from '../clock.ts';
import { Refusal } from '../http/refusal.ts';
import type { EventPackage, Link } from '../http/resource.ts';
import type { Knobs } from '../knobs.ts';
import { bySender, deadlineOf, enqueue, type QueuedEvent } from './queue.ts';

export const LOW_DEFAULT_S = 15;
export const MEDIUM_DEFAULT_S = 5;
export const TIMEOUT_DEFAULT_S = 180;

/** What a poll asks; absent settings keep what an earlier poll set. */
export interface Poll {
  readonly ack: number;
  readonly priority: number;
  readonly low: number | null;
  readonly medium: number | null;
  readonly timeout: number | null;
}

/** How a poll ends: an answer, or the connection is broken without one. */
export type PollOutcome = { readonly package: EventPackage } | { readonly refusal: Refusal } | { readonly cut: true };

interface Parked {
  readonly poll: Poll;
  readonly answer: (outcome: PollOutcome) => void;
}

export interface ChannelHost {
  readonly clock: Clock;
  readonly knobs: Knobs;
  /** The href of `events?ack=n`. */
  href(ack: number): string;
  /** The client was away too long or resume was forced: subscriptions end silently. */
  dropTransientState(): void;
  /** The poll gap or the queue ended the application. */
  expire(why: 'inactive' | 'overflow'): void;
  /** An events href was acknowledged or replaced long ago. */
  complain(rule: 'staleAck' | 'changedAck', detail: string): void;
}

export class EventChannel {
  readonly #host: ChannelHost;
  #expected = 1;
  /** The package that was answered but not yet acknowledged. */
  #last: { readonly ack: number; readonly package: EventPackage } | null = null;
  #queue: QueuedEvent[] = [];
  #parked: Parked | null = null;
  #settings = { low: LOW_DEFAULT_S, medium: MEDIUM_DEFAULT_S, timeout: TIMEOUT_DEFAULT_S };
  #handedOut = new Set([1]);
  #idleSince: number;
  #cancelIdle: Cancel = () => undefined;
  #cancelFlush: Cancel = () => undefined;
  #cancelTimeout: Cancel = () => undefined;
  #holds = 0;
  #held: QueuedEvent[] = [];
  #closed = false;
  #flushing = false;
  /** Forced by the control interface for the next answer. */
  #force: 'resync' | 'resume' | null = null;
  #lose = false;
  #repeat = false;

  constructor(host: ChannelHost) {
    this.#host = host;
    this.#idleSince = host.clock.now();
    this.#startIdle();
  }

  get parked(): boolean {
    return this.#parked !== null;
  }

  /** The ack that the application's `events` link names. */
  get expected(): number {
    return this.#expected;
  }

  /** Puts an event into the queue; it is delivered as its class demands. */
  push(event: QueuedEvent): void {
    if (this.#closed) return;
    if (this.#holds > 0) {
      this.#held.push(event);
      return;
    }
    this.#queue = enqueue(this.#queue, event);
    this.#schedule();
  }

  /** Until the returned function is called, events wait: own changes are told after their answer (GAPS 31). */
  hold(): () => void {
    this.#holds += 1;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#holds -= 1;
      if (this.#holds > 0) return;
      const held = this.#held;
      this.#held = [];
      for (const event of held) this.#queue = enqueue(this.#queue, event);
      this.#schedule();
    };
  }

  /** Takes a poll and answers it when there is something to say. Returns what to do when its client goes away. */
  poll(poll: Poll, answer: (outcome: PollOutcome) => void): () => void {
    const rival = this.#parked;
    if (rival) {
      if (poll.priority < rival.poll.priority) {
        answer({ refusal: replaced() });
        return () => undefined;
      }
      this.#unpark();
      this.#idleSince = this.#host.clock.now();
      rival.answer({ refusal: replaced() });
    }
    this.#cancelIdle();
    if (poll.low !== null) this.#settings.low = poll.low;
    if (poll.medium !== null) this.#settings.medium = poll.medium;
    if (poll.timeout !== null) this.#settings.timeout = poll.timeout;

    const parked: Parked = { poll, answer };
    this.#parked = parked;
    if (this.#answerAtOnce(poll)) return () => undefined;
    this.#cancelTimeout = this.#host.clock.after(this.#settings.timeout * 1000, () => this.#deliver([]));
    this.#schedule();
    return () => {
      if (this.#parked !== parked) return;
      this.#unpark();
      this.#startIdle();
    };
  }

  /** Ends the channel; a parked poll is told why. */
  close(refusal: Refusal): void {
    this.#closed = true;
    const parked = this.#parked;
    this.#unpark();
    this.#cancelIdle();
    parked?.answer({ refusal });
  }

  /** Another client of this application has taken the channel. */
  replace(): boolean {
    return this.#endParked({ refusal: replaced() });
  }

  /** Breaks the parked poll's connection. */
  cut(): boolean {
    return this.#endParked({ cut: true });
  }

  force(what: 'resync' | 'resume'): void {
    this.#force = what;
    if (this.#parked) this.#answerAtOnce(this.#parked.poll);
  }

  loseNext(): void {
    this.#lose = true;
  }

  repeatNext(): void {
    this.#repeat = true;
  }

  #endParked(outcome: PollOutcome): boolean {
    const parked = this.#parked;
    if (!parked) return false;
    this.#unpark();
    this.#startIdle();
    parked.answer(outcome);
    return true;
  }

  /** Answers replay, resync and resume. False: the poll waits for events. */
  #answerAtOnce(poll: Poll): boolean {
    const resync = this.#force === 'resync';
    if (!resync && this.#last && poll.ack === this.#last.ack) {
      this.#finish(this.#last.package);
      return true;
    }
    if (resync || poll.ack !== this.#expected) {
      if (!resync) {
        this.#host.complain(this.#handedOut.has(poll.ack) ? 'staleAck' : 'changedAck', `ack=${poll.ack}`);
      }
      this.#force = null;
      // The first package that was not acknowledged; following it replays that package (GAPS 17, 18).
      const target = this.#last?.ack ?? this.#expected;
      this.#finish({ links: { self: this.#link(poll.ack), resync: this.#link(target) }, senders: null });
      return true;
    }
    this.#last = null;
    const away = this.#host.clock.now() - this.#idleSince > this.#host.knobs.resumeAfterSeconds * 1000;
    if (this.#force !== 'resume' && !away) return false;
    this.#force = null;
    this.#host.dropTransientState();
    this.#settings = { low: LOW_DEFAULT_S, medium: MEDIUM_DEFAULT_S, timeout: TIMEOUT_DEFAULT_S };
    const events = this.#host.knobs.resumeEvents ? this.#queue : [];
    this.#queue = [];
    this.#produce('resume', events);
    return true;
  }

  #schedule(): void {
    this.#cancelFlush();
    if (this.#closed) return;
    if (this.#queue.length > this.#host.knobs.maxQueuedEvents) {
      this.#host.expire('overflow');
      return;
    }
    if (!this.#parked) return;
    const holds = { medium: this.#settings.medium * 1000, low: this.#settings.low * 1000 };
    const deadline = deadlineOf(this.#queue, holds);
    if (deadline === null) return;
    const wait = deadline - this.#host.clock.now();
    if (wait <= 0) this.#flushSoon();
    else this.#cancelFlush = this.#host.clock.after(wait, () => this.#flush());
  }

  /** Once the running operation is through: what one change raises comes in one package. */
  #flushSoon(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    queueMicrotask(() => {
      this.#flushing = false;
      if (this.#parked && this.#queue.length > 0) this.#flush();
    });
  }

  #flush(): void {
    const events = this.#queue;
    this.#queue = [];
    if (this.#repeat) {
      this.#repeat = false;
      this.#queue = events.map((event) => ({ ...event, priority: 'high' }));
    }
    const lost = this.#lose;
    this.#lose = false;
    this.#deliver(lost ? [] : events);
  }

  #deliver(events: readonly QueuedEvent[]): void {
    this.#produce('next', events);
  }

  /** Makes the next package, keeps it for a replay, and answers the parked poll with it. */
  #produce(follow: 'next' | 'resume', events: readonly QueuedEvent[]): void {
    const ack = this.#expected;
    this.#expected += 1;
    this.#handedOut.add(this.#expected);
    const empty = this.#host.knobs.emptySender ? [] : null;
    const made: EventPackage = {
      links: { self: this.#link(ack), [follow]: this.#link(this.#expected) },
      senders: events.length > 0 ? bySender(events) : empty,
    };
    this.#last = { ack, package: made };
    this.#finish(made);
  }

  #finish(made: EventPackage): void {
    const parked = this.#parked;
    this.#unpark();
    this.#startIdle();
    parked?.answer({ package: made });
  }

  #unpark(): void {
    this.#parked = null;
    this.#cancelFlush();
    this.#cancelTimeout();
  }

  #startIdle(): void {
    this.#cancelIdle();
    if (this.#closed) return;
    this.#idleSince = this.#host.clock.now();
    const limit = this.#host.knobs.goneAfterSeconds * 1000;
    this.#cancelIdle = this.#host.clock.after(limit, () => this.#host.expire('inactive'));
  }

  #link(ack: number): Link {
    return { href: this.#host.href(ack) };
  }
}

function replaced(): Refusal {
  return new Refusal(409, { subcode: 'PGetReplaced' });
}
