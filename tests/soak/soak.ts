/** `npm run soak -- --days 30 --seed 1`: lives through so many days and says what grew, and what an idle hour costs. */
import { parseArgs } from 'node:util';
import { growth, leastLeak } from './findings.ts';
import { fit } from './growth.ts';
import { soak, type Evening } from './run.ts';

const { values } = parseArgs({
  options: { days: { type: 'string', default: '30' }, seed: { type: 'string', default: '1' } },
});
const [days, seed] = [values.days, values.seed].map(Number) as [number, number];
if (!Number.isSafeInteger(days) || days < 1 || !Number.isSafeInteger(seed) || seed < 0) {
  console.error('--days takes a whole number from 1 on, --seed one from 0 on.');
  process.exit(2);
}

const began = performance.now();
console.log(`${days} days of seed ${seed}`);
console.log('day start   heap KB  timers listeners open history documents   bytes  lines requests  night after');
const { evenings, wrong } = await soak(days, seed, (evening) => console.log(row(evening)));
const grew = growth(evenings);
const later = evenings.slice(1);
const { slope, error } = fit(later.map(({ day, run, heap }) => ({ day, run, value: heap })));
if (Number.isFinite(error)) {
  console.log(`heap: ${(slope / 1024).toFixed(1)} KB a day, standard error ${(error / 1024).toFixed(1)}`);
}
console.log(heapJudged());
for (const attended of [true, false]) console.log(idleHour(attended));
for (const words of [...wrong, ...grew]) console.log(`wrong: ${words}`);
console.log(`${wrong.length + grew.length} wrong; ${Math.round((performance.now() - began) / 1000)} s`);
process.exitCode = wrong.length + grew.length === 0 ? 0 : 1;

function row(of: Evening): string {
  const cells: readonly (readonly [string | number, number])[] = [
    [of.day, 3],
    [of.run, 6],
    [Math.round(of.heap / 1024), 10],
    [of.timers, 8],
    [of.listeners, 10],
    [of.requests, 5],
    [of.history, 8],
    [of.documents, 10],
    [of.documentBytes, 8],
    [of.lines, 7],
    [of.sent, 9],
    [of.night, 13],
  ];
  return cells.map(([text, width]) => String(text).padStart(width)).join('');
}

/** How much of a leak the days would have shown. */
function heapJudged(): string {
  const { bytes, isEnough } = leastLeak(evenings);
  const least = `${(bytes / 1024).toFixed(1)} KB a day`;
  if (isEnough) return `heap: a leak from ${least} on would have been found`;
  const seen = Number.isFinite(bytes) ? `only a leak from ${least} on would have been found` : 'none would be found';
  return `heap: too few days to judge it, ${seen}`;
}

/** What an hour costs in which nobody does anything, on average of the days on which it was like that. */
function idleHour(attended: boolean): string {
  const hours = later.filter((evening) => evening.attended === attended).map(({ idle }) => idle);
  const who = attended ? 'somebody sits at the machine' : 'nobody is there';
  if (hours.length === 0) return `idle hour, ${who}: none`;
  const kinds = ['poll', 'renewal', 'activity', 'start', 'other'] as const;
  const means = kinds.map((kind) => hours.reduce((sum, idle) => sum + idle[kind], 0) / hours.length);
  const all = means.reduce((sum, mean) => sum + mean, 0);
  const each = kinds.map((kind, index) => `${kind} ${means[index]?.toFixed(1)}`).join(', ');
  return `idle hour, ${who}: ${all.toFixed(1)} requests (${each})`;
}
