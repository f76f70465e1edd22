/** What becomes of an update, step by step, and when the next look is due. Pure. */
import type { UpdateFailure } from '../ports.ts';
import { appError, type AppError } from '../result.ts';
import type { UpdateStatus } from '../store/state.ts';

/** The app first has better things to do than to look for a newer one (ms). */
export const FIRST_CHECK_MS = 5 * 60_000;
export const DAY_MS = 24 * 60 * 60_000;
/** After the first failure; doubled with each, up to a day (ms). */
export const FIRST_PAUSE_MS = 15 * 60_000;

export type UpdateEvent =
  | { readonly type: 'checking' }
  | { readonly type: 'newest'; readonly at: number }
  | { readonly type: 'downloading'; readonly version: string; readonly percent: number }
  | { readonly type: 'ready'; readonly version: string }
  | { readonly type: 'failed'; readonly at: number; readonly error: AppError };

/**
 * The state after an event. An update that is ready stays so until the app ends: it is installed then, and looking for
 * a still newer one could take its file away.
 */
export function nextStatus(status: UpdateStatus, event: UpdateEvent): UpdateStatus {
  if (status.phase === 'off' || status.phase === 'ready') return status;
  switch (event.type) {
    case 'checking':
      return { phase: 'checking' };
    case 'newest':
      return { phase: 'idle', checkedAt: event.at };
    case 'downloading': {
      // Whole percents, and never backwards: a second attempt of the library begins at 0 again.
      const before = status.phase === 'downloading' && status.version === event.version ? status.percent : 0;
      const percent = Math.min(100, Math.max(before, Math.floor(event.percent) || 0));
      return { phase: 'downloading', version: event.version, percent };
    }
    case 'ready':
      return { phase: 'ready', version: event.version };
    case 'failed':
      return { phase: 'failed', at: event.at, error: event.error };
    default:
      return event satisfies never;
  }
}

/** Whether a look may begin now. */
export function mayCheck({ phase }: UpdateStatus): boolean {
  return phase === 'idle' || phase === 'failed';
}

/**
 * Milliseconds until the next look: a day after a good one, 15 minutes and more after a failure. Up to a fifth comes
 * on top by chance, so that a company's computers do not all ask at nine o'clock.
 * @param failures in a row so far
 * @param random 0 <= random < 1
 */
export function nextCheckIn(failures: number, random: number): number {
  const pause = failures === 0 ? DAY_MS : Math.min(DAY_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 16));
  return Math.round(pause * (1 + random / 5));
}

/** The failure as the user is told of it. */
export function errorOf({ reason }: UpdateFailure): AppError {
  return reason === 'unreachable'
    ? appError('update.unreachable', 'The update server could not be reached or did not answer as expected.', {
        retryable: true,
      })
    : appError('update.refused', 'The update is not what its publisher announced. It was not installed.');
}
