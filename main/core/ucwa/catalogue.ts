/**
 * The error catalogue: what a refusal means to the user. One row per case; the first row whose conditions all hold is
 * taken, so a subcode stands before its status. To add a case, add a row (PROTOCOL 4.5, 6, 7.6).
 */
import type { ErrorCode } from '../result.ts';

export interface CatalogueRow {
  readonly when: {
    /** HTTP status; 3, 4, 5: the whole class. */
    readonly status?: number;
    /** Compared without regard to case. */
    readonly subcode?: string;
    /** Number in X-Ms-diagnostics. */
    readonly diagnostics?: string;
    /** Whether the body was a UCWA reason; false: a proxy or the web server spoke. */
    readonly reason?: boolean;
  };
  readonly error: ErrorCode;
  /** One English sentence that a user can act on; a 400's parameter names are put before its first full stop. */
  readonly message: string;
  /** Trying the same again may help. */
  readonly retryable: boolean;
}

const FINAL = false;
const AGAIN = true;

export const CATALOGUE: readonly CatalogueRow[] = [
  // How an application or its event channel ends.
  row(
    { status: 404, subcode: 'ApplicationNotFound' },
    'session.ended',
    'The server no longer knows this session.',
    AGAIN,
  ),
  row(
    { status: 410, subcode: 'InactiveApplicationExpired' },
    'session.ended',
    'The server ended this session because it was silent for too long.',
    AGAIN,
  ),
  row(
    { status: 403, subcode: 'MaxEventCountReached' },
    'session.ended',
    'The server ended this session because too many changes were waiting.',
    AGAIN,
  ),
  row(
    { status: 409, subcode: 'PGetReplaced' },
    'session.replaced',
    'Another copy of the app took over this session.',
    FINAL,
  ),
  row(
    { status: 410, subcode: 'TooManyApplications' },
    'ucwa.tooManyApplications',
    'You are signed in on too many devices or apps. Sign out of one and try again.',
    FINAL,
  ),
  row(
    { status: 410, subcode: 'UserAgentNotAllowed' },
    'ucwa.userAgentNotAllowed',
    'Your organisation does not allow this app.',
    FINAL,
  ),
  row(
    { subcode: 'MobileApplicationNoLongerAllowed' },
    'ucwa.userAgentNotAllowed',
    'Your organisation no longer allows apps like this one.',
    FINAL,
  ),
  row(
    { status: 410, subcode: 'CannotRedirect' },
    'ucwa.unavailable',
    'Your server is out of service and has no backup. Try again later.',
    AGAIN,
  ),

  // Limits.
  row(
    { subcode: 'TooManyGroups' },
    'ucwa.tooManyGroups',
    'You have reached the number of groups that your server allows.',
    FINAL,
  ),
  row(
    { subcode: 'TooManyContacts' },
    'ucwa.limitExceeded',
    'You have reached the number of contacts that your server allows.',
    FINAL,
  ),
  row({ subcode: 'LimitExceeded' }, 'ucwa.limitExceeded', 'You have reached a limit of your server.', FINAL),

  // The contact list lives elsewhere.
  row(
    { subcode: 'InvalidExchangeServerVersion' },
    'ucwa.readOnly',
    'Your contact list lives in Exchange and cannot be changed now.',
    FINAL,
  ),
  row(
    { subcode: 'MigrationInProgress' },
    'ucwa.readOnly',
    'Your contact list is being moved to Exchange and cannot be changed now.',
    AGAIN,
  ),

  // State.
  row({ subcode: 'AlreadyExists' }, 'ucwa.alreadyExists', 'This exists already.', FINAL),
  row({ subcode: 'MakeMeAvailableRequired' }, 'ucwa.conflict', 'Set your own status first, then try again.', AGAIN),
  row(
    { subcode: 'NormalizationFailed' },
    'ucwa.normalizationFailed',
    'The server does not understand this phone number. Write it with country code, such as +1 425 555 0100.',
    FINAL,
  ),
  row(
    { subcode: 'ParameterValidationFailure' },
    'ucwa.badRequest',
    'The server does not accept what was entered.',
    FINAL,
  ),
  row({ subcode: 'DeserializationFailure' }, 'ucwa.badRequest', 'The server could not read the request.', FINAL),
  row({ subcode: 'APIVersionNotSupported' }, 'ucwa.notFound', 'Your server is too old for this.', FINAL),
  row({ subcode: 'AnonymousNotAllowed' }, 'ucwa.forbidden', 'Your server allows this only to signed-in users.', FINAL),
  row(
    { status: 403, subcode: 'OperationNotSupported' },
    'ucwa.forbidden',
    'Your server does not offer this to you.',
    FINAL,
  ),
  row(
    { subcode: 'ProvisioningDataUnavailable' },
    'ucwa.serviceFailure',
    'Your server cannot read your account at the moment. Try again later.',
    AGAIN,
  ),

  // By diagnostics: tickets.
  row(
    { status: 500, diagnostics: '28032' },
    'auth.required',
    'The server does not accept the sign-in of another server. Sign in again.',
    AGAIN,
  ),
  row({ status: 403, diagnostics: '28055' }, 'auth.required', 'Your sign-in has expired. Sign in again.', AGAIN),

  // By status.
  row({ status: 3 }, 'ucwa.unexpected', 'The server pointed to another address, which is not followed here.', FINAL),
  row({ status: 400 }, 'ucwa.badRequest', 'The server did not accept the request.', FINAL),
  row({ status: 401 }, 'auth.required', 'The server asks you to sign in again.', FINAL),
  row(
    { status: 403, reason: false },
    'ucwa.forbidden',
    'The request was refused before it reached the Skype for Business service, by a proxy or the web server.',
    FINAL,
  ),
  row({ status: 403 }, 'ucwa.forbidden', 'Your organisation does not allow this.', FINAL),
  row({ status: 404 }, 'ucwa.notFound', 'This no longer exists on the server.', FINAL),
  row({ status: 405 }, 'ucwa.unexpected', 'The server does not offer this operation.', FINAL),
  row({ status: 407 }, 'network.unreachable', 'A proxy asks for a sign-in before the server can be reached.', FINAL),
  row({ status: 408 }, 'network.timeout', 'The server did not receive the request in time.', AGAIN),
  row(
    { status: 409 },
    'ucwa.conflict',
    'The server cannot do this now: it may be read-only, or something changed meanwhile.',
    FINAL,
  ),
  row({ status: 410 }, 'session.ended', 'The server ended this session.', FINAL),
  row({ status: 412 }, 'ucwa.preconditionFailed', 'This was changed elsewhere meanwhile. Try again.', AGAIN),
  row({ status: 413 }, 'ucwa.badRequest', 'The request is too large for the server.', FINAL),
  row({ status: 428 }, 'ucwa.preconditionFailed', 'The server wants to know which version is changed.', FINAL),
  row({ status: 429 }, 'ucwa.tooManyRequests', 'The server is asked too often. Wait a moment.', AGAIN),
  row({ status: 502 }, 'ucwa.unavailable', 'The server behind the proxy cannot be reached. Try again later.', AGAIN),
  row({ status: 503 }, 'ucwa.unavailable', 'The server is not available now. Try again later.', AGAIN),
  row({ status: 504 }, 'ucwa.unavailable', 'The server took too long. Try again later.', AGAIN),
  row({ status: 5 }, 'ucwa.serviceFailure', 'Something failed on the server. Try again later.', AGAIN),
];

function row(when: CatalogueRow['when'], error: ErrorCode, message: string, retryable: boolean): CatalogueRow {
  return { when, error, message, retryable };
}
