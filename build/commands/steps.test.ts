import { expect, test } from 'vitest';
import { type StepResult, runSteps } from './steps.ts';

/** A clock that each step moves on by itself. */
function watch() {
  let time = 1000;
  return { now: () => time, pass: (ms: number) => (time += ms) };
}

test('each step is timed and told at once, in order', async () => {
  const { now, pass } = watch();
  const told: StepResult[] = [];
  const results = await runSteps(
    [
      { name: 'a', work: async () => (pass(5), 'saw a') },
      { name: 'b', work: async () => (pass(7.4), `after ${told.length}`) },
    ],
    now,
    (result) => told.push(result),
  );
  expect(results).toEqual([
    { name: 'a', ok: true, ms: 5, detail: 'saw a' },
    { name: 'b', ok: true, ms: 7, detail: 'after 1' },
  ]);
  expect(told).toEqual(results);
});

test('after a failure the rest is listed as not tried and does not run', async () => {
  let ran = false;
  const results = await runSteps(
    [
      { name: 'a', work: () => Promise.reject(new Error('the server said no')) },
      { name: 'b', work: async () => ((ran = true), '') },
    ],
    watch().now,
    () => undefined,
  );
  expect(ran).toBe(false);
  expect(results.map(({ ok, detail }) => [ok, detail])).toEqual([
    [false, 'the server said no'],
    [false, 'not tried'],
  ]);
});
