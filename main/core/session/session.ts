/**
 * The life of a session: sign in, make the application, keep the event channel, come back from whatever happens
 * (ARCHITECTURE section 4). It owns the connection state and nothing else; features read and write the rest.
 */
import type { Clock, Logger } from '../ports.ts';
import { appError, type AppError, type Result } from '../result.ts';
import type { Connection } from '../store/state.ts';
import { backoff } from '../timing/backoff.ts';
import { createSleeper } from '../timing/sleeper.ts';
import type { SignedIn, SignInStep } from '../ucwa/index.ts';
import { createApplication, deleteApplication, type Application, type Feature, type Identity } from './application.ts';
import { nextConnection, type ConnectionEvent } from './connection.ts';
import { createEventChannel, type ChannelOutcome, type EventChannel } from './event-channel.ts';

/** An application that lived shorter than this counts as another failure in a row. */
const SHORT_LIFE_MS = 60_000;
/** So many failures of making an application in a row lead back to discovery (PROTOCOL 2.1). */
const REDISCOVER_AFTER = 5;

export interface SessionDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly features: readonly Feature[];
  /** Discovers and authenticates; called again when the server moved. */
  signIn(onStep: (step: SignInStep) => void, signal: AbortSignal): Promise<Result<SignedIn>>;
  identity(): Identity;
  connection(): Connection;
  setConnection(connection: Connection): void;
  /** The session became live or stopped being so. */
  onLive(application: Application | null): void;
}

export interface Session {
  /** Starts, or starts over. Returns at once. */
  start(): void;
  /** Tries again now: wakes a waiting session, starts one that has ended or was replaced. */
  retry(): void;
  /** The machine woke up or the network came back: whatever was parked is not to be trusted. */
  wake(): void;
  /** Ends the session and deletes the application (at most 2 s). */
  stop(error?: AppError | null): Promise<void>;
}

/** `moved` and `unavailable` lead back to discovery. */
type LifeOutcome = 'stopped' | 'ended' | 'replaced' | 'moved' | 'unavailable';

/** Makes the session; nothing happens before `start`. */
export function createSession(deps: SessionDeps): Session {
  const { clock, logger } = deps;
  const sleeper = createSleeper(clock);
  let life: AbortController | null = null;
  /** What was begun last, until its application is deleted: no new one is made before. */
  let last: Promise<void> = Promise.resolve();
  /** Attempts in a row that led to no lasting application, whatever they failed at. */
  let failures = 0;
  let current: { application: Application; channel: EventChannel } | null = null;

  function happen(event: ConnectionEvent): void {
    deps.setConnection(nextConnection(deps.connection(), event, clock.now()));
  }

  async function wait(error: AppError, attempt: number, signal: AbortSignal): Promise<void> {
    const ms = backoff(attempt, clock.random(), error.retryAfterMs);
    happen({ type: 'trouble', error, attempt, nextRetryAt: clock.now() + ms });
    await sleeper.sleep(ms, signal);
  }

  function end(error: AppError): LifeOutcome {
    logger.log('warn', 'the session ended', { code: error.code, status: error.status, subcode: error.subcode });
    happen({ type: 'ended', error });
    return 'ended';
  }

  async function live(signal: AbortSignal): Promise<void> {
    let moved = false;
    failures = 0;
    happen({ type: 'started' });
    while (!signal.aborted) {
      const signedIn = await deps.signIn(
        (step) => happen({ type: 'step', phase: step.phase, host: step.host }),
        signal,
      );
      if (signal.aborted) return;
      if (!signedIn.ok) {
        if (!signedIn.error.retryable) return void end(signedIn.error);
        failures += 1;
        await wait(signedIn.error, failures, signal);
        continue;
      }
      const outcome = await withServer(signedIn.value, moved, signal);
      if (outcome !== 'moved' && outcome !== 'unavailable') return;
      moved = outcome === 'moved';
    }
  }

  /**
   * One application after another on a server that signed us in.
   * @param again discovery led here once more after this server's refusal: a second refusal is final
   */
  async function withServer(server: SignedIn, again: boolean, signal: AbortSignal): Promise<LifeOutcome> {
    const { client, applicationsUrl } = server;
    let tries = 0;
    let final = again;
    happen({ type: 'signedIn' });
    while (!signal.aborted) {
      const own = new AbortController();
      const born = clock.now();
      const made = await createApplication(
        client,
        applicationsUrl,
        deps.identity(),
        AbortSignal.any([signal, own.signal]),
      );
      if (signal.aborted) {
        if (made.ok) await deleteApplication(made.value, clock);
        return 'stopped';
      }
      if (!made.ok) {
        failures += 1;
        tries += 1;
        // The user may have been moved to another pool (PROTOCOL 2.1).
        const refused = [403, 404, 502].includes(made.error.status ?? 0);
        if (!made.error.retryable && (final || !refused)) return end(made.error);
        await wait(made.error, failures, signal);
        if (refused) return 'moved';
        if (tries >= REDISCOVER_AFTER) return 'unavailable';
        continue;
      }
      tries = 0;
      final = false;
      const outcome = await withApplication(made.value).finally(() => {
        own.abort();
        current = null;
        deps.onLive(null);
      });
      switch (outcome.kind) {
        case 'stopped':
          await deleteApplication(made.value, clock);
          return 'stopped';
        case 'replaced':
          happen({ type: 'replaced' });
          return 'replaced';
        case 'refused':
          return end(outcome.error);
        case 'applicationGone':
          logger.log('info', 'the application is gone, making another', { subcode: outcome.error.subcode });
          failures = clock.now() - born < SHORT_LIFE_MS ? failures + 1 : 0;
          if (failures > 1) await wait(outcome.error, failures, signal);
          break;
        default:
          return outcome satisfies never;
      }
    }
    return 'stopped';
  }

  async function withApplication(application: Application): Promise<ChannelOutcome> {
    const { signal } = application;
    let attached = false;
    const channel = createEventChannel(
      application.client,
      application.eventsHref,
      clock,
      {
        onPackage: (events) => tell((feature) => feature.onEvents(events)),
        onTransientLost: () => tell((feature) => feature.refresh()),
        onTrouble: (error, attempt, nextRetryAt) => happen({ type: 'trouble', error, attempt, nextRetryAt }),
        // Before everything was read there is nothing to be live with, however well the channel does.
        onRecovered: () => attached && happen({ type: 'recovered' }),
      },
      signal,
    );
    current = { application, channel };
    // The poll is parked before anything is read, so that no change between reading and listening is lost.
    const running = channel.run();
    const ended = new AbortController();
    const ending = (): void => ended.abort();
    void running.then(ending, ending);
    attached = await attach(application, AbortSignal.any([signal, ended.signal]));
    return running;
  }

  /** Tells every feature; a defect of one stops neither the channel nor the others (ARCHITECTURE section 2, point 2). */
  function tell(what: (feature: Feature) => void): void {
    for (const feature of deps.features) {
      try {
        what(feature);
      } catch (defect) {
        logger.log('error', 'a feature failed', { defect: defect instanceof Error ? defect.message : 'unknown' });
      }
    }
  }

  /** Attaches the features, again and again those that fail; false when the application ended first. */
  async function attach(application: Application, signal: AbortSignal): Promise<boolean> {
    let left = deps.features;
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      const outcomes = await Promise.all(left.map((feature) => feature.attach(application)));
      if (signal.aborted) return false;
      left = left.filter((_, index) => outcomes[index]?.ok === false);
      const failed = outcomes.find((outcome) => !outcome.ok);
      if (!failed || failed.ok) {
        happen({ type: 'ready' });
        deps.onLive(application);
        return true;
      }
      await wait(failed.error, attempt, signal);
    }
    return false;
  }

  async function stop(error: AppError | null = null): Promise<void> {
    life?.abort();
    life = null;
    await last;
    // Started again meanwhile: the new life tells how it stands.
    if (!life) happen({ type: 'signedOut', error });
  }

  function start(): void {
    life?.abort();
    const before = last;
    const mine = new AbortController();
    const begin = async (): Promise<void> => {
      await before;
      if (!mine.signal.aborted) await live(mine.signal);
    };
    life = mine;
    last = begin().catch((defect: unknown) => {
      logger.log('error', 'the session failed', { defect: defect instanceof Error ? (defect.stack ?? '') : 'unknown' });
      end(appError('internal', 'Rollcall met a mistake of its own and stopped the session. Try again.'));
    });
    void last.finally(() => {
      if (life === mine) life = null;
    });
  }

  return {
    start,
    stop,
    retry() {
      const over = ['signedOut', 'replaced', 'ended'].includes(deps.connection().phase);
      if (!life || over) return start();
      sleeper.wake();
      current?.channel.retryNow();
    },
    wake() {
      sleeper.wake();
      if (!current) return;
      current.channel.restartPoll();
      tell((feature) => feature.refresh());
    },
  };
}
