/** Who is signed in to the federation server, and to which host the sign-in was carried on. Cookies only, no tickets. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { cookieOf } from '../http/html.ts';
import type { Knobs } from '../knobs.ts';

export const STS_COOKIE = 'MSISAuth';
export const HOST_COOKIE = 'FedAuth';
/** How long the posted result may take from the federation server to the pool. */
const RESULT_MS = 300_000;

interface Held {
  readonly host: string;
  readonly expiresAt: number;
}

export class PassiveSessions {
  readonly #clock: Clock;
  readonly #knobs: Knobs;
  #cookies = new Map<string, Held>();
  readonly #results = new Map<string, Held>();

  constructor(clock: Clock, knobs: Knobs) {
    this.#clock = clock;
    this.#knobs = knobs;
  }

  /** A cookie's value that is good at `host` for `passiveSeconds`. */
  signIn(host: string): string {
    return this.#keep(this.#cookies, host, this.#knobs.passiveSeconds * 1000);
  }

  /** True when a request with these cookies comes from somebody who is signed in at `host`. */
  isSignedIn(cookies: string | undefined, host: string): boolean {
    const names = [STS_COOKIE, HOST_COOKIE].map((name) => cookieOf(cookies, name));
    return names.some((value) => value !== null && this.#isGood(this.#cookies.get(value), host));
  }

  /** What the federation server posts to `host`: good once. */
  issueResult(host: string): string {
    return this.#keep(this.#results, host, RESULT_MS);
  }

  redeemResult(value: string, host: string): boolean {
    const held = this.#results.get(value);
    this.#results.delete(value);
    return this.#isGood(held, host);
  }

  /** Everybody has to type the password again. */
  expireAll(): void {
    this.#cookies = new Map();
  }

  #keep(where: Map<string, Held>, host: string, ms: number): string {
    const value = randomBytes(24).toString('base64url');
    where.set(value, { host, expiresAt: this.#clock.now() + ms });
    return value;
  }

  #isGood(held: Held | undefined, host: string): boolean {
    return held?.host === host && held.expiresAt > this.#clock.now();
  }
}
