/** The browser host in a process of its own, which tells its parent when it got where, in ms since the process began. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserHostOptions } from '../../main/browser-host.ts';

/** What the parent hands over: everything about the simulator. */
export type HostPlan = Pick<BrowserHostOptions, 'signIn' | 'ca' | 'resolve'>;

/** Milliseconds since the process began, and of the processor's time. */
export interface Moment {
  readonly wall: number;
  readonly processor: number;
}

export interface HostMoments {
  /** The first line of ours is run: Node is there. */
  readonly entered: Moment;
  readonly loaded: Moment;
  /** The page can be opened. */
  readonly serving: Moment;
  readonly live: Moment;
}

function moment(): Moment {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now(), processor: (user + system) / 1000 };
}

async function main(plan: HostPlan): Promise<void> {
  const entered = moment();
  const { startBrowserHost } = await import('../../main/browser-host.ts');
  const loaded = moment();
  const data = await mkdtemp(join(tmpdir(), 'rollcall-bench-'));
  const host = await startBrowserHost({ ...plan, data, port: 0, logger: { log: () => undefined } });
  const serving = moment();
  await new Promise<void>((resolve) => {
    host.core.store.subscribe(() => {
      if (host.core.store.state.connection.phase === 'live') resolve();
    });
  });
  const live = moment();
  await host.close();
  await rm(data, { recursive: true });
  const moments: HostMoments = { entered, loaded, serving, live };
  process.send?.(moments, () => process.exit(0));
}

await main(JSON.parse(process.argv[2] ?? '') as HostPlan);
