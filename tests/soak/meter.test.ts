import { expect, test } from 'vitest';
import type { HttpOutcome, Ports } from '../../main/core/ports.ts';
import { drivenClock } from '../../main/core/testing/clock.ts';
import {
  fakeDisk,
  fakeNetwork,
  fakeNotifier,
  fakePower,
  fakeSecrets,
  idlePorts,
} from '../../main/core/testing/ports.ts';
import { fakeLogger } from '../../main/core/ucwa/testing.ts';
import { kindOf, Meter } from './meter.ts';

const REQUEST = { method: 'GET', url: 'https://pool.example/x', headers: {}, body: null, timeoutMs: 1 } as const;
const ANSWER: HttpOutcome = { ok: true, response: { status: 200, headers: {}, body: new Uint8Array() } };

/** A machine behind a meter; `answer` answers the request that was sent last. */
function metered() {
  const meter = new Meter();
  const power = fakePower();
  const clock = drivenClock();
  let answer: (outcome: HttpOutcome) => void = () => undefined;
  const inner: Ports = {
    ...idlePorts(),
    http: { send: () => new Promise((resolve) => (answer = resolve)) },
    clock,
    secrets: fakeSecrets(),
    settings: fakeDisk(),
    logger: fakeLogger(),
    power,
    network: fakeNetwork(),
    notifier: fakeNotifier(),
    userAgent: 'test',
    culture: 'en-US',
  };
  return { meter, power, clock, ports: meter.around(inner), answer: (outcome: HttpOutcome) => answer(outcome) };
}

test('what is held is counted until it is let go', async () => {
  const { meter, ports, answer } = metered();
  const stop = new AbortController();
  const cancelTimer = ports.clock.setTimer(1000, () => undefined);
  const cancelListener = ports.network.onChange(() => undefined);
  stop.signal.addEventListener('abort', () => undefined);
  const sent = ports.http.send(REQUEST, stop.signal);
  expect(meter.held).toEqual({ timers: 1, listeners: 2, requests: 1 });
  expect(meter.tally.other).toBe(1);
  cancelTimer();
  cancelListener();
  answer(ANSWER);
  expect(await sent).toBe(ANSWER);
  expect(meter.held).toEqual({ timers: 0, listeners: 1, requests: 0 });
  stop.abort();
  expect(meter.held.listeners).toBe(0);
});

test('a timer that came due is not held any more', async () => {
  const { meter, clock, ports } = metered();
  let ran = 0;
  ports.clock.setTimer(0, () => (ran += 1));
  expect(meter.held.timers).toBe(1);
  await clock.advance(1);
  expect([ran, meter.held.timers]).toEqual([1, 0]);
});

test('documents and log lines are counted', () => {
  const { meter, ports } = metered();
  ports.settings.save('journal', { a: 1 });
  ports.settings.save('settings', {});
  ports.settings.delete('settings');
  ports.logger.log('debug', 'a line');
  expect([...meter.documents]).toEqual([['journal', 7]]);
  expect(meter.lines).toBe(1);
});

test.each([
  ['GET', 'https://p/ucwa/oauth/v1/applications/1/events?ack=2', 'poll'],
  ['POST', 'https://p/ucwa/oauth/v1/applications/1/people/presenceSubscriptions/7', 'renewal'],
  ['POST', 'https://p/ucwa/oauth/v1/applications/1/people/presenceSubscriptions?groupId=1&duration=30', 'renewal'],
  ['POST', 'https://p/ucwa/oauth/v1/applications/1/people/contactsAndGroupsSubscription/startOrRefresh', 'renewal'],
  ['GET', 'https://p/ucwa/oauth/v1/applications/1/people/contactsAndGroupsSubscription', 'other'],
  ['POST', 'https://p/ucwa/oauth/v1/applications/1/me/reportMyActivity', 'activity'],
  ['POST', 'https://p/ucwa/oauth/v1/applications', 'start'],
  ['POST', 'https://p/WebTicket/oauthtoken', 'start'],
  ['POST', 'https://p/ucwa/oauth/v1/applications/1/batch', 'other'],
] as const)('%s %s is %s', (method, url, kind) => {
  expect(kindOf({ method, url })).toBe(kind);
});
