import { expect, it } from 'vitest';
import { headersOf, kindOfNetError } from './http-words.ts';

it('falls back on joined fields when an answer has no lines', () => {
  expect({ ...headersOf([], { Date: 'x', 'set-cookie': ['a', 'b'] }) }).toEqual({
    date: ['x'],
    'set-cookie': ['a', 'b'],
  });
});

it('takes field names that are names of Object’s own for fields', () => {
  expect(headersOf(['constructor', 'x', '__proto__', 'y'])['constructor']).toEqual(['x']);
  expect(headersOf(['constructor', 'x', '__proto__', 'y'])['__proto__']).toEqual(['y']);
});

it.each([
  ['net::ERR_CERT_COMMON_NAME_INVALID', true, 'tls'],
  ['net::ERR_BAD_SSL_CLIENT_AUTH_CERT', true, 'tls'],
  ['net::ERR_CERT_DATE_INVALID', false, 'tls'],
  ['net::ERR_TIMED_OUT', true, 'timeout'],
  ['net::ERR_ADDRESS_UNREACHABLE', false, 'offline'],
  ['Redirect was cancelled', true, 'unreachable'],
])('%s, online %s: %s', (message, online, kind) => {
  expect(kindOfNetError(message, online)).toBe(kind);
});
