/** What the sign-in library and the provider said, in the words of the OpenId port. Pure. */
import type { OpenIdOutcome } from '../../core/ports.ts';
import type { LoopbackAnswer } from './loopback.ts';
import type { Trouble } from './network.ts';

export type OpenIdFailure = Extract<OpenIdOutcome, { ok: false }>;

/** Only a sign-in by the user himself can help (OpenID Connect 3.1.2.6; RFC 6749 5.2; the platform's own). */
const ASK =
  /^(interaction_required|consent_required|login_required|invalid_grant|bad_token|no_tokens_found|.*token_expired)$/;
/** The provider has decided; asking again changes nothing. */
const DENIED =
  /^(access_denied|unauthorized_client|invalid_client|invalid_resource|invalid_target|invalid_scope|invalid_grant|interaction_required|consent_required|login_required)$/;
/** The user pressed Cancel where the platform asks for consent. */
const DECLINED = 'AADSTS65004';

/**
 * Code and number of an error; its description stays behind, since it may name people and hold parts of tokens.
 * `invalid_grant`, `AADSTS50173: ... ann@example.org` -> `invalid_grant (AADSTS50173)`.
 */
export function wordsOf(code: string, description: string): string {
  const safe = /^[\w.-]{1,60}$/.test(code) ? code : 'error';
  const number = /\bAADSTS\d{1,9}\b/.exec(description)?.[0];
  return number === undefined ? safe : `${safe} (${number})`;
}

/** What an answer without a code means. */
export function refusalOf(answer: Extract<LoopbackAnswer, { error: string }>): OpenIdFailure {
  const detail = wordsOf(answer.error, answer.description);
  const declined = answer.subcode === 'cancel' || detail.includes(DECLINED);
  if (answer.error === 'access_denied' && declined) return { ok: false, reason: 'cancelled', detail };
  return { ok: false, reason: DENIED.test(answer.error) ? 'denied' : 'failed', detail };
}

/**
 * What an error means that the library threw. `trouble`: what the network noted meanwhile, which is nearer to the
 * cause. `silent`: nobody was asked, so that asking may still help.
 */
export function failureOf(error: unknown, trouble: Trouble | null, silent: boolean): OpenIdFailure {
  if (trouble !== null) return { ok: false, reason: trouble.reason, detail: trouble.detail };
  const { errorCode, errorMessage } = fieldsOf(error);
  const detail = wordsOf(errorCode, errorMessage);
  if (silent && ASK.test(errorCode)) return { ok: false, reason: 'interactionRequired', detail };
  return { ok: false, reason: DENIED.test(errorCode) ? 'denied' : 'failed', detail };
}

/** The library's errors carry a code and words; anything else is a defect and says its name only. */
function fieldsOf(error: unknown): { errorCode: string; errorMessage: string } {
  const { errorCode, errorMessage, name } = (error ?? {}) as Record<string, unknown>;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return { errorCode: text(errorCode) || text(name), errorMessage: text(errorMessage) };
}
