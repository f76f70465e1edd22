/** Whether what failed is tried again unasked, and after how long: by the error catalogue's remedy alone. Pure. */
import type { AppError, Remedy } from '../result.ts';
import { backoff, SLOW_STEPS } from './backoff.ts';

/** What passes by itself, or with the session that mends it. The rest fails alike however often it is asked. */
export const PASSES: Readonly<Record<Remedy, boolean>> = {
  repeatLater: true,
  slowDown: true,
  waitOut: true,
  rediscover: true,
  // The session asks for another ticket, application or pool. Until it does, or finds that all is well, we go on.
  renewTicket: true,
  recreate: true,
  verify: true,
  leavePool: true,
  // Somebody else has the session, or nobody until the user acts: what is asked now ends with it.
  yield: false,
  stop: false,
  mergeAndRepeat: false,
  reread: false,
  takeAsDone: false,
  hide: false,
  drop: false,
  tell: false,
};

/** Whatever else an answer says: repeating these by ourselves could lock the account. */
const REFUSED_SIGN_IN: ReadonlySet<AppError['code']> = new Set(['auth.denied', 'auth.unsupported']);
/** Where a link leads stays where it leads, and nothing of ours goes to strangers. */
const STRANGER: AppError['code'] = 'auth.hostNotTrusted';

/**
 * Milliseconds after which what only the user or another session can mend is tried again. It should have ended the
 * session; one that lives on has proven meanwhile that it may ask. Rarely enough for an account not to be locked over it.
 */
export const REST_MS = 30 * 60_000;

/** True when the session should have ended over it. */
export function endsSession({ code, remedy }: AppError): boolean {
  return code !== STRANGER && (remedy === 'stop' || remedy === 'yield' || REFUSED_SIGN_IN.has(code));
}

/** True when it says something about what was asked for, so that it stands. */
export function isLasting(error: AppError): boolean {
  return !mayPass(error) && !endsSession(error);
}

/** True when the same may succeed later without anybody's doing. */
export function mayPass(error: AppError): boolean {
  return PASSES[error.remedy] && error.code !== STRANGER && !endsSession(error);
}

/**
 * Milliseconds before attempt `attempt` + 1 after `error`: see `backoff`; longer from the first where `waitOut` says so.
 * @param random 0 <= random < 1
 */
export function pauseAfter(error: AppError, attempt: number, random: number): number {
  const steps = error.remedy === 'waitOut' ? attempt + SLOW_STEPS : attempt;
  return backoff(steps, random, error.retryAfterMs);
}
