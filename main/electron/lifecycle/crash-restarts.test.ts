import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CRASH_WINDOW_MS, mayRestart, MOST_RESTARTS, recentCrashes, restartArguments } from './crash-restarts.ts';

const NOW = 1_700_000_000_000;

it('offers a few restarts in a row and then no more', () => {
  let argv = ['rollcall', '--hidden'];
  let restarts = 0;
  for (let now = NOW; mayRestart(argv, now); now += 1_000) {
    argv = ['rollcall', ...restartArguments(argv, now)];
    restarts += 1;
  }
  expect(restarts).toBe(MOST_RESTARTS);
  expect(argv.filter((one) => one === '--hidden')).toHaveLength(1);
  expect(argv.filter((one) => one.startsWith('--crashed-at='))).toHaveLength(1);
});

it('offers restarts again once the crashes are long ago', () => {
  const argv = ['rollcall', ...restartArguments(['rollcall', ...restartArguments(['rollcall'], NOW)], NOW + 1)];
  expect(mayRestart(argv, NOW + 2)).toBe(false);
  expect(mayRestart(argv, NOW + CRASH_WINDOW_MS)).toBe(true);
});

it('takes nothing but times of the past from the command line', () => {
  expect(recentCrashes(['--crashed-at=', '--crashed-at=soon,1e400,-5', `--crashed-at=${NOW + 1}`], NOW)).toEqual([]);
  fc.assert(
    fc.property(fc.array(fc.string()), (argv) => {
      for (const at of recentCrashes(argv, NOW)) expect(at > NOW - CRASH_WINDOW_MS && at <= NOW).toBe(true);
    }),
  );
});
