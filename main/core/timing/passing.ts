/** Whether what failed is tried again unasked, and after how long: by the error catalogue's remedy alone. Pure. */
import type { AppError, Remedy } from '../result.ts';
import { backoff } from './backoff.ts';

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

/** Whatever else an answer says: repeating these by ourselves could lock the account or send it to strangers. */
const NEVER_REPEATED: ReadonlySet<AppError['code']> = new Set([
  'auth.denied',
  'auth.unsupported',
  'auth.hostNotTrusted',
]);

/** So many steps of the back-off are skipped where somebody is in the way who does not go in a second. */
const SLOW_STEPS = 4;

/** True when the same may succeed later without anybody's doing. */
export function mayPass(error: AppError): boolean {
  return PASSES[error.remedy] && !NEVER_REPEATED.has(error.code);
}

/**
 * Milliseconds before attempt `attempt` + 1 after `error`: see `backoff`; longer from the first where `waitOut` says so.
 * @param random 0 <= random < 1
 */
export function pauseAfter(error: AppError, attempt: number, random: number): number {
  const steps = error.remedy === 'waitOut' ? attempt + SLOW_STEPS : attempt;
  return backoff(steps, random, error.retryAfterMs);
}
