/** The main job must notice when something did not really happen: each test takes one thing away from it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Simulator, createSimulator } from '../../simulator/index.ts';
import { doMainJob } from './once.ts';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await createSimulator({ people: 60, seed: 1 });
});

afterEach(() => simulator.close());

/** Names of the steps that were done, and what the first failed one said. */
async function job(deadline: AbortSignal = new AbortController().signal) {
  const { steps, requests, offences } = await doMainJob(simulator, deadline, () => undefined);
  return {
    done: steps.filter(({ ok }) => ok).map(({ name }) => name),
    failed: steps.find(({ ok }) => !ok),
    names: steps.map(({ name }) => name),
    requests,
    offences,
  };
}

const BEFORE_PHONES = [
  'discovery',
  'ticket',
  'application',
  'groups and contacts read',
  'event channel live',
  'a colleague adds someone to a group',
];

test('all steps are done on a sound server, with no offence, and nothing is left there', async () => {
  const { done, failed, names, requests, offences } = await job();
  expect(failed).toBeUndefined();
  expect(done).toEqual(names);
  expect(requests).toBe(simulator.control.requests().count);
  expect(requests).toBeGreaterThan(10);
  expect(offences).toBe(0);
  expect(simulator.control.state().applications).toEqual([]);
});

test('in XML too', async () => {
  const { steps, offences } = await doMainJob(simulator, new AbortController().signal, () => undefined, 'xml');
  expect(steps.filter(({ ok }) => !ok)).toEqual([]);
  expect(offences).toBe(0);
});

test('a server that says yes and hides nothing is found out', async () => {
  simulator.control.fault({ match: { method: 'POST', path: '/changeVisibility' }, action: { type: 'ignore' } });
  const { done, failed } = await job();
  expect(done).toEqual(BEFORE_PHONES);
  expect(failed).toMatchObject({ name: 'mobile number hidden', detail: 'the app still shows it as visible' });
  expect(simulator.control.state().applications).toEqual([]);
});

test('a server that says yes and keeps the number is found out', async () => {
  simulator.control.fault({ match: { method: 'POST', path: '/changeNumber' }, action: { type: 'ignore' } });
  expect((await job()).failed?.name).toBe('number changed');
});

test('a refused sign-in is told in its own words, and the rest is not tried', async () => {
  simulator.control.fault({
    match: { method: 'POST', path: 'oauthtoken' },
    times: 9,
    action: { type: 'status', status: 400 },
  });
  const { done, failed } = await job();
  expect(done.length).toBeLessThan(3);
  expect(failed?.detail).toMatch(/^[a-z]+\.[a-zA-Z]+: /);
});

test('a deadline that passes ends the job at the step it waits in', async () => {
  const { done, failed } = await job(AbortSignal.abort());
  expect(done).toEqual([]);
  expect(failed?.detail).toContain('waited in vain');
});
