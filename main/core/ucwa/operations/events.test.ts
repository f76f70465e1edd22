import { expect, test } from 'vitest';
import { eventPackage, fakeClient } from '../../testing/client.ts';
import { getEvents } from './events.ts';
import type { EventsInput } from './events.ts';
import { linkTo } from './operation.ts';

const HREF = '/events?ack=1';
const { signal } = new AbortController();
const answer = eventPackage({ rel: 'next', href: '/events?ack=2' });

async function ask(input?: EventsInput) {
  const client = fakeClient();
  client.answerPolls = () => answer;
  const result = await getEvents(client, linkTo(HREF), input, { signal });
  return { result, polls: client.polls.map(({ href, options }) => [href, options]) };
}

test('nothing but the link: the server keeps what it was told', async () => {
  expect(await ask()).toEqual({ result: answer, polls: [[HREF, { signal, timeoutMs: 240_000 }]] });
});

test('all of it in the query, and an answer is waited for longer than the server holds it', async () => {
  const input = { low: 5, medium: 1800, timeout: 900, priority: -3 };
  expect(await ask(input)).toEqual({ result: answer, polls: [[HREF, { signal, timeoutMs: 960_000, query: input }]] });
});

test.each([
  { low: 5, medium: 5, timeout: 180, priority: 0 },
  { low: 1800, medium: 1800, timeout: 1800, priority: 9999 },
])('the ends of the ranges: %j', async (input) => {
  expect((await ask(input)).polls).toHaveLength(1);
});

test.each<EventsInput>([
  { low: 4 },
  { low: 1801 },
  { medium: 4 },
  { medium: 1801 },
  { timeout: 179 },
  { timeout: 1801 },
  { timeout: Number.NaN },
  { low: 5.5 },
  { priority: 0.5 },
])('out of range, so not sent: %j', async (input) => {
  const { result, polls } = await ask(input);
  expect(result).toMatchObject({ ok: false, error: { code: 'validation' } });
  expect(!result.ok && result.error.message).toContain(Object.keys(input)[0]);
  expect(polls).toEqual([]);
});
