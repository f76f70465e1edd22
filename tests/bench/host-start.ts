/** The start of the browser host against a simulator on the same machine, from the process's beginning until it is live. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { buildStale } from '../../build/commands/bundles.ts';
import { browserHost } from '../../build/commands/host.ts';
import { createSimulator, type Simulator } from '../../simulator/index.ts';
import type { Measure } from './figure.ts';
import type { HostMoments, HostPlan } from './host-child.ts';
import { median } from './statistics.ts';

const WARM_UPS = 1;
const RUNS = 7;

export const measure: Measure = async () => {
  if (!(await buildStale())) throw new Error('the window could not be built');
  const simulator = await createSimulator({ people: 60 });
  const runs: HostMoments[] = [];
  try {
    for (let run = 0; run < WARM_UPS + RUNS; run += 1) runs.push(await start(simulator));
  } finally {
    await simulator.close();
  }
  const of = (part: keyof HostMoments, kind: 'wall' | 'processor'): number =>
    Math.round(median(runs.slice(WARM_UPS).map((moments) => moments[part][kind])));
  const parts = (kind: 'wall' | 'processor'): string =>
    (['entered', 'loaded', 'serving', 'live'] as const).map((part) => `${part} ${of(part, kind)}`).join(', ');
  const own = runs.slice(WARM_UPS).map(({ entered, live }) => live.processor - entered.processor);
  return [
    { name: 'browser host, start to live', value: of('live', 'wall'), unit: 'ms', target: 700, note: parts('wall') },
    {
      name: 'browser host, start to live, our own work',
      // Whatever disturbs a processor only adds to its time.
      value: Math.round(Math.min(...own)),
      unit: 'ms',
      target: 300,
      note: `processor time after Node’s own start, the least; median ${Math.round(median(own))}, ${parts('processor')}`,
    },
  ];
};

function start({ address, password, caPem, routes }: Simulator): Promise<HostMoments> {
  const plan: HostPlan = { signIn: { address, password, server: null }, ca: caPem, resolve: routes };
  const child = fork(join(import.meta.dirname, 'host-child.ts'), [JSON.stringify(plan)], {
    execArgv: [],
    env: { ...process.env, ...browserHost([]).env },
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', (moments) => resolve(moments as HostMoments));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the host ended with code ${code} before it was live`)));
  });
}
