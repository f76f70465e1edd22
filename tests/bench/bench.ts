/**
 * `npm run bench`: measures what there is to measure and compares with the targets and with `baseline.json`. Exit code
 * 1: a target is missed or a measurement broke; 2: the arguments cannot be followed.
 */
import { fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { readArguments } from './arguments.ts';
import type { Figure } from './figure.ts';
import { MEASURES } from './measures.ts';
import { json, judge, mergedBaseline, moves, row, type Baseline, type Judged } from './report.ts';

const BASELINE = join(import.meta.dirname, 'baseline.json');

/** The figures of one measurement; rejects when its process ended without any. */
function run(name: string): Promise<readonly Figure[]> {
  // What a measurement prints itself must not get between the lines of `--json`.
  const child = fork(join(import.meta.dirname, 'child.ts'), [name], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 2, 2, 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return new Promise((resolve, reject) => {
    child.once('message', (figures) => resolve(figures as readonly Figure[]));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${name} ended with code ${code} and no figures`)));
  });
}

async function main(): Promise<number> {
  const given = readArguments(process.argv.slice(2), Object.keys(MEASURES));
  if (typeof given === 'string') {
    process.stderr.write(`${given}\n`);
    return 2;
  }
  const say = (line: string): void => {
    if (!given.json) process.stdout.write(`${line}\n`);
  };
  const load = loadavg()[0]?.toFixed(1);
  say(`${availableParallelism()} cores of ${cpus()[0]?.model ?? 'an unknown kind'}, load ${load}, ${process.version}`);
  const figures: Judged[] = [];
  const broken: string[] = [];
  for (const name of given.names) {
    try {
      const judged = (await run(name)).map(judge);
      figures.push(...judged);
      for (const figure of judged) say(row(figure));
    } catch (error) {
      broken.push(name);
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  if (given.json) process.stdout.write(`${json(figures)}\n`);

  const baseline = JSON.parse(readFileSync(BASELINE, 'utf8')) as Baseline;
  for (const { name, ratio } of moves(figures, baseline)) say(`moved: ${name}, ${ratio.toFixed(2)} times the baseline`);
  if (given.save) writeFileSync(BASELINE, `${JSON.stringify(mergedBaseline(figures, baseline), null, 2)}\n`);
  const missed = figures.filter(({ ok }) => ok === false).map(({ name }) => name);
  for (const name of missed) say(`missed: ${name}`);
  for (const name of broken) say(`broke: ${name}`);
  return missed.length + broken.length === 0 ? 0 : 1;
}

process.exitCode = await main();
