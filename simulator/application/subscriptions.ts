/** The subscriptions that one application holds. They are not persistent: they end with the application. */
import { randomBytes } from 'node:crypto';
import type { Cancel, Clock } from '../clock.ts';
import type { Knobs } from '../knobs.ts';

export const MINUTE_MS = 60_000;
/** What an extension may leave at most (PROTOCOL 14, 15.2). */
const EXTENSION_CAP_MS = 30 * MINUTE_MS;

/** A life that warns once before its end and can be extended. */
export class Lease {
  readonly #clock: Clock;
  readonly #knobs: Knobs;
  readonly #onWarning: () => void;
  readonly #onEnd: () => void;
  #cancelWarning: Cancel = () => undefined;
  #cancelEnd: Cancel = () => undefined;
  #expiresAt = 0;

  constructor(clock: Clock, knobs: Knobs, minutes: number, onWarning: () => void, onEnd: () => void) {
    this.#clock = clock;
    this.#knobs = knobs;
    this.#onWarning = onWarning;
    this.#onEnd = onEnd;
    this.#set(clock.now() + minutes * MINUTE_MS);
  }

  get expiresAt(): number {
    return this.#expiresAt;
  }

  /** The remaining time grows, but not beyond 30 minutes, and never shrinks (GAPS 54). */
  extend(minutes: number): void {
    const now = this.#clock.now();
    const remaining = Math.max(0, this.#expiresAt - now);
    this.#set(now + Math.max(remaining, Math.min(remaining + minutes * MINUTE_MS, EXTENSION_CAP_MS)));
  }

  warn(): void {
    this.#onWarning();
  }

  cancel(): void {
    this.#cancelWarning();
    this.#cancelEnd();
  }

  #set(expiresAt: number): void {
    this.cancel();
    this.#expiresAt = expiresAt;
    const left = expiresAt - this.#clock.now();
    const lead = this.#knobs.expiryWarningSeconds * 1000;
    if (left > lead) this.#cancelWarning = this.#clock.after(left - lead, this.#onWarning);
    this.#cancelEnd = this.#clock.after(left, this.#onEnd);
  }
}

export interface PresenceSubscription {
  readonly id: string;
  /** Set when it follows a group; its contacts are then the group's members. */
  readonly groupId: string | null;
  /** The server made it for a request that named none; it cannot be deleted. */
  readonly system: boolean;
  /** Lower case, in order. */
  readonly addresses: Set<string>;
  readonly lease: Lease;
}

export class PresenceSubscriptions {
  readonly #held = new Map<string, PresenceSubscription>();
  /** Ids that ended, so that a request for one is told what the captures show (PROTOCOL 15.3). */
  readonly #ended = new Set<string>();

  all(): PresenceSubscription[] {
    return [...this.#held.values()];
  }

  get(id: string): PresenceSubscription | undefined {
    return this.#held.get(id);
  }

  hasEnded(id: string): boolean {
    return this.#ended.has(id);
  }

  newId(): string {
    return randomBytes(4).toString('hex');
  }

  add(subscription: PresenceSubscription): void {
    this.#held.set(subscription.id, subscription);
    this.#ended.delete(subscription.id);
  }

  remove(id: string): void {
    this.#held.get(id)?.lease.cancel();
    if (this.#held.delete(id)) this.#ended.add(id);
  }

  /** Everyone subscribed to, once each. */
  contacts(): Set<string> {
    return new Set(this.all().flatMap(({ addresses }) => [...addresses]));
  }

  covers(address: string): boolean {
    return this.all().some(({ addresses }) => addresses.has(address));
  }
}
