/**
 * The signed-in user: name, own availability and note, and being seen as present (PROTOCOL 8). The application publishes
 * presence only after makeMeAvailable, and only where the user wants it (`publishPresence`). Nothing takes it back while
 * the application lives: when the user stops wanting it, what was published stays and is not kept up any more.
 */
import type { Clock, Logger, Power } from '../ports.ts';
import { appError, fail, ok, type AppError, type Result } from '../result.ts';
import type { Application, Feature } from '../session/application.ts';
import { set } from '../store/actions.ts';
import { addressOf, type EditWish, type Me } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import { isLasting } from '../timing/passing.ts';
import { createQueue } from '../timing/queue.ts';
import { createTimer } from '../timing/timer.ts';
import { createWorker, type Worker } from '../timing/worker.ts';
import {
  changeNote,
  changePresence,
  getMe,
  getNote,
  getPresence,
  isMakeMeAvailableRequired,
  makeMeAvailable,
  readMe,
  reportMyActivity,
  resetPresence,
} from '../ucwa/index.ts';
import type { Link, MeModel, NoteModel, PresenceModel } from '../ucwa/index.ts';
import { availabilityFrom } from './read.ts';

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
  let model: MeModel | null = null;
  /** makeMeAvailable is to be followed with the next run. */
  let due = false;
  const activity = createTimer(clock);
  const queue = createQueue();

  const wanted = (): boolean => store.state.settings.publishPresence;

  /** Follows makeMeAvailable where it is offered and wanted. */
  async function publish(app: Application): Promise<Result<null>> {
    due = false;
    const link = model?.links.makeMeAvailable;
    if (!link || !wanted()) return ok(null);
    const { client, signal } = app;
    // No messaging: who cannot answer messages must not attract them.
    const done = await makeMeAvailable(client, link, { supportedModalities: [] }, { signal });
    // An application that lived on is available already.
    if (done.ok || done.error.remedy === 'takeAsDone' || signal.aborted) return ok(null);
    const { code, subcode } = done.error;
    due = !isLasting(done.error);
    logger.log('warn', 'own presence cannot be published', { code, subcode });
    return done;
  }

  /** Reads what the server offers and tells of the user now; false: nothing can be read any more. */
  async function readModel({ me, client, signal }: Application): Promise<Result<boolean>> {
    const { self } = readMe(me).links;
    if (self) {
      const read = await getMe(client, self, { signal });
      if (!read.ok) return read;
      if (!signal.aborted) model = read.value;
    }
    return ok(!signal.aborted);
  }

  /** Follows a link of the user; where the server wants makeMeAvailable first, that once and then this again. */
  async function whenAvailable<T>(
    app: Application,
    rel: 'presence' | 'note',
    follow: (link: Link) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const link = model?.links[rel];
    if (!link) return fail(notPublished());
    const first = await follow(link);
    if (first.ok || !isMakeMeAvailableRequired(first.error)) return first;
    if (!wanted()) return fail(notPublished(first.error));
    const before = await readModel(app);
    if (!before.ok) return before;
    if (!model?.links.makeMeAvailable) return fail(notOffered(first.error));
    const published = await publish(app);
    if (!published.ok) return published;
    const after = await readModel(app);
    if (!after.ok) return after;
    const again = model.links[rel];
    const second = again ? await follow(again) : first;
    return second.ok || !isMakeMeAvailableRequired(second.error) ? second : fail(notOffered(second.error));
  }

  async function read(): Promise<Result<null>> {
    const app = application;
    if (!app) return ok(null);
    const { client, signal } = app;
    const published = due && !isAway() ? await publish(app) : ok(null);
    const found = await readModel(app);
    if (!found.ok) return found;
    if (!found.value) return ok(null);
    // One after the other: each may find that makeMeAvailable is wanted first.
    const presence = await part(app, 'presence', (link) => getPresence(client, link, { signal }));
    if (!presence.ok) return presence;
    const note = await part(app, 'note', (link) => getNote(client, link, { signal }));
    if (!note.ok) return note;
    if (!model || signal.aborted) return ok(null);
    store.dispatch(set('me', meFrom(model, presence.value, note.value, wanted())));
    return published;
  }

  /** What is refused is left out; what may pass is told. */
  async function part<T>(
    app: Application,
    rel: 'presence' | 'note',
    get: (link: Link) => Promise<Result<T | null>>,
  ): Promise<Result<T | null>> {
    if (!model?.links[rel]) return ok(null);
    const answer = await whenAvailable(app, rel, get);
    return answer.ok || !isLasting(answer.error) ? answer : ok(null);
  }

  /** Only while someone is at the keyboard: presence is not to be faked (PRODUCT, own status). */
  async function report(app: Application): Promise<void> {
    const link = model?.links.reportMyActivity;
    if (!link || !wanted() || power.idleSeconds() * 1000 >= ACTIVITY_MS) return;
    const reported = await reportMyActivity(app.client, link, { signal: app.signal });
    if (reported.ok) return;
    const { remedy } = reported.error;
    // The reading that follows finds presence refused alike, and makes the user available; or the link gone.
    if (isMakeMeAvailableRequired(reported.error) || remedy === 'hide' || remedy === 'drop') void worker?.request();
  }

  /**
   * Nobody has been at the keyboard. An application that published and does not hear of anybody ends after a while
   * (GAPS 70): another one made then is not to publish an absent user, or it would end and be made again for ever.
   */
  function isAway(): boolean {
    const idle = power.idleSeconds();
    return Number.isFinite(idle) && idle * 1000 >= ACTIVITY_MS;
  }

  function keepActive(app: Application): void {
    activity.set(ACTIVITY_MS, () => {
      if (due && !isAway()) void worker?.request();
      void report(app);
      keepActive(app);
    });
  }

  /** The user has changed the mind about being seen. */
  function wishChanged(app: Application): void {
    due = wanted();
    if (due) {
      void worker?.request();
      void report(app);
      return;
    }
    if (model && !model.links.makeMeAvailable) {
      logger.log('info', 'activity is not reported any more; what was published stays until the application ends');
    }
    const { me } = store.state;
    if (me) store.dispatch(set('me', { ...me, canSetAvailability: false }));
  }

  store.subscribeTo(['settings'], (changes) => {
    if (!application || application.signal.aborted) return;
    for (const change of changes) {
      if (!('slice' in change) || change.slice !== 'settings') continue;
      if (change.before.publishPresence !== change.after.publishPresence) wishChanged(application);
    }
  });

  return {
    async attach(next) {
      application = next;
      model = readMe(next.me);
      store.dispatch(set('me', meFrom(model, null, null, wanted())));
      worker = createWorker(clock, next.signal, () => queue(read));
      due = wanted();
      if (!isAway()) await publish(next);
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
      const app = application;
      if (!app || !wanted()) return fail(notPublished());
      const { client, signal } = app;
      const done =
        wish.kind === 'note'
          ? await whenAvailable(app, 'note', (link) => changeNote(client, link, { message: wish.message }, { signal }))
          : await whenAvailable(app, 'presence', (link) =>
              wish.availability === null
                ? resetPresence(client, link, { signal })
                : changePresence(client, link, { availability: wish.availability }, { signal }),
            );
      return done.ok ? queue(read) : done;
    },
  };
}

/** `cause`: what the server said to it. */
function notPublished(cause: Partial<AppError> = {}): AppError {
  return impossible(
    'Your status is not published by Rollcall, so it cannot be set. What was set before stays as it is.',
    cause,
  );
}

function notOffered(cause: AppError): AppError {
  return impossible('The server does not let Rollcall publish your status now, so it cannot be set.', cause);
}

function impossible(message: string, cause: Partial<AppError>): AppError {
  const { code, ...rest } = appError('edit.noLongerPossible', message);
  return { ...rest, ...cause, code, message, retryable: false, remedy: 'tell' };
}

function meFrom(model: MeModel, presence: PresenceModel | null, note: NoteModel | null, wanted: boolean): Me {
  const address = addressOf(model.uri ?? '');
  return {
    address,
    name: model.name ?? address,
    title: model.title,
    department: model.department,
    availability: availabilityFrom(presence),
    activity: presence?.activity ?? null,
    note: note?.message ?? null,
    canSetAvailability: wanted && model.links.presence !== null,
  };
}
