/** Making an application and having the features read it for the first time. */
import type { AppError } from '../result.ts';
import { doubt, firstPoll } from './channel.ts';
import { courseOf } from './courses.ts';
import type { Application } from './application.ts';
import type { Attaching, Connecting, Live, State } from './state.ts';
import { end, pause, wait } from './transitions.ts';
import type { Turn } from './turn.ts';

/** So many failures of making an application in a row lead back to discovery (PROTOCOL 2.1). */
const REDISCOVER_AFTER = 5;

/** The application is there: the poll is parked first, so that no change between reading and listening is lost. */
export function made(state: Connecting, application: Application, turn: Turn): Attaching {
  const { run, server, askedAt: bornAt } = state;
  return {
    kind: 'attaching',
    life: { ...state.life, rediscovered: false },
    living: { run, application, server, bornAt },
    channel: firstPoll(application.eventsHref, turn),
    reading: { kind: 'reading', run: turn.run(), which: null, attempt: 1 },
  };
}

/** No application: again, elsewhere or never. */
export function notMade(state: Connecting, error: AppError, turn: Turn): State {
  const { server } = state;
  const tries = state.tries + 1;
  const life = { ...state.life, failures: state.life.failures + 1 };
  const course = courseOf('create', error, life);
  switch (course) {
    case 'endForUser':
    case 'endForNow':
      return end(error, course, turn);
    case 'elsewhere':
      return wait({ ...life, rediscovered: true }, error, course, { server: null, tries: 0 }, turn);
    default:
      return wait(life, error, course, { server: tries < REDISCOVER_AFTER ? server : null, tries }, turn);
  }
}

/** Features whose first reading failed are read again after a pause, the others are not. */
export function notAttached(state: Attaching, failed: readonly number[], error: AppError, turn: Turn): State {
  const course = courseOf('attach', error, state.life);
  if (course === 'endForUser' || course === 'endForNow') return end(error, course, turn);
  const { attempt } = state.reading;
  const timer = turn.timer(pause(course, attempt, error, turn));
  turn.say({ type: 'trouble', error, attempt, nextRetryAt: timer.dueAt });
  const resting: Attaching = { ...state, reading: { kind: 'resting', timer, which: failed, attempt } };
  return course === 'check' ? doubt(resting, error, turn) : resting;
}

/** The next reading now, where one is waited for. */
export function readOn<S extends Attaching | Live>(state: S, turn: Turn): S {
  if (state.kind === 'live' || state.reading.kind === 'reading') return state;
  const { which, attempt } = state.reading;
  return { ...state, reading: { kind: 'reading', run: turn.run(), which, attempt: attempt + 1 } };
}
