/**
 * The signed-in user: name, own availability and note, and being seen as present (PROTOCOL 8). The application publishes
 * presence only after makeMeAvailable, which goes out without messaging: who cannot answer messages must not attract
 * them.
 */
import type { Clock, Logger, Power } from '../ports.ts';
import { appError, fail, ok, type Result } from '../result.ts';
import type { Application, Feature } from '../session/application.ts';
import { set } from '../store/actions.ts';
import { addressOf, type EditWish, type Me } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import { createQueue } from '../timing/queue.ts';
import { createTimer } from '../timing/timer.ts';
import { createWorker, type Worker } from '../timing/worker.ts';
import { link, text, type Resource } from '../ucwa/index.ts';
import { readAvailability } from './read.ts';

export type MeWish = Extract<EditWish, { kind: 'availability' | 'note' }>;

/** Activity is due every 4 minutes at the latest (PROTOCOL 8.3). */
const ACTIVITY_MS = 3 * 60_000;

export interface MeFeature extends Feature {
  execute(wish: MeWish): Promise<Result<null>>;
}

/** Makes the feature; it does nothing before it is attached. */
export function createMe(store: Store, clock: Clock, power: Power, logger: Logger): MeFeature {
  let application: Application | null = null;
  let worker: Worker | null = null;
  let resource: Resource | null = null;
  const activity = createTimer(clock);
  const queue = createQueue();

  async function makeAvailable(app: Application): Promise<void> {
    const href = link(app.me, 'makeMeAvailable')?.href;
    if (href === undefined || !store.state.settings.publishPresence) return;
    const answer = await app.client.post(href, { supportedModalities: [] }, { signal: app.signal });
    // AlreadyExists: an application that lived on is available already.
    if (!answer.ok && answer.error.code !== 'ucwa.alreadyExists') {
      logger.log('warn', 'own presence cannot be published', {
        code: answer.error.code,
        subcode: answer.error.subcode,
      });
    }
  }

  async function read(): Promise<Result<null>> {
    const app = application;
    if (!app) return ok(null);
    const { client, signal } = app;
    if (app.me.href) {
      const answer = await client.get(app.me.href, { signal });
      if (!answer.ok) return answer;
      if (signal.aborted) return ok(null);
      resource = answer.value.resource ?? resource;
    }
    if (!resource || signal.aborted) return ok(null);
    const [presence, note] = await Promise.all([part(app, resource, 'presence'), part(app, resource, 'note')]);
    if (!presence.ok) return presence;
    if (!note.ok) return note;
    if (signal.aborted) return ok(null);
    store.dispatch(set('me', meOf(resource, presence.value, note.value)));
    return ok(null);
  }

  async function part(app: Application, me: Resource, rel: 'presence' | 'note'): Promise<Result<Resource | null>> {
    const href = link(me, rel)?.href;
    if (href === undefined) return ok(null);
    const answer = await app.client.get(href, { signal: app.signal });
    if (answer.ok) return ok(answer.value.resource);
    return answer.error.retryable ? answer : ok(null);
  }

  function keepActive(app: Application): void {
    activity.set(ACTIVITY_MS, () => {
      const href = resource && link(resource, 'reportMyActivity')?.href;
      // Only while someone is at the keyboard: presence is not to be faked (PRODUCT, own status).
      if (href && power.idleSeconds() * 1000 < ACTIVITY_MS) void app.client.post(href, null, { signal: app.signal });
      keepActive(app);
    });
  }

  return {
    async attach(next) {
      application = next;
      resource = next.me;
      store.dispatch(set('me', meOf(next.me, null, null)));
      worker = createWorker(clock, next.signal, () => queue(read));
      await makeAvailable(next);
      if (next.signal.aborted) return ok(null);
      // The name is here already; the rest may come a moment later.
      void worker.request();
      next.signal.addEventListener('abort', () => activity.clear());
      keepActive(next);
      return ok(null);
    },
    onEvents(events) {
      if (events.some((event) => event.sender === 'me')) void worker?.request();
    },
    refresh() {
      void worker?.request();
    },
    async execute(wish) {
      const href = resource && link(resource, wish.kind === 'note' ? 'note' : 'presence')?.href;
      if (!application || !href) {
        return fail(
          appError('edit.noLongerPossible', 'Your status is not published by Rollcall, so it cannot be set.'),
        );
      }
      const body =
        wish.kind === 'note'
          ? { message: wish.message }
          : // Nothing at all means: back to automatic (PROTOCOL 8.4).
            wish.availability === null
            ? null
            : { availability: wish.availability };
      const answer = await application.client.post(href, body, { signal: application.signal });
      if (!answer.ok) return answer;
      return queue(read);
    },
  };
}

function meOf(resource: Resource, presence: Resource | null, note: Resource | null): Me {
  const address = addressOf(text(resource, 'uri') ?? '');
  return {
    address,
    name: text(resource, 'name') ?? address,
    title: text(resource, 'title'),
    department: text(resource, 'department'),
    availability: presence ? readAvailability(presence) : 'Unknown',
    activity: presence && text(presence, 'activity'),
    note: note && text(note, 'message'),
    canSetAvailability: link(resource, 'presence') !== null,
  };
}
