/**
 * What a session does about a failure: the catalogue's remedy and what was being done give the course (PROTOCOL 2.1,
 * 3.7, 4.5, 6.1, 7.6). Pure data; the machine holds no list of statuses.
 */
import type { AppError, Remedy } from '../result.ts';
import { endsSession } from '../timing/passing.ts';

/** What failed. `create`: POST applications; `check`: GET application; `attach`: the features' first reading. */
export type Stage = 'signIn' | 'create' | 'poll' | 'check' | 'attach';

/**
 * - `again`: the same once more after a growing pause;
 * - `slowly`: the same after a long pause, said at once: whoever is in the way does not go in a second;
 * - `elsewhere`: begins again at discovery after a pause, for the user may have been moved to another pool;
 * - `check`: asks the application whether it lives;
 * - `recreate`: makes another application on the same server;
 * - `yield`: leaves the channel to another copy of the app;
 * - `endForUser`: ended, and nothing but the user starts it again;
 * - `endForNow`: ended, and another network or waking up starts it again.
 */
export type Course = 'again' | 'slowly' | 'elsewhere' | 'check' | 'recreate' | 'yield' | 'endForUser' | 'endForNow';

/**
 * Courses that depend on what the session has seen.
 * - `unlessSettled`: ends the first sign-in, where the user looks on; a session that has been live waits instead;
 * - `elsewhereOnce`: another discovery, and if that leads to the same refusal the end;
 * - `elsewhereThenWait`: the same, but a session that has been live waits instead.
 */
type Conditional = 'unlessSettled' | 'elsewhereOnce' | 'elsewhereThenWait';

type Row = Readonly<Record<Stage, Course | Conditional>>;

function row(
  signIn: Row['signIn'],
  create: Row['create'],
  poll: Course,
  check: Course,
  attach: 'again' | 'slowly' | 'check' | 'endForUser',
): Row {
  return { signIn, create, poll, check, attach };
}

/* prettier-ignore */
export const COURSES: Readonly<Record<Remedy, Row>> = {
  //                  sign-in          POST applications    poll          GET application  attach
  renewTicket:    row('endForUser',    'endForUser',        'endForUser', 'endForUser',    'endForUser'),
  stop:           row('endForUser',    'endForUser',        'endForUser', 'endForUser',    'endForUser'),
  recreate:       row('again',         'elsewhere',         'recreate',   'recreate',      'check'),
  verify:         row('unlessSettled', 'endForUser',        'check',      'recreate',      'check'),
  drop:           row('unlessSettled', 'elsewhereOnce',     'check',      'recreate',      'again'),
  hide:           row('unlessSettled', 'elsewhereOnce',     'endForNow',  'elsewhere',     'again'),
  rediscover:     row('again',         'elsewhere',         'again',      'again',         'again'),
  leavePool:      row('again',         'elsewhere',         'elsewhere',  'elsewhere',     'check'),
  yield:          row('again',         'elsewhere',         'yield',      'again',         'again'),
  repeatLater:    row('again',         'again',             'again',      'again',         'again'),
  slowDown:       row('again',         'again',             'again',      'again',         'again'),
  mergeAndRepeat: row('again',         'again',             'again',      'again',         'again'),
  waitOut:        row('unlessSettled', 'elsewhereThenWait', 'slowly',     'slowly',        'slowly'),
  reread:         row('unlessSettled', 'unlessSettled',     'endForNow',  'again',         'again'),
  takeAsDone:     row('unlessSettled', 'unlessSettled',     'endForNow',  'again',         'again'),
  tell:           row('unlessSettled', 'unlessSettled',     'endForNow',  'recreate',      'again'),
};

/** Whatever else an answer says: repeating these by ourselves could lock the account or send it to strangers. */
const NEVER_REPEATED: ReadonlySet<AppError['code']> = new Set([
  'auth.denied',
  'auth.unsupported',
  'auth.hostNotTrusted',
]);

/** What a session has seen that matters for its course. */
export interface Experience {
  /** It has been live since it was started: the account and the server are right. */
  readonly settled: boolean;
  /** A refusal of an application has led to discovery since the last application was made. */
  readonly rediscovered: boolean;
}

/** The course after `error` at `stage`. */
export function courseOf(stage: Stage, error: AppError, { settled, rediscovered }: Experience): Course {
  if (NEVER_REPEATED.has(error.code)) return 'endForUser';
  // What the events would have told is read anew; asked for again they would be as many.
  if (stage === 'poll' && error.code === 'ucwa.tooLarge') return 'recreate';
  const course = COURSES[error.remedy][stage];
  switch (course) {
    case 'unlessSettled':
      return settled ? 'slowly' : 'endForNow';
    case 'elsewhereOnce':
      return rediscovered ? 'endForNow' : 'elsewhere';
    case 'elsewhereThenWait':
      if (!rediscovered) return 'elsewhere';
      return settled ? 'slowly' : 'endForNow';
    default:
      return course;
  }
}

/** What is said of an application that is gone; an expired subscription answers alike. */
const GONE: ReadonlySet<Remedy> = new Set<Remedy>(['recreate', 'verify']);

/** True of what is said to a user who is not let in any more; a single resource, or somebody on the way, may say it too. */
export function isRefused(error: AppError): boolean {
  return endsSession(error) && error.remedy !== 'yield';
}

/** True of what speaks against the application itself, so that it is to be asked. */
export function isDoubtful(error: AppError): boolean {
  return GONE.has(error.remedy) || isRefused(error);
}
