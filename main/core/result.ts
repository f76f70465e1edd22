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
  | 'ucwa.notFound'
  | 'ucwa.normalizationFailed'
  | 'ucwa.preconditionFailed'
  | 'ucwa.tooManyRequests'
  | 'ucwa.unavailable'
  | 'ucwa.serviceFailure'
  | 'ucwa.unexpected'
  | 'edit.notChanged'
  | 'edit.noLongerPossible'
  | 'keychain.unavailable'
  | 'settings.reset'
  | 'validation'
  | 'internal';

/** What went wrong, for a program (`code`), a person (`message`) and a help desk (the rest). Holds no secret or href. */
export interface AppError {
  code: ErrorCode;
  message: string;
  serverMessage: string | null;
  status: number | null;
  subcode: string | null;
  diagnostics: string | null;
  host: string | null;
  correlationId: string | null;
  retryable: boolean;
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

/** Builds an error from its code and words; all other fields are unset unless given. */
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
    correlationId: null,
    retryable: false,
    retryAfterMs: null,
    ...more,
  };
}
