/** Tickets: who has one, for which host, until when (PROTOCOL 3.3, 3.7). */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';

export interface Ticket {
  /** The host that issued it; it is good nowhere else. */
  readonly host: string;
  expiresAt: number;
  /** The application made or found last with this ticket. */
  applicationId: string | null;
}

export type TicketCheck =
  | { readonly state: 'good'; readonly ticket: Ticket }
  | { readonly state: 'none' | 'bad' | 'wrongHost' }
  /** None of ours; somebody else may know it. */
  | { readonly state: 'unknown'; readonly text: string };

/** A ticket that ran out this long ago (ms) is no longer remembered; who still sends it has one that nobody knows. */
const REMEMBERED_MS = 24 * 3_600_000;

export class Tickets {
  readonly #issued = new Map<string, Ticket>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A new ticket's text, with the prefix of a compact web ticket. */
  issue(host: string, seconds: number): string {
    const text = `cwt=${randomBytes(48).toString('base64url')}`;
    this.adopt(text, host, this.#clock.now() + seconds * 1000);
    return text;
  }

  /** Knows a ticket that somebody else issued and that was found good for `host`, until `expiresAt`. */
  adopt(text: string, host: string, expiresAt: number): Ticket {
    const ticket: Ticket = { host, expiresAt, applicationId: null };
    const now = this.#clock.now();
    for (const [old, { expiresAt: ended }] of this.#issued) if (now - ended > REMEMBERED_MS) this.#issued.delete(old);
    this.#issued.set(text, ticket);
    return ticket;
  }

  /** Judges an Authorization header sent to `host`. */
  check(authorization: string | undefined, host: string): TicketCheck {
    if (authorization === undefined) return { state: 'none' };
    const text = /^Bearer\s+(\S+)$/i.exec(authorization.trim())?.[1];
    if (text === undefined) return { state: 'bad' };
    const ticket = this.#issued.get(text);
    if (!ticket) return { state: 'unknown', text };
    if (ticket.host !== host) return { state: 'wrongHost' };
    if (ticket.expiresAt <= this.#clock.now()) return { state: 'bad' };
    return { state: 'good', ticket };
  }

  expireAll(): void {
    for (const ticket of this.#issued.values()) ticket.expiresAt = Math.min(ticket.expiresAt, this.#clock.now());
  }
}
