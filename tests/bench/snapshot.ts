/** Script that a new window costs: main makes a snapshot, it is sent, the window's mirror takes it. */
import type { Page } from 'playwright';
import { createPublisher } from '../../main/ipc/publisher.ts';
import { fakeClock, fakeLogger } from '../../main/core/ucwa/testing.ts';
import { launchChromium } from '../support/window.ts';
import { accountOf } from './account.ts';
import { scriptOf } from './chromium.ts';
import type { Figure, Measure } from './figure.ts';
import { median, rounded } from './statistics.ts';

const WARM_UPS = 3;
const RUNS = 9;

interface Costs {
  readonly make: number;
  /** Structured clone there and back, as Electron sends it. */
  readonly clone: number;
  /** JSON, both sides, as the browser host sends it. */
  readonly json: number;
  readonly apply: number;
}

export const measure: Measure = async () => {
  const script = await scriptOf('renderer/state/mirror.svelte.ts', 'Rollcall');
  const browser = await launchChromium();
  try {
    const costs = new Map<number, Costs>();
    for (const people of [1_000, 10_000, 50_000]) {
      const page = await browser.newPage();
      await page.addScriptTag({ content: script });
      costs.set(people, await costsOf(people, page));
      await page.close();
    }
    return [...figures(costs)];
  } finally {
    await browser.close();
  }
};

function* figures(costs: ReadonlyMap<number, Costs>): Generator<Figure> {
  for (const [people, { make, clone, json, apply }] of costs) {
    const name = people.toLocaleString('en-US');
    const target = people === 10_000 ? 100 : null;
    const parts = (send: number) => `make ${rounded(make)}, send ${rounded(send)}, apply ${rounded(apply)}`;
    for (const [how, send] of [
      ['structured clone', clone],
      ['JSON', json],
    ] as const) {
      const value = rounded(make + send + apply);
      yield { name: `snapshot of ${name}, ${how}`, value, unit: 'ms', target, note: parts(send) };
    }
  }
  const [small, large] = [costs.get(1_000), costs.get(50_000)];
  if (!small || !large) return;
  const each = ({ make, clone, apply }: Costs, people: number) => (make + clone + apply) / people;
  // What is as good as linear: the larger heap costs its collections.
  const value = rounded(each(large, 50_000) / each(small, 1_000));
  yield { name: 'snapshot, each of 50,000 by each of 1,000', value, unit: 'times', target: 2 };
}

async function costsOf(people: number, page: Page): Promise<Costs> {
  const store = accountOf(people);
  const publisher = createPublisher({ store, clock: fakeClock(), logger: fakeLogger() });
  const runs: Costs[] = [];
  for (let run = 0; run < WARM_UPS + RUNS; run += 1) {
    const [made, make] = timed(() => publisher.snapshot());
    const [, clone] = timed(() => structuredClone(made));
    const [text, stringify] = timed(() => JSON.stringify(made));
    const { parse, apply } = await page.evaluate(load, text);
    runs.push({ make, clone, json: stringify + parse, apply });
  }
  publisher.stop();
  const counted = runs.slice(WARM_UPS);
  const of = (part: keyof Costs): number => median(counted.map((costs) => costs[part]));
  return { make: of('make'), clone: of('clone'), json: of('json'), apply: of('apply') };
}

/** Runs in the page. */
function load(text: string): { parse: number; apply: number } {
  interface Mirror {
    readonly contacts: ReadonlyMap<string, unknown>;
    load(snapshot: unknown): void;
  }
  const { Rollcall } = globalThis as unknown as {
    Rollcall: { Mirror: new (compare: (a: string, b: string) => number) => Mirror };
  };
  const began = performance.now();
  const snapshot = JSON.parse(text) as unknown;
  const parsed = performance.now();
  const mirror = new Rollcall.Mirror((a, b) => (a < b ? -1 : 1));
  mirror.load(snapshot);
  const applied = performance.now();
  if (mirror.contacts.size === 0) throw new Error('the mirror is empty');
  return { parse: parsed - began, apply: applied - parsed };
}

function timed<T>(work: () => T): [T, number] {
  const began = performance.now();
  const value = work();
  return [value, performance.now() - began];
}
