/**
 * `node tests/converge/converge.ts --seeds N --from K [--jobs J]`: the runs of seeds K to K+N-1; each that fails is
 * printed with what is wrong and the few steps that it takes. One seed again: `--seeds 1 --from SEED`.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { planOf, run } from './run.ts';
import { shrink } from './shrink.ts';
import type { Step } from './steps.ts';

interface Finding {
  readonly seed: number;
  readonly wrong: readonly string[];
  readonly steps: readonly Step[];
}

/** What one thread has to say about one seed. */
interface Report {
  readonly requests: number;
  readonly time: number;
  readonly rest: number;
  readonly finding: Finding | null;
}

async function check(seed: number): Promise<Report> {
  const { wrong, requests, time, rest } = await run(seed, planOf(seed));
  if (wrong.length === 0) return { requests, time, rest, finding: null };
  return { requests, time, rest, finding: { seed, wrong, steps: await shrink(seed, planOf(seed)) } };
}

async function work({ from, to, every }: { from: number; to: number; every: number }): Promise<void> {
  for (let seed = from; seed < to; seed += every) parentPort?.postMessage(await check(seed));
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '300' },
      from: { type: 'string', default: '1' },
      jobs: { type: 'string', default: String(availableParallelism()) },
    },
  });
  const [seeds, from, jobs] = [values.seeds, values.from, values.jobs].map(Number) as [number, number, number];
  if (![seeds, from, jobs].every((value) => Number.isSafeInteger(value) && value >= 1)) {
    console.error('--seeds, --from and --jobs take whole numbers from 1.');
    process.exitCode = 2;
    return;
  }
  const began = performance.now();
  const sum = { requests: 0, time: 0, rest: 0, failed: 0 };
  const hear = ({ requests, time, rest, finding }: Report): void => {
    sum.requests += requests;
    sum.time += time;
    sum.rest = Math.max(sum.rest, rest);
    if (!finding) return;
    sum.failed += 1;
    console.log(`seed ${finding.seed}:`);
    for (const words of finding.wrong) console.log(`  ${words}`);
    for (const step of finding.steps) console.log(`    ${JSON.stringify(step)}`);
    console.log(`  again: --seeds 1 --from ${finding.seed}`);
  };
  await Promise.all(
    Array.from({ length: Math.min(jobs, seeds) }, (_, index) => {
      const share = { from: from + index, to: from + seeds, every: Math.min(jobs, seeds) };
      const worker = new Worker(new URL(import.meta.url), { workerData: share });
      worker.on('message', hear);
      return new Promise<void>((resolve, reject) => {
        worker.once('error', reject);
        worker.once('exit', () => resolve());
      });
    }),
  );
  const hours = Math.round(sum.time / 3_600_000);
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(
    `${seeds} seeds from ${from}: ${sum.failed} failed; ${sum.requests} requests in ${hours} virtual hours; ` +
      `at rest at the latest ${Math.round(sum.rest / 1000)} s after the weather cleared; took ${seconds} s`,
  );
  if (sum.failed > 0) process.exitCode = 1;
}

await (isMainThread ? main() : work(workerData as Parameters<typeof work>[0]));
