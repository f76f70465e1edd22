import { expect, test } from 'vitest';
import { failureOf, refusalOf, wordsOf } from './outcome.ts';

const thrown = (errorCode: string, errorMessage = '') => Object.assign(new Error('x'), { errorCode, errorMessage });

test.each([
  ['invalid_grant', 'AADSTS50173: The grant of ann@example.org has expired.', 'invalid_grant (AADSTS50173)'],
  ['access_denied', 'MSIS9605: no', 'access_denied'],
  ['https://pool.example.org/?code=1', '', 'error'],
  ['', '', 'error'],
])('%s, %s is told as %s', (code, description, words) => {
  expect(wordsOf(code, description)).toBe(words);
});

test.each([
  ['access_denied', '', 'AADSTS65004: declined', 'cancelled'],
  ['access_denied', 'cancel', '', 'cancelled'],
  ['access_denied', '', 'AADSTS50105: not assigned', 'denied'],
  ['unauthorized_client', '', 'AADSTS700016', 'denied'],
  ['invalid_resource', '', 'AADSTS500011', 'denied'],
  ['server_error', '', '', 'failed'],
  ['server_error', 'cancel', '', 'failed'],
])('the answer %s %s %s means %s', (error, subcode, description, reason) => {
  expect(refusalOf({ error, subcode, description })).toMatchObject({ ok: false, reason });
});

test.each([
  ['invalid_grant', true, 'interactionRequired'],
  ['invalid_grant', false, 'denied'],
  ['interaction_required', true, 'interactionRequired'],
  ['refresh_token_expired', true, 'interactionRequired'],
  ['no_tokens_found', true, 'interactionRequired'],
  ['unauthorized_client', true, 'denied'],
  ['endpoints_resolution_error', true, 'failed'],
] as const)('%s, silent %s, means %s', (code, silent, reason) => {
  expect(failureOf(thrown(code), null, silent)).toMatchObject({ ok: false, reason });
});

test('what the network noted is nearer to the cause', () => {
  const trouble = { reason: 'unreachable', detail: 'tls: Contoso CA' } as const;
  expect(failureOf(thrown('invalid_grant'), trouble, true)).toEqual({ ok: false, ...trouble });
});

test('a defect says its name only', () => {
  expect(failureOf(new TypeError('secret'), null, false)).toEqual({ ok: false, reason: 'failed', detail: 'TypeError' });
  expect(failureOf(null, null, false)).toEqual({ ok: false, reason: 'failed', detail: 'error' });
});
