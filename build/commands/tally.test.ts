import { expect, test } from 'vitest';
import { type Report, tally } from './tally.ts';

type Status = Report['testResults'][number]['assertionResults'][number]['status'];

function report(...files: { status: 'passed' | 'failed'; tests: Status[] }[]): Report {
  return {
    testResults: files.map(({ status, tests }, file) => ({
      name: `file${file}`,
      status,
      assertionResults: tests.map((testStatus, number) => ({ fullName: `test${file}.${number}`, status: testStatus })),
    })),
  };
}

test('passed and failed tests are summed over all files', () => {
  const both = report(
    { status: 'passed', tests: ['passed', 'passed'] },
    { status: 'failed', tests: ['failed', 'passed'] },
  );
  expect(tally(both, 1)).toEqual({ passed: 3, failed: 1, skipped: [] });
});

test('a file that could not be loaded is one failure', () => {
  expect(tally(report({ status: 'failed', tests: [] }, { status: 'passed', tests: ['passed'] }), 1)).toEqual({
    passed: 1,
    failed: 1,
    skipped: [],
  });
});

test('a run that failed without a failed test is one failure', () => {
  expect(tally(report({ status: 'passed', tests: ['passed'] }), 1).failed).toBe(1);
});

test('no report is a failure, whatever the exit code', () => {
  expect(tally(null, 0).failed).toBe(1);
});

test('tests that did not run are named', () => {
  expect(tally(report({ status: 'passed', tests: ['passed', 'skipped', 'todo'] }), 0)).toEqual({
    passed: 1,
    failed: 0,
    skipped: ['test0.1', 'test0.2'],
  });
});
