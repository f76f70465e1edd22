/** Ways from one state to another that several states have in common: beginning, pausing, ending, leaving. */
import type { AppError } from '../result.ts';
import { backoff, SLOW_STEPS } from '../timing/backoff.ts';
import { FAREWELL_MS } from './application.ts';
import type { Course } from './courses.ts';
import type { Attaching, Connecting, Ended, Leaving, Life, Live, Server, SigningIn, State, Waiting } from './state.ts';
import type { Turn } from './turn.ts';

/** An application that lived shorter than this counts as another failure in a row. */
const SHORT_LIFE_MS = 60_000;

/** What a course that ends the session says about starting it again. */
export type Ending = Extract<Course, 'endForUser' | 'endForNow'>;

/** A new life: nothing of an earlier one counts. */
export function begin(turn: Turn): SigningIn {
  turn.say({ type: 'started' });
  return signIn({ failures: 0, settled: false, rediscovered: false }, turn);
}

/** Discovers and signs in. */
export function signIn(life: Life, turn: Turn): SigningIn {
  return { kind: 'signingIn', life, run: turn.run() };
}

/** Asks for an application. */
export function connect(life: Life, server: Server, tries: number, turn: Turn): Connecting {
  const freshIdentity = turn.identityTaken;
  turn.identityTaken = false;
  return { kind: 'connecting', life, run: turn.run(), askedAt: turn.now, server, tries, freshIdentity };
}

/** Milliseconds before the next attempt after `attempt` failures. */
export function pause(course: Course, attempt: number, error: AppError, turn: Turn): number {
  return backoff(course === 'slowly' ? attempt + SLOW_STEPS : attempt, turn.chance, error.retryAfterMs);
}

/** Waits before the next attempt; `life.failures` counts the one that has just failed. */
export function wait(
  life: Life,
  error: AppError,
  course: Course,
  next: Pick<Waiting, 'server' | 'tries'>,
  turn: Turn,
): Waiting {
  const timer = turn.timer(pause(course, life.failures, error, turn));
  turn.say({ type: 'trouble', error, attempt: life.failures, nextRetryAt: timer.dueAt });
  return { kind: 'waiting', life, timer, ...next };
}

/** The attempt that was waited for. */
export function attempt(waiting: Waiting, turn: Turn): State {
  const { life, server, tries } = waiting;
  return server === null ? signIn(life, turn) : connect(life, server, tries, turn);
}

/** Ends the session. What lives on the server is left to the server: who may not speak cannot say good-bye. */
export function end(error: AppError, course: Ending, turn: Turn): Ended {
  turn.log('warn', 'the session ended', error);
  turn.say({ type: 'ended', error });
  return { kind: 'ended', restart: course === 'endForUser' ? 'user' : 'network' };
}

/** The application is gone: makes another one, at once unless it was short-lived (PROTOCOL 4.6). */
export function recreate({ life, living }: Attaching | Live, error: AppError, turn: Turn): State {
  turn.log('info', 'the application is gone, making another', error);
  const failures = turn.now - living.bornAt < SHORT_LIFE_MS ? life.failures + 1 : 0;
  const next = { ...life, failures };
  if (failures > 1) return wait(next, error, 'again', { server: living.server, tries: 0 }, turn);
  return connect(next, living.server, 0, turn);
}

/** The pool is not the user's any more: begins again at discovery, after a while. */
export function moveOn({ life, living }: Attaching | Live, error: AppError, turn: Turn): State {
  turn.log('info', 'leaving the pool', error);
  const failures = turn.now - living.bornAt < SHORT_LIFE_MS ? life.failures + 1 : 1;
  return wait({ ...life, failures }, error, 'again', { server: null, tries: 0 }, turn);
}

/** What follows once nothing is left on the server. */
export function over(then: Leaving['then'], turn: Turn): State {
  if (then.kind === 'start') return begin(turn);
  turn.say({ type: 'signedOut', error: then.error });
  return { kind: 'signedOut' };
}

/**
 * Leaves whatever there is. An application is deleted before anything else is begun, also one that is just being made:
 * its request is given up, but its answer is waited for, FAREWELL_MS at most.
 */
export function leave(state: State, then: Leaving['then'], turn: Turn): State {
  switch (state.kind) {
    case 'connecting':
      return { kind: 'leaving', then, farewell: { kind: 'creation', run: state.run, timer: turn.timer(FAREWELL_MS) } };
    case 'attaching':
    case 'live': {
      const { application } = state.living;
      return { kind: 'leaving', then, farewell: { kind: 'application', run: turn.run(), application } };
    }
    case 'leaving':
      return { ...state, then };
    default:
      return over(then, turn);
  }
}
