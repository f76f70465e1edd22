/**
 * Error codes that cross the border. A code says what happened to the user's intent; the other fields are for the
 * help desk. Codes `ucwa.X` carry the server's subcode or code (PROTOCOL section 6).
 */
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
  /** An answer has more bytes than Rollcall takes in. */
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

/** An error as the window, the tray and a help desk see it. No secret, href or stack is ever in it. */
export interface UserError {
  code: ErrorCode;
  /** A plain English sentence for logs and as a fall-back for words the window lacks. */
  message: string;
  /** What the server said, in its own words, or null. */
  serverMessage: string | null;
  /** HTTP status, or null when no answer came. */
  status: number | null;
  subcode: string | null;
  /** The number in X-Ms-diagnostics. */
  diagnostics: string | null;
  /** The host this is about. */
  host: string | null;
  /** The server of the pool that answered, where it names itself. */
  frontEnd: string | null;
  /** To find the request in logs. */
  correlationId: string | null;
  /** Trying the same again may help. */
  retryable: boolean;
}

/** An error of the app's own: no server has a part in it. */
export function ownError(code: ErrorCode, message: string, retryable: boolean): UserError {
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
    retryable,
  };
}

/** What every command answers with. */
export type Envelope<T> = { ok: true; value: T } | { ok: false; error: UserError };
