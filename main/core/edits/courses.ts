/**
 * What becomes of an edit that the server did not accept: by the error catalogue's remedy (PROTOCOL 6). Pure data; what a
 * session does about the same remedies says `session/courses.ts`.
 */
import type { AppError, Remedy } from '../result.ts';
import { endsSession, isLasting } from '../timing/passing.ts';

/**
 * - `done`: settled, for what was wanted is there;
 * - `retry`: it waits and goes out again after a pause that grows; the others go on meanwhile;
 * - `pause`: the same, and the others wait as well, since they would fail alike;
 * - `rest`: it waits for the next session or for the user, and goes out again in this one, should it last, after long;
 * - `fail`: it is shown as failed with the reason, and what it touched is read again.
 */
export type EditCourse = 'done' | 'retry' | 'pause' | 'rest' | 'fail';

export const EDIT_COURSES: Readonly<Record<Remedy, EditCourse>> = {
  takeAsDone: 'done',

  repeatLater: 'retry',

  // Connection, ticket, application and pool are the session's affair. It mends them or ends.
  slowDown: 'pause',
  waitOut: 'pause',
  rediscover: 'pause',
  renewTicket: 'pause',
  recreate: 'pause',
  verify: 'pause',
  leavePool: 'pause',

  // The session has ended, or another copy of the app has it.
  stop: 'rest',
  yield: 'rest',

  // Laying the change over what somebody else wrote is done below; what comes up here was tried often enough.
  mergeAndRepeat: 'fail',
  reread: 'fail',
  drop: 'fail',
  hide: 'fail',
  tell: 'fail',
};

/** What becomes of an edit after `error`. */
export function courseOf(error: AppError): EditCourse {
  // Without a session nobody was asked, so nobody refused.
  if (error.code === 'session.ended' || error.code === 'session.replaced') return 'pause';
  if (endsSession(error)) return 'rest';
  // A link that leads to strangers is lasting, whatever remedy comes with it.
  const course = isLasting(error) && EDIT_COURSES[error.remedy] !== 'done' ? 'fail' : EDIT_COURSES[error.remedy];
  return course === 'retry' && error.code.startsWith('network.') ? 'pause' : course;
}
