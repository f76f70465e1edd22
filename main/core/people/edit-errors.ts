/** Why a change of the contact list did not come about, where the server did not refuse it. */
import { appError, fail, type Result } from '../result.ts';

/** What it is about is not there any more, or not offered. */
export function gone(message: string): Result<never> {
  return fail(appError('edit.noLongerPossible', message));
}

/** The server said yes and did nothing. */
export function notChanged(): Result<never> {
  return fail(appError('edit.notChanged', 'The server accepted the change but did not apply it.'));
}

/** Somebody else changed the same thing after the wish was made: theirs stands until the user says so again. */
export function changedElsewhere(message: string): Result<never> {
  return fail(appError('ucwa.preconditionFailed', message, { remedy: 'reread' }));
}
