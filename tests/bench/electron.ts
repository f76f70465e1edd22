/** Start and memory of the app in Electron, signed in to a simulator, where Electron's binary is present. */
import { setTimeout as pause } from 'node:timers/promises';
import { buildStale } from '../../build/commands/bundles.ts';
import { electronBinary } from '../../build/commands/electron-binary.ts';
import { launch } from '../electron/launch.ts';
import { eventually } from '../support/wait.ts';
import type { Figure, Measure } from './figure.ts';
import { median } from './statistics.ts';

const RUNS = 5;
/** After the session is live: what a start leaves to be thrown away is gone. */
const REST_MS = 10_000;

/** What is read off one start; times in milliseconds since the process was made. */
export interface Start {
  /** By phase (`main/electron/lifecycle/start-marks.ts`), and `paint`, the window's first. */
  readonly phases: Readonly<Record<string, number>>;
  /** In kilobytes, by kind of process. */
  readonly memory: Readonly<Record<string, number>>;
}

const PHASES = {
  ready: 'Electron ready',
  tray: 'the tray is shown',
  kept: 'what was kept is read',
  paint: 'the window’s first paint',
  live: 'the session is live',
} as const;

export const measure: Measure = async () => {
  if (electronBinary() === null) return figuresOf([], 'no Electron binary');
  if (!(await buildStale())) throw new Error('the bundles could not be built');
  const runs: Start[] = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await start());
  return figuresOf(runs, '');
};

/** The figures of all starts; without one they say that nothing was measured. */
export function figuresOf(runs: readonly Start[], note: string): Figure[] {
  const of = (values: number[]): number | null => (values.length === 0 ? null : Math.round(median(values)));
  const kinds = [...new Set(runs.flatMap(({ memory }) => Object.keys(memory)))];
  const megabytes = (kind: string): number | null => of(runs.map(({ memory }) => (memory[kind] ?? 0) / 1024));
  return [
    ...Object.entries(PHASES).map(([phase, name]) => ({
      name: `Electron, start until ${name}`,
      value: of(runs.flatMap(({ phases }) => phases[phase] ?? [])),
      unit: 'ms',
      target: null,
      note,
    })),
    {
      name: 'Electron, memory of all processes at rest',
      value: of(runs.map(({ memory }) => Object.values(memory).reduce((sum, one) => sum + one, 0) / 1024)),
      unit: 'MB',
      target: null,
      note: note || kinds.map((kind) => `${kind} ${megabytes(kind)}`).join(', '),
    },
  ];
}

async function start(): Promise<Start> {
  const app = await launch({ signedIn: true });
  try {
    await eventually('a session', async () => 'live' in (await app.electron.evaluate(lookInside)).phases);
    const painted = await app.page.evaluate(() => {
      const [paint] = performance.getEntriesByName('first-paint');
      return paint ? performance.timeOrigin + paint.startTime : null;
    });
    await pause(REST_MS);
    const { began, phases, memory } = await app.electron.evaluate(lookInside);
    return { phases: painted === null ? phases : { ...phases, paint: painted - began }, memory };
  } finally {
    await app.close();
  }
}

/**
 * What the main process knows of its start and of all processes' memory. Run inside it, from its source: nothing from
 * outside its own body.
 */
export function lookInside({ app }: { readonly app: Pick<Electron.App, 'getAppMetrics'> }): Start & { began: number } {
  const began = process.getCreationTime() ?? performance.timeOrigin;
  const phases: Record<string, number> = {};
  for (const { name, startTime } of performance.getEntriesByType('mark')) {
    const [kind, phase] = name.split(':');
    if (kind === 'start' && phase !== undefined) phases[phase] = performance.timeOrigin + startTime - began;
  }
  const memory: Record<string, number> = {};
  for (const { type, memory: used } of app.getAppMetrics()) memory[type] = (memory[type] ?? 0) + used.workingSetSize;
  return { began, phases, memory };
}
