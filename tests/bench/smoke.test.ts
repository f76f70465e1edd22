/** The figures that are counts or sizes and quickly had, through the runner, as a shell would have them. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { inRoot } from '../../build/commands/tools.ts';

function bench(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tests/bench/bench.ts', ...args], {
    cwd: inRoot(),
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('the counts that take no time meet their targets, as JSON', () => {
  const { status, stdout } = bench('--json', '--only', 'start-requests,storm-requests,rest,patch-bytes');
  const { figures } = JSON.parse(stdout) as { figures: { name: string; value: number; ok: boolean | null }[] };
  expect(figures.filter(({ ok }) => ok === false)).toEqual([]);
  expect(figures.filter(({ ok }) => ok === true).map(({ name }) => name)).toEqual([
    'requests until live, one name, cold',
    'requests until live, one name, warm',
    'requests until live, discovery apart, warm',
    'requests after a package of 500 events',
    'timers that fire in an hour at rest, all together',
    'requests in an hour at rest, but polls and renewals',
    'IPC bytes for a changed contact among 1,000',
    'IPC bytes for a changed contact among 50,000',
  ]);
  expect(figures.every(({ value }) => value > 0 || value === 0)).toBe(true);
  expect(status).toBe(0);
}, 180_000);

test('what is shipped stays within its limits', () => {
  const { status, stdout } = bench('--json', '--only', 'bundles');
  const { figures } = JSON.parse(stdout) as { figures: { name: string; ok: boolean | null }[] };
  expect(figures.filter(({ ok }) => ok === true).map(({ name }) => name)).toEqual([
    'main bundle, loaded at start',
    'preload bundle',
    'renderer script, gzipped',
  ]);
  expect(status).toBe(0);
}, 180_000);

test('a wrong name is told with the right ones', () => {
  const { status, stderr } = bench('--only', 'nothing');
  expect(status).toBe(2);
  expect(stderr).toMatch(/^There is no measurement nothing. Measurements: start-requests, /);
});
