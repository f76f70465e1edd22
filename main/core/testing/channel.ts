/** The event channel alone: a session whose application is there at once and whose only feature is a listener. */
import { ok, type AppError, type Result } from '../result.ts';
import type { Clock } from '../ports.ts';
import { createSession } from '../session/session.ts';
import type { Connection } from '../store/state.ts';
import type { EventPackage, UcwaClient } from '../ucwa/index.ts';
import { resource } from './client.ts';

/** How the channel ended. `applicationGone`: it led out of its application. */
export type ChannelOutcome =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'applicationGone'; readonly error: AppError }
  | { readonly kind: 'replaced' }
  | { readonly kind: 'refused'; readonly error: AppError };

export interface ChannelListener {
  onPackage(events: EventPackage['events']): void;
  /** `resume` or `resync` came. */
  onTransientLost(): void;
  /** An attempt failed in a way that may pass; the next one starts at `nextRetryAt`. */
  onTrouble(error: AppError, attempt: number, nextRetryAt: number): void;
  onRecovered(): void;
}

export interface EventChannel {
  /** Asks until stopped or ended. Call once. */
  run(): Promise<ChannelOutcome>;
  retryNow(): void;
  /** The machine wakes up. */
  restartPoll(): void;
}

/** Makes the channel. The application lives for as long as the channel does not say otherwise. `signal` ends it. */
export function createEventChannel(
  client: UcwaClient,
  eventsHref: string,
  clock: Clock,
  listener: ChannelListener,
  signal: AbortSignal,
): EventChannel {
  const { promise, resolve } = Promise.withResolvers<ChannelOutcome>();
  const application = resource('application', '/channel', {
    links: { events: eventsHref },
    embedded: { me: resource('me', '/me'), people: resource('people', '/people') },
  });
  let connection: Connection = { phase: 'signedOut', error: null };
  let lastError: AppError | null = null;
  let woken = false;

  /** The outcome first, then nothing more of this session. */
  function endWith(outcome: ChannelOutcome): void {
    resolve(outcome);
    void session.stop();
  }
  const answer = <T>(value: T): Promise<T> => Promise.resolve(value);
  const alive = ok({ status: 200, resource: application, etag: null });
  const scripted: UcwaClient = {
    ...client,
    async events(href, options) {
      const outcome: Result<EventPackage> = await client.events(href, options);
      if (!outcome.ok) lastError = outcome.error;
      return outcome;
    },
    get() {
      // Asked because the channel said that it is gone; otherwise only to hear that it is not.
      const gone = lastError?.status === 404 || lastError?.status === 410;
      if (lastError && gone) endWith({ kind: 'applicationGone', error: lastError });
      return answer(alive);
    },
    post: () => answer(alive),
    delete: () => answer(ok({ status: 204, resource: null, etag: null })),
  };
  const session = createSession({
    clock,
    logger: {
      log(_, message, fields) {
        if (message === 'the event channel recovered') listener.onRecovered();
        if (message !== 'the event channel is in trouble' || !lastError) return;
        listener.onTrouble(lastError, Number(fields?.failures), clock.now() + Number(fields?.waitMs));
      },
    },
    features: [
      {
        attach: () => answer(ok(null)),
        onEvents: (events) => listener.onPackage(events),
        refresh() {
          if (!woken) listener.onTransientLost();
          woken = false;
        },
      },
    ],
    signIn: () => answer(ok({ applicationsUrl: '/applications', client: scripted })),
    identity: () => ({ endpointId: 'endpoint', userAgent: 'Rollcall/1', culture: 'en-US' }),
    setConnection: (next) => (connection = next),
    onLive(living) {
      if (living) return;
      // Left for a reason that is published next, or for another application.
      queueMicrotask(() => {
        if (signal.aborted) resolve({ kind: 'stopped' });
        else if (connection.phase === 'replaced') resolve({ kind: 'replaced' });
        else if (connection.phase === 'ended') resolve({ kind: 'refused', error: connection.reason });
        else if (lastError) endWith({ kind: 'applicationGone', error: lastError });
      });
    },
  });
  signal.addEventListener('abort', () => void session.stop());

  return {
    run() {
      session.start();
      return promise;
    },
    retryNow: () => session.retry(),
    restartPoll() {
      woken = true;
      session.wake();
    },
  };
}
