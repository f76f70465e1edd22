import { expect, test } from 'vitest';
import type { Http, HttpOutcome, HttpRequest } from '../../core/ports.ts';
import { createOpenIdNetwork } from './network.ts';

const answer = (status: number, text: string): HttpOutcome => ({
  ok: true,
  response: { status, headers: { 'x-a': ['1', '2'] }, body: new TextEncoder().encode(text) },
});

function network(outcome: HttpOutcome) {
  const sent: HttpRequest[] = [];
  const signals: (AbortSignal | undefined)[] = [];
  const http: Http = {
    send(request, signal) {
      sent.push(request);
      signals.push(signal);
      return Promise.resolve(outcome);
    },
  };
  const { signal } = new AbortController();
  return { sent, signals, signal, ...createOpenIdNetwork(http, signal) };
}

test('sends what the library asks, for nobody and with the caller’s signal', async () => {
  const { client, sent, signals, signal, trouble } = network(answer(200, '{"token":"t"}'));
  const options = { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'a=1' };
  expect(await client.sendPostRequestAsync('https://login.example.org/token', options)).toEqual({
    status: 200,
    headers: { 'x-a': '1, 2' },
    body: { token: 't' },
  });
  await client.sendGetRequestAsync('https://login.example.org/meta');
  expect(sent).toMatchObject([
    { method: 'POST', body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    { method: 'GET', body: null, headers: { accept: 'application/json' } },
  ]);
  expect(sent.map((request) => request.as ?? 'nobody')).toEqual(['nobody', 'nobody']);
  expect(signals).toEqual([signal, signal]);
  expect(trouble()).toBeNull();
});

test.each(['<html>', '"text"', 'null', ''])('an answer that is %j has no fields', async (text) => {
  const { client } = network(answer(400, text));
  expect(await client.sendGetRequestAsync('https://login.example.org/')).toMatchObject({ status: 400, body: {} });
});

test.each([
  [answer(503, '{}'), 'unreachable', 'the provider answered 503'],
  [{ ok: false, failure: { kind: 'tls', detail: 'Contoso CA' } } as const, 'unreachable', 'tls: Contoso CA'],
  [{ ok: false, failure: { kind: 'offline', detail: 'x' } } as const, 'unreachable', 'offline: x'],
  [{ ok: false, failure: { kind: 'aborted', detail: 'x' } } as const, 'cancelled', 'aborted: x'],
])('notes why there was no answer: %j', async (outcome, reason, detail) => {
  const { client, trouble } = network(outcome);
  await expect(client.sendGetRequestAsync('https://login.example.org/')).rejects.toThrow();
  expect(trouble()).toEqual({ reason, detail });
});

test('never leaves https', async () => {
  const { client, sent, trouble } = network(answer(200, '{}'));
  await expect(client.sendPostRequestAsync('http://login.example.org/token', {})).rejects.toThrow();
  expect(sent).toEqual([]);
  expect(trouble()).toMatchObject({ reason: 'unreachable' });
});
