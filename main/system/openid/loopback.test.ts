import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLoopback } from './loopback.ts';
import type { Loopback } from './loopback.ts';

const STATE = 'state-of-this-sign-in';
let loopback: Loopback;
let answered: unknown;

beforeEach(async () => {
  loopback = await openLoopback(STATE);
  answered = null;
  void loopback.answer.then((answer) => (answered = answer));
});
afterEach(() => loopback.close());

const address = (path = '/'): string => `${loopback.redirectUri.replace('localhost', '127.0.0.1')}${path}`;
const post = (fields: Record<string, string>) =>
  fetch(address(), { method: 'POST', body: new URLSearchParams(fields) });

test('names localhost and a port of its own', () => {
  expect(loopback.redirectUri).toMatch(/^http:\/\/localhost:\d+$/);
});

test('takes a posted code and shows a page without scripts', async () => {
  const response = await post({ code: 'c+/=1', state: STATE, session_state: 'x' });
  const page = await response.text();
  expect(await loopback.answer).toEqual({ code: 'c+/=1' });
  expect(response.status).toBe(200);
  expect(page).toContain('You can close this window');
  expect(page).not.toMatch(/<script|c\+\/=1/);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('takes a code in the address from providers that know no other way', async () => {
  const response = await fetch(address(`/?code=abc&state=${STATE}`));
  expect(response.status).toBe(200);
  expect(await loopback.answer).toEqual({ code: 'abc' });
});

test('takes an error in the provider’s words and shows none of them', async () => {
  const words = '<b>AADSTS65004</b>';
  const response = await post({
    error: 'access_denied',
    error_description: words,
    error_subcode: 'cancel',
    state: STATE,
  });
  expect(await response.text()).not.toContain('AADSTS');
  expect(await loopback.answer).toEqual({ error: 'access_denied', subcode: 'cancel', description: words });
});

test.each([
  ['another state', () => post({ code: 'c', state: 'other' }), 400],
  ['a state of the same length', () => post({ code: 'c', state: STATE.replace('s', 'S') }), 400],
  ['no state', () => post({ code: 'c' }), 400],
  ['two states', () => fetch(address(`/?code=c&state=${STATE}&state=${STATE}`)), 400],
  ['no code', () => fetch(address(`/?state=${STATE}`)), 404],
  ['an empty code', () => post({ code: '', state: STATE }), 404],
  ['another path', () => fetch(address(`/favicon.ico?code=c&state=${STATE}`)), 404],
  ['another method', () => fetch(address(`/?code=c&state=${STATE}`), { method: 'PUT' }), 404],
  ['another form', () => fetch(address(), { method: 'POST', body: JSON.stringify({ code: 'c', state: STATE }) }), 404],
  ['more than an answer', () => post({ code: 'c'.repeat(70_000), state: STATE }), 404],
])('%s changes nothing, and the right answer still counts', async (_what, send, status) => {
  expect((await send()).status).toBe(status);
  expect(answered).toBeNull();
  await post({ code: 'right', state: STATE });
  expect(await loopback.answer).toEqual({ code: 'right' });
});

test('once closed, nobody listens and nothing is held open', async () => {
  const idle = connect(Number(new URL(loopback.redirectUri).port), '127.0.0.1');
  idle.on('error', () => {});
  await new Promise((resolve) => idle.once('connect', resolve));
  const cut = new Promise((resolve) => idle.once('close', resolve));
  loopback.close();
  loopback.close();
  await cut;
  await expect(fetch(address())).rejects.toThrow();
});
