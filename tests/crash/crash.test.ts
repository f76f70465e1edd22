/** Ten kills; `npm run crash` has as many as you like. */
import { expect, test } from 'vitest';
import { crash } from './run.ts';

test('ten kills lose no acknowledged edit, double none, and tear nothing on the disk', async () => {
  const rounds = await crash(10, 1);
  expect(rounds.flatMap(({ number, wrong }) => wrong.map((words) => `kill ${number}: ${words}`))).toEqual([]);
  expect(rounds).toHaveLength(10);
  // Otherwise the kills met nothing and prove nothing.
  const acknowledged = rounds.reduce((sum, round) => sum + round.acknowledged, 0);
  const accounted = rounds.reduce((sum, { fates }) => sum + fates.applied + fates.failed + fates.superseded, 0);
  expect(acknowledged).toBeGreaterThan(5);
  expect(accounted).toBe(acknowledged);
});
