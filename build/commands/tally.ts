/** Counts what vitest reported. */

interface Assertion {
  fullName: string;
  status: 'passed' | 'failed' | 'skipped' | 'pending' | 'todo' | 'disabled';
}

/** vitest's JSON report, as far as it is read here. */
export interface Report {
  testResults: { name: string; status: 'passed' | 'failed'; assertionResults: Assertion[] }[];
}

export interface Tally {
  passed: number;
  failed: number;
  /** Full names of tests that did not run. */
  skipped: string[];
}

/**
 * A failed file without a failed test (it could not be loaded, or a hook failed) counts as one failure, and so does a
 * run that failed otherwise (an unhandled error, no test found, or no report at all: `null`).
 */
export function tally(report: Report | null, exitCode: number): Tally {
  const total: Tally = { passed: 0, failed: 0, skipped: [] };
  for (const { status, assertionResults } of report?.testResults ?? []) {
    const failed = assertionResults.filter((assertion) => assertion.status === 'failed').length;
    total.passed += assertionResults.filter((assertion) => assertion.status === 'passed').length;
    total.failed += failed === 0 && status === 'failed' ? 1 : failed;
    for (const assertion of assertionResults) {
      if (assertion.status !== 'passed' && assertion.status !== 'failed') total.skipped.push(assertion.fullName);
    }
  }
  if (total.failed === 0 && (exitCode !== 0 || report === null)) total.failed = 1;
  return total;
}
