import { expect, test } from 'vitest';
import { startAccount } from './start-account.ts';

const ARGV = ['electron', '.', '--rollcall-user=alex@contoso.example'];

test('a development start may bring an account along', () => {
  expect(startAccount(ARGV, 'secret', false)).toEqual({
    address: 'alex@contoso.example',
    password: 'secret',
    server: null,
  });
});

test.each([
  ['in an installed app', ARGV, 'secret', true],
  ['without a password', ARGV, undefined, false],
  ['with an empty password', ARGV, '', false],
  ['without an address', ['electron', '.'], 'secret', false],
  ['with an empty address', ['electron', '.', '--rollcall-user='], 'secret', false],
] as const)('none %s', (_, argv, password, isPackaged) => {
  expect(startAccount(argv, password, isPackaged)).toBeNull();
});
