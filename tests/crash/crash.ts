/** `npm run crash -- --kills 300 --seed 1`: kills the browser host so many times and says what became of the edits. */
import { parseArgs } from 'node:util';
import { buildStale } from '../../build/commands/bundles.ts';
import { crash, type Round } from './run.ts';

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '300' }, seed: { type: 'string', default: '1' } },
});
const [kills, seed] = [values.kills, values.seed].map(Number) as [number, number];
if (!Number.isSafeInteger(kills) || kills < 1 || !Number.isSafeInteger(seed) || seed < 0) {
  console.error('--kills takes a whole number from 1 on, --seed one from 0 on.');
  process.exit(2);
}
if (!(await buildStale())) process.exit(1);

const began = performance.now();
console.log(`${kills} kills of seed ${seed}`);
const rounds = await crash(kills, seed, (round) => {
  for (const words of round.wrong) console.log(`kill ${round.number}: ${words}`);
  if (round.wrong.length > 0) console.log(`  ${JSON.stringify({ plan: round.plan, instants: round.instants })}`);
  if (round.number % 50 === 0) console.log(`${round.number} kills`);
});
const wrong = report(rounds);
console.log(`${wrong} wrong; ${((performance.now() - began) / 1000).toFixed(0)} s`);
process.exitCode = wrong === 0 ? 0 : 1;

function report(all: readonly Round[]): number {
  const total = (of: (round: Round) => number): number => all.reduce((sum, round) => sum + of(round), 0);
  const fate = (name: keyof Round['fates']): string => `${name} ${total(({ fates }) => fates[name])}`;
  console.log(
    `kills ${all.length}, of these while starting ${all.filter(({ plan }) => plan.when === 'starting').length}`,
  );
  console.log(
    `edits given ${total(({ plan }) => plan.edits.length)}, acknowledged ${total(({ acknowledged }) => acknowledged)}: ` +
      (['applied', 'failed', 'superseded', 'lost'] as const).map(fate).join(', '),
  );
  console.log(`changed by another client before the next start: ${all.filter(({ overtaken }) => overtaken).length}`);
  const reasons = all.flatMap((round) => round.reasons);
  if (reasons.length > 0) console.log('shown as failed:');
  list(reasons);
  console.log('where the kills met the edits:');
  list(all.flatMap((round) => round.instants));
  const limits = [5, 10, 20, 40, 80, 160, Infinity];
  const buckets = limits.map((limit, index) => {
    const from = limits[index - 1] ?? 0;
    const times = all.filter(({ plan }) => plan.killMs >= from && plan.killMs < limit).length;
    return `${limit === Infinity ? `${from} and more` : `${from}-${limit}`}: ${times}`;
  });
  console.log(`milliseconds from the first edit to the kill: ${buckets.join(', ')}`);
  console.log(
    `files cut off in the writing, at most at one time: ${Math.max(...all.map(({ leftovers }) => leftovers))}`,
  );
  return total((round) => round.wrong.length);
}

/** Each text and how often it is there, the most frequent first. */
function list(texts: readonly string[]): void {
  const times = [...Map.groupBy(texts, (text) => text)].map(([text, same]) => [text, same.length] as const);
  for (const [text, count] of times.sort((a, b) => b[1] - a[1])) console.log(`  ${text}: ${count}`);
}
