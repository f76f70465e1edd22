/** A UCWA application: made, asked, deleted (PROTOCOL section 4). */
import type { Clock } from '../ports.ts';
import { appError, fail, ok, type AppError, type Result } from '../result.ts';
import { endApplication, linkTo, startApplication } from '../ucwa/index.ts';
import type { Resource, UcwaClient, UcwaEvent } from '../ucwa/index.ts';

/** How long the farewell may take (ms): quitting must not hang on a dead network. */
export const FAREWELL_MS = 2_000;

/**
 * A living application. Every href in it dies with it: nothing keyed by href may outlive `signal`, which aborts when
 * the application is left for whatever reason.
 */
export interface Application {
  readonly client: UcwaClient;
  readonly href: string;
  readonly eventsHref: string;
  readonly batchHref: string | null;
  readonly me: Resource;
  readonly people: Resource;
  /** The server gave an application back that lived already (200): old subscriptions may still fire. */
  readonly reused: boolean;
  readonly signal: AbortSignal;
  /**
   * Null: nothing speaks against it. Otherwise a feature was told that it may be over; it is asked itself, and what then
   * still keeps it from being asked for anything else is told.
   */
  doubt(): Promise<AppError | null> | null;
}

/** An application as the server made it. */
export type MadeApplication = Omit<Application, 'doubt'>;

/** What the session asks of each feature. */
export interface Feature {
  /** A new application: read everything again. Resolves when the first reading is done or has failed for good. */
  attach(application: Application): Promise<Result<null>>;
  /** Events of the channel, one package at a time, in order. Must not wait. */
  onEvents(events: readonly UcwaEvent[]): void;
  /** The channel answered and has nothing to tell. Must not wait. */
  onQuiet?(): void;
  /** Transient state was lost or may be out of date (resume, resync, wake): re-subscribe and read again. */
  refresh(): void;
}

export interface Identity {
  readonly endpointId: string;
  readonly userAgent: string;
  readonly culture: string;
}

/** Makes the application, or gets a living one of the same identity back. */
export async function createApplication(
  client: UcwaClient,
  applicationsUrl: string,
  identity: Identity,
  signal: AbortSignal,
): Promise<Result<MadeApplication>> {
  const started = await startApplication(client, linkTo(applicationsUrl), identity, { signal });
  if (!started.ok) return started;
  const { application, reused } = started.value;
  const { me, people } = application?.embedded ?? {};
  if (!application || !me || !people) {
    return fail(appError('ucwa.unexpected', 'The server made an application without the parts that are needed.'));
  }
  const { self, events, batch } = application.links;
  return ok({
    client,
    href: self.href,
    eventsHref: events.href,
    batchHref: batch?.href ?? null,
    me,
    people,
    reused,
    signal,
  });
}

/** Tells the server good-bye; gives up after FAREWELL_MS. */
export async function deleteApplication(application: Application, clock: Clock): Promise<void> {
  const farewell = new AbortController();
  const cancel = clock.setTimer(FAREWELL_MS, () => farewell.abort());
  await endApplication(application.client, linkTo(application.href), { signal: farewell.signal });
  cancel();
}
