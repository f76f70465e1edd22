/** The first 300 seeds; more with `npm run converge`. */
import { describe, expect, test } from 'vitest';
import { planOf, run } from './run.ts';
import type { Step } from './steps.ts';

const SEEDS = 300;
const TOGETHER = 25;

describe.each(Array.from({ length: SEEDS / TOGETHER }, (_, index) => index * TOGETHER + 1))('seeds from %i', (from) => {
  test('all agree at rest', async () => {
    const wrong: Record<number, readonly string[]> = {};
    for (let seed = from; seed < from + TOGETHER; seed += 1) {
      const outcome = await run(seed, planOf(seed));
      if (outcome.wrong.length > 0) wrong[seed] = outcome.wrong;
    }
    expect(wrong).toEqual({});
  });
});

describe('the model itself', () => {
  test('a seed is the same run every time', async () => {
    const [first, second] = [await run(7, planOf(7)), await run(7, planOf(7))];
    expect(second).toEqual(first);
    expect(first.requests).toBeGreaterThan(20);
  });

  test('sees an app that does not listen', async () => {
    // Everything that would tell the app of the change is kept from it, and it is looked at before it looks by itself.
    const steps: readonly Step[] = [
      { who: 'network', does: { on: 'poll', times: 1_000, trouble: { kind: 'slow', ms: 200_000 } } },
      { who: 'time', ms: 400_000 },
      { who: 'company', does: { op: 'addGroup', group: 0, name: 'Unheard of' } },
    ];
    const { wrong } = await run(8, steps, { untilAtRest: false });
    expect(wrong).toContain('does not show Unheard of');
  });

  test.each([
    ['lets a follow be refused for which groups leave no place', 3, []],
    ['lets none be refused for which there is a place by now', 4, [expect.stringContaining('ucwa.limitExceeded')]],
  ])('%s', async (_, places, wrong) => {
    const limits = (subscriptions: number): Step => ({
      who: 'server',
      does: { op: 'limits', subscriptions, contacts: 4 },
    });
    const steps: readonly Step[] = [
      limits(3),
      { who: 'user', does: { op: 'createGroup', name: 'Third' } },
      { who: 'time', ms: 9_000 },
      ...[0, 1, 2].map((group): Step => ({ who: 'user', does: { op: 'followGroup', group } })),
      { who: 'time', ms: 9_000 },
      { who: 'user', does: { op: 'followContact', person: 0 } },
      { who: 'time', ms: 9_000 },
      limits(places),
    ];
    expect((await run(8, steps, { untilAtRest: false })).wrong).toEqual(wrong);
  });
});
