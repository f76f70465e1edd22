/**
 * The long poll (PROTOCOL section 7). Asks, parks the next request before the answer is processed, hands packages on
 * strictly in order, and keeps asking through everything that may pass. What it cannot mend itself ends the loop with
 * an outcome; the session decides what follows.
 */
import type { Clock } from '../ports.ts';
import type { AppError, Result } from '../result.ts';
import { backoff } from '../timing/backoff.ts';
import { createSleeper } from '../timing/sleeper.ts';
import { isApplicationGone, isChannelReplaced, type EventPackage, type UcwaClient } from '../ucwa/index.ts';

/** The server's hold in seconds (180..1800) and the longest wait of low and medium events (5..1800). */
export const POLL = { timeout: 180, low: 15, medium: 5 } as const;
/** Our own limit lies above the server's hold, or it would cut every quiet poll. */
const CLIENT_LIMIT_MS = (POLL.timeout + 60) * 1000;
/** Answers that lead nowhere and come faster than this are a server in trouble, not a quiet poll. */
const HASTY_MS = 1_000;
/** So many of them in a row are followed at once. */
const HASTY_LIMIT = 2;

/** Why the channel ended. */
export type ChannelOutcome =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'applicationGone'; readonly error: AppError }
  | { readonly kind: 'replaced' }
  | { readonly kind: 'refused'; readonly error: AppError };

export interface ChannelListener {
  onPackage(events: EventPackage['events']): void;
  /** `resume` or `resync` came: transient state is to be taken as lost (PROTOCOL 7.4). */
  onTransientLost(): void;
  /** An attempt failed in a way that may pass; the next one starts at `nextRetryAt`. */
  onTrouble(error: AppError, attempt: number, nextRetryAt: number): void;
  /** The first good answer after trouble. */
  onRecovered(): void;
}

export interface EventChannel {
  /** Asks until stopped or ended. Call once. */
  run(): Promise<ChannelOutcome>;
  /** Tries again now if it waits for its next attempt. */
  retryNow(): void;
  /** Drops the parked poll and asks the same again: after sleep or a change of network it may hang for ever. */
  restartPoll(): void;
}

/** Makes the channel of one application. `signal` ends it. */
export function createEventChannel(
  client: UcwaClient,
  eventsHref: string,
  clock: Clock,
  listener: ChannelListener,
  signal: AbortSignal,
): EventChannel {
  const sleeper = createSleeper(clock);
  let restart = new AbortController();

  async function poll(href: string, withParameters: boolean): Promise<Result<EventPackage>> {
    restart = new AbortController();
    return client.events(href, {
      signal: AbortSignal.any([signal, restart.signal]),
      timeoutMs: CLIENT_LIMIT_MS,
      ...(withParameters ? { query: POLL } : {}),
    });
  }

  async function run(): Promise<ChannelOutcome> {
    let href = eventsHref;
    // The server forgets the parameters with the channel: they go out first and after each resume (PROTOCOL 7.1).
    let withParameters = true;
    let failures = 0;
    let hasty = 0;
    let askedAt = clock.now();
    let parked = poll(href, withParameters);
    for (;;) {
      const mine = restart;
      const answer = await parked;
      if (signal.aborted) return { kind: 'stopped' };
      if (!answer.ok) {
        if (!mine.signal.aborted) {
          const outcome = endOf(answer.error);
          if (outcome) return outcome;
          failures += 1;
          await pause(answer.error, failures);
          if (signal.aborted) return { kind: 'stopped' };
        }
        askedAt = clock.now();
        parked = poll(href, withParameters);
        continue;
      }
      const { follow, events } = answer.value;
      const empty = events.length === 0;
      const inVain = (empty || follow === null) && Math.abs(clock.now() - askedAt) < HASTY_MS;
      hasty = inVain ? hasty + 1 : 0;
      if (failures > 0) {
        failures = 0;
        listener.onRecovered();
      }
      withParameters = follow?.rel === 'resume';
      if (follow) href = follow.href;
      if (hasty > HASTY_LIMIT) await sleeper.sleep(backoff(hasty - HASTY_LIMIT, clock.random(), null), signal);
      if (signal.aborted) return { kind: 'stopped' };
      askedAt = clock.now();
      parked = poll(href, withParameters);
      if (!empty) listener.onPackage(events);
      if (follow && follow.rel !== 'next') listener.onTransientLost();
    }
  }

  async function pause(error: AppError, failures: number): Promise<void> {
    const ms = backoff(failures, clock.random(), error.retryAfterMs);
    listener.onTrouble(error, failures, clock.now() + ms);
    await sleeper.sleep(ms, signal);
  }

  return {
    run,
    retryNow: () => sleeper.wake(),
    restartPoll() {
      restart.abort();
      sleeper.wake();
    },
  };
}

/** The outcome an error forces, or null when trying again may help (PROTOCOL 7.6). */
function endOf(error: AppError): ChannelOutcome | null {
  if (isChannelReplaced(error)) return { kind: 'replaced' };
  if (isApplicationGone(error)) return { kind: 'applicationGone', error };
  // An overflowing queue ends the application (PROTOCOL 7.6, GAPS 34).
  if (error.subcode === 'MaxEventCountReached') return { kind: 'applicationGone', error };
  if (error.status === 404 || error.status === 410) {
    const banned = error.code === 'ucwa.tooManyApplications' || error.code === 'ucwa.userAgentNotAllowed';
    return banned ? { kind: 'refused', error } : { kind: 'applicationGone', error };
  }
  return error.retryable ? null : { kind: 'refused', error };
}
