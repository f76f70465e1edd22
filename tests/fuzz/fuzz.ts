/** `node tests/fuzz/fuzz.ts --runs N --seed S [--from K]`: cases K to K+N-1 of a seed; prints each that fails. */
import { parseArgs } from 'node:util';
import { caseOf, seeds } from './cases.ts';
import { check } from './check.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    from: { type: 'string', default: '0' },
  },
});
const [runs, seed, from] = [values.runs, values.seed, values.from].map(Number) as [number, number, number];
if (![runs, seed, from].every((value) => Number.isSafeInteger(value) && value >= 0)) {
  console.error('--runs, --seed and --from take whole numbers.');
  process.exit(2);
}

const start = seeds();
let failed = 0;
let slowest = { index: from, ms: 0 };
console.log(`${runs} cases of seed ${seed} from ${start.length} inputs`);
for (let index = from; index < from + runs; index += 1) {
  const one = caseOf(start, seed, index);
  const began = performance.now();
  const wrong = check(one);
  const ms = performance.now() - began;
  if (ms > slowest.ms) slowest = { index, ms };
  if (wrong === null) continue;
  failed += 1;
  console.log(`case ${index}: ${wrong}`);
  console.log(`  content type: ${JSON.stringify(one.contentType)}`);
  console.log(`  base64: ${Buffer.from(one.bytes).toString('base64')}`);
  console.log(`  again: --seed ${seed} --from ${index} --runs 1`);
}
console.log(`${failed} failed; the slowest was case ${slowest.index} with ${Math.round(slowest.ms)} ms`);
process.exitCode = failed === 0 ? 0 : 1;
