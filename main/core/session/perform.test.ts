import { expect, test } from 'vitest';
import { appError, fail, type AppError } from '../result.ts';
import { application, fakeClient, later, noAnswer, signedIn } from '../testing/client.ts';
import { drivenClock, idle } from '../testing/clock.ts';
import { perform } from './perform.ts';
import type { Event, Job } from './state.ts';

function poll(doubt: () => Promise<AppError | null> | null) {
  const client = fakeClient();
  client.answerPolls = () => fail(noAnswer('timeout'));
  const living = { run: 1, server: signedIn(client), application: application(client, { doubt }), bornAt: 0 };
  const job: Job = { kind: 'poll', run: 2, living, href: '/app/events', withParameters: false };
  const reports: Event[] = [];
  const tools = {
    clock: drivenClock(),
    features: [],
    signIn: () => Promise.reject(new Error('not here')),
    identity: () => ({ endpointId: '1', userAgent: 'test', culture: 'en-US' }),
  };
  const done = perform(job, tools, (event) => reports.push(event), new AbortController().signal);
  return { client, reports, done };
}

test('a poll is sent in the same moment when nothing speaks against the application', async () => {
  const { client, done } = poll(() => null);
  expect(client.polls).toHaveLength(1);
  await done;
});

test('a poll of an application in doubt waits until that is settled', async () => {
  const question = later<AppError | null>();
  const { client, done } = poll(() => question.promise);
  await idle();
  expect(client.polls).toEqual([]);
  question.give(null);
  await done;
  expect(client.polls).toHaveLength(1);
});

test('a poll is not sent while the doubt stays, and fails with what keeps it open', async () => {
  const error = appError('network.timeout', 'No answer.', { retryable: true });
  const { client, reports, done } = poll(() => Promise.resolve(error));
  await done;
  expect(client.polls).toEqual([]);
  expect(reports).toEqual([{ type: 'pollFailed', run: 2, error }]);
});
