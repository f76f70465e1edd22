/**
 * The contacts-and-groups subscription, without which no group event comes (PROTOCOL 14). Kept alive by our own timer at
 * half of its time; the server's warning is only a hint.
 */
import type { Clock } from '../ports.ts';
import { appError, fail, ok, type AppError, type Result } from '../result.ts';
import type { Application } from '../session/application.ts';
import { createTimer } from '../timing/timer.ts';
import { createWorker } from '../timing/worker.ts';
import {
  CONTACTS_AND_GROUPS_MINUTES,
  getContactsAndGroupsSubscription,
  readPeople,
  startOrRefreshContactsAndGroups,
} from '../ucwa/index.ts';

/** Minutes asked for: more would not last beyond the first refresh. */
const DURATION_MIN = CONTACTS_AND_GROUPS_MINUTES.refreshCap;
const RENEW_MS = (DURATION_MIN / 2) * 60_000;
const LIFE_MS = DURATION_MIN * 60_000;
/** Events can get lost without a trace: so often at least all is read again. Rarely, for it costs requests at rest. */
const DOUBT_MS = 4 * 60 * 60_000;
/** What the server calls a subscription that has ended (PROTOCOL 14). */
const ENDED = 'disconnected';

export interface ListSubscription {
  /** Starts it, with all being read as well; afterwards it renews itself. */
  start(): Promise<Result<null>>;
  /** Renews now: transient state was lost, and all is being read again. */
  renew(): void;
  /** The server says something changed: renews unless that was done just now. */
  warned(): void;
}

/** Who is told how the subscription fares. */
export interface ListListener {
  /** Events may have been missed: it had ended before it was renewed, or nobody has looked for a long time. */
  readonly doubted: () => void;
  /** It could not be renewed, and no event will come. */
  readonly refused: (error: AppError) => void;
}

/** Makes the subscription of an application; nothing happens before `start`. */
export function createListSubscription(
  application: Application,
  clock: Clock,
  { doubted, refused }: ListListener,
): ListSubscription {
  const { client, people, signal } = application;
  const timer = createTimer(clock);
  let heldUntil = 0;
  /** When all was read the last time. By a clock that may be set: whoever finds that out reads all again. */
  let sureAt = 0;

  async function post(): Promise<Result<null>> {
    const hub = readPeople(people).links.myContactsAndGroupsSubscription;
    if (!hub) return fail(appError('ucwa.forbidden', 'The server does not offer events of your contact groups.'));
    const subscription = await getContactsAndGroupsSubscription(client, hub, { signal });
    if (!subscription.ok) return subscription;
    const start = subscription.value.links.startOrRefreshSubscriptionToContactsAndGroups;
    // A missing link means: not in this state, try again when it has changed (PROTOCOL 14).
    if (!start)
      return fail(appError('ucwa.conflict', 'The server is busy with your subscription.', { retryable: true }));
    const answer = await startOrRefreshContactsAndGroups(client, start, { duration: DURATION_MIN }, { signal });
    if (!answer.ok && answer.error.remedy !== 'takeAsDone') {
      const { error } = answer;
      // In a state that does not let it be started now: it is tried again (PROTOCOL 14).
      return fail(error.remedy === 'reread' ? { ...error, retryable: true, remedy: 'repeatLater' } : error);
    }
    if (signal.aborted) return ok(null);
    const now = clock.now();
    // The first time all is read anyway.
    const first = heldUntil === 0;
    const lapsed = !first && (now > heldUntil || subscription.value.state?.toLowerCase() === ENDED);
    heldUntil = now + LIFE_MS;
    timer.set(RENEW_MS, () => void worker.request());
    if (lapsed || now - sureAt >= DOUBT_MS) {
      sureAt = now;
      doubted();
    }
    return ok(null);
  }

  const worker = createWorker(clock, signal, async () => {
    const posted = await post();
    if (!posted.ok) refused(posted.error);
    return posted;
  });
  signal.addEventListener('abort', () => timer.clear());
  return {
    start() {
      sureAt = clock.now();
      return post();
    },
    renew() {
      sureAt = clock.now();
      void worker.request();
    },
    warned() {
      // The event also tells of our own refresh: answering that would go round for ever.
      if (heldUntil - clock.now() < LIFE_MS * 0.9) void worker.request();
    },
  };
}
