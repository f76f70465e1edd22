/** Start and memory of the app in Electron, where its binary is present. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright';
import { buildStale } from '../../build/commands/bundles.ts';
import { electronBinary } from '../../build/commands/electron-binary.ts';
import { electronHost } from '../../build/commands/host.ts';
import { inRoot } from '../../build/commands/tools.ts';
import type { Figure, Measure } from './figure.ts';
import { median } from './statistics.ts';

const RUNS = 5;

export const measure: Measure = async () => {
  const binary = electronBinary();
  if (binary === null) return figures(null, null, 'no Electron binary');
  if (!(await buildStale())) throw new Error('the bundles could not be built');
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await start(binary));
  return figures(
    median(runs.map(({ ready }) => ready)),
    median(runs.map(({ memory }) => memory)),
    `window after ${Math.round(median(runs.map(({ window }) => window)))} ms`,
  );
};

function figures(ready: number | null, memory: number | null, note: string): Figure[] {
  return [
    { name: 'Electron, start to ready', value: ready && Math.round(ready), unit: 'ms', target: null, note },
    {
      name: 'Electron, memory of all processes',
      value: memory && Math.round(memory / 1024),
      unit: 'MB',
      target: null,
      note,
    },
  ];
}

/** Milliseconds since the process was launched until Electron was ready and a window was there; kilobytes in use then. */
async function start(binary: string): Promise<{ ready: number; window: number; memory: number }> {
  const data = await mkdtemp(join(tmpdir(), 'rollcall-bench-'));
  const { args } = electronHost(binary, [`--user-data-dir=${data}`]);
  const began = performance.now();
  const running = await _electron.launch({ executablePath: binary, args: [...args], cwd: inRoot() });
  try {
    await running.evaluate(({ app }) => app.whenReady());
    const ready = performance.now() - began;
    await running.firstWindow();
    const window = performance.now() - began;
    const metrics = await running.evaluate(({ app }) => app.getAppMetrics());
    return { ready, window, memory: metrics.reduce((sum, { memory }) => sum + memory.workingSetSize, 0) };
  } finally {
    await running.close();
    await rm(data, { recursive: true, force: true });
  }
}
