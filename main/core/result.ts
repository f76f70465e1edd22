/** Errors as values. */

/** The catalogue's codes; `preload/contract/errors.ts` names the same ones for the window. */
export type ErrorCode =
  | 'network.offline'
  | 'network.timeout'
  | 'network.unreachable'
  | 'tls.untrusted'
  | 'discovery.notFound'
  | 'discovery.loop'
  | 'auth.required'
  | 'auth.denied'
  | 'auth.unsupported'
  | 'auth.hostNotTrusted'
  | 'session.replaced'
  | 'session.ended'
  | 'ucwa.badRequest'
  | 'ucwa.forbidden'
  | 'ucwa.limitExceeded'
  | 'ucwa.tooManyGroups'
  | 'ucwa.tooManyApplications'
  | 'ucwa.userAgentNotAllowed'
  | 'ucwa.alreadyExists'
  | 'ucwa.conflict'
  | 'ucwa.readOnly'
  /** The organisation or the server sets it; nobody changes it here. */
  | 'ucwa.notEditable'
  | 'ucwa.notFound'
  | 'ucwa.normalizationFailed'
  | 'ucwa.preconditionFailed'
  | 'ucwa.tooManyRequests'
  | 'ucwa.unavailable'
  | 'ucwa.serviceFailure'
  | 'ucwa.tooLarge'
  | 'ucwa.unexpected'
  | 'edit.notChanged'
  | 'edit.noLongerPossible'
  | 'import.tooLarge'
  | 'import.unreadable'
  | 'keychain.unavailable'
  | 'settings.reset'
  | 'settings.newer'
  | 'data.reset'
  | 'notifications.refused'
  | 'tray.missing'
  | 'policy.refused'
  | 'policy.unreadable'
  | 'update.unreachable'
  | 'update.refused'
  /** The window gave more commands at once than it may; nothing was done. */
  | 'busy'
  | 'validation'
  | 'internal';

/**
 * What the app does about a failure. Within a session it depends on what was asked, too: `session/courses.ts`.
 * - `renewTicket`: gets another ticket, once, and repeats; refused again, the user has to sign in;
 * - `recreate`: builds another application; asks it first whether it is gone where only a part of it said so;
 * - `verify`: asks the application whether it still lives, and builds another one if not;
 * - `rediscover`: repeats with growing pauses, and looks for the server anew where there is no application yet;
 * - `leavePool`: gives up what lives on that pool and begins again at discovery, after a while;
 * - `yield`: leaves the event channel to the copy of the app that took it;
 * - `stop`: ends what was begun until the user acts;
 * - `repeatLater`: repeats what may be repeated, with growing pauses or after Retry-After;
 * - `waitOut`: something between here and the server answered: repeats slowly, and at once in another network;
 * - `slowDown`: waits and sends smaller batches;
 * - `mergeAndRepeat`: reads again, lays the change over it, writes again, a few times;
 * - `reread`: reads what is there now and tells the user;
 * - `takeAsDone`: is content, since what was wanted is there;
 * - `hide`: reads again what is offered, for it is not offered to this user any more;
 * - `drop`: takes the thing out of what it shows;
 * - `tell`: tells the user and does nothing else.
 */
export type Remedy =
  | 'renewTicket'
  | 'recreate'
  | 'verify'
  | 'rediscover'
  | 'leavePool'
  | 'yield'
  | 'stop'
  | 'repeatLater'
  | 'waitOut'
  | 'slowDown'
  | 'mergeAndRepeat'
  | 'reread'
  | 'takeAsDone'
  | 'hide'
  | 'drop'
  | 'tell';

/** What went wrong, for a program (`code`), a person (`message`) and a help desk (the rest). Holds no secret or href. */
export interface AppError {
  code: ErrorCode;
  message: string;
  serverMessage: string | null;
  status: number | null;
  subcode: string | null;
  diagnostics: string | null;
  host: string | null;
  /** The front end that answered, as X-MS-Server-Fqdn names it: in a pool, one of several behind `host`. */
  frontEnd: string | null;
  correlationId: string | null;
  retryable: boolean;
  /** What the app does about it; by the error catalogue where a server refused. */
  remedy: Remedy;
  /** Milliseconds the server asked to wait (Retry-After), or null. */
  retryAfterMs: number | null;
}

export type Result<T> = { ok: true; value: T } | { ok: false; error: AppError };

/** A success. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** A failure. */
export function fail(error: AppError): { ok: false; error: AppError } {
  return { ok: false, error };
}

/** Failures that are the user's to mend: repeating them unasked is useless, or locks the account. */
const FOR_THE_USER: ReadonlySet<ErrorCode> = new Set([
  'auth.required',
  'auth.denied',
  'auth.unsupported',
  'auth.hostNotTrusted',
  'ucwa.tooManyApplications',
  'ucwa.userAgentNotAllowed',
  'keychain.unavailable',
  'validation',
  'internal',
]);

/**
 * Builds an error from its code and words; all other fields are unset unless given. `remedy` unless given:
 * `repeatLater` for what is retryable, `stop` for what only the user can mend, `tell` for the rest.
 */
export function appError(
  code: ErrorCode,
  message: string,
  more: Partial<Omit<AppError, 'code' | 'message'>> = {},
): AppError {
  return {
    code,
    message,
    serverMessage: null,
    status: null,
    subcode: null,
    diagnostics: null,
    host: null,
    frontEnd: null,
    correlationId: null,
    retryable: false,
    remedy: more.retryable === true ? 'repeatLater' : FOR_THE_USER.has(code) ? 'stop' : 'tell',
    retryAfterMs: null,
    ...more,
  };
}
