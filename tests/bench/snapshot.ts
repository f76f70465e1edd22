/**
 * Script that a new window costs: main makes a snapshot, it is sent, the window's mirror takes it. Processor time, which
 * a busy machine does not stretch.
 */
import { runInThisContext } from 'node:vm';
import { createPublisher } from '../../main/ipc/publisher.ts';
import { fakeClock, fakeLogger } from '../../main/core/ucwa/testing.ts';
import type { Snapshot } from '../../preload/contract/state.ts';
import { accountOf } from './account.ts';
import type { Figure, Measure } from './figure.ts';
import { median, rounded } from './statistics.ts';
import { scriptOf } from './window-code.ts';

const WARM_UPS = 3;
const RUNS = 7;

interface Costs {
  readonly make: number;
  /** Structured clone there and back, as Electron sends it. */
  readonly clone: number;
  /** JSON, both sides, as the browser host sends it. */
  readonly json: number;
  readonly apply: number;
}

/** What of `renderer/state/mirror.svelte.ts` is used. */
interface Window {
  readonly Mirror: new (compare: (a: string, b: string) => number) => {
    readonly contacts: ReadonlyMap<string, unknown>;
    load(snapshot: Snapshot): void;
  };
}

export const measure: Measure = async () => {
  const script = await scriptOf('renderer/state/mirror.svelte.ts', 'RollcallWindow');
  const window = runInThisContext(`${script};RollcallWindow`) as Window;
  const costs = new Map([1_000, 10_000, 50_000].map((people) => [people, costsOf(people, window)]));
  return [...figures(costs)];
};

function* figures(costs: ReadonlyMap<number, Costs>): Generator<Figure> {
  for (const [people, { make, clone, json, apply }] of costs) {
    const name = people.toLocaleString('en-US');
    const target = people === 10_000 ? 100 : null;
    for (const [how, send] of [
      ['structured clone', clone],
      ['JSON', json],
    ] as const) {
      const note = `make ${rounded(make)}, send ${rounded(send)}, apply ${rounded(apply)}`;
      yield { name: `snapshot of ${name}, ${how}`, value: rounded(make + send + apply), unit: 'ms', target, note };
    }
  }
  const [small, large] = [costs.get(1_000), costs.get(50_000)];
  if (!small || !large) return;
  const each = ({ make, clone, apply }: Costs, people: number) => (make + clone + apply) / people;
  const value = rounded(each(large, 50_000) / each(small, 1_000));
  yield { name: 'snapshot, each of 50,000 by each of 1,000', value, unit: 'times', target: 2 };
}

function costsOf(people: number, { Mirror }: Window): Costs {
  const publisher = createPublisher({ store: accountOf(people), clock: fakeClock(), logger: fakeLogger() });
  const runs: Costs[] = [];
  for (let run = 0; run < WARM_UPS + RUNS; run += 1) {
    // Each run clears up after the one before, so that none pays for another.
    globalThis.gc?.();
    const [made, make] = timed(() => publisher.snapshot());
    const [, clone] = timed(() => structuredClone(made));
    const [sent, json] = timed(() => JSON.parse(JSON.stringify(made)) as Snapshot);
    const [mirror, apply] = timed(() => {
      const fresh = new Mirror((a, b) => (a < b ? -1 : 1));
      fresh.load(sent);
      return fresh;
    });
    if (mirror.contacts.size !== people) throw new Error('the mirror did not take the snapshot');
    runs.push({ make, clone, json, apply });
  }
  publisher.stop();
  const of = (part: keyof Costs): number => median(runs.slice(WARM_UPS).map((costs) => costs[part]));
  return { make: of('make'), clone: of('clone'), json: of('json'), apply: of('apply') };
}

/** What the work made, and the milliseconds that the processor spent on it. */
function timed<T>(work: () => T): [T, number] {
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  return [value, (user + system) / 1000];
}
