/** The window with 10,000 people in 200 open groups: how much of it is there, and how fast it answers. */
import type { Page } from 'playwright';
import type { Figure, Measure } from './figure.ts';
import { openStage, type Stage } from './renderer-stage.ts';
import { median, percentile, rounded } from './statistics.ts';

/** Typed letter by letter: the first letters find everybody, which costs most. */
const TYPED = 'person 4321';
const ROUNDS = 4;
const STEPS = 60;
/** One frame at 60 per second, in milliseconds. */
const FRAME = 16;

const NAMES = {
  nodes: 'window of 10,000 people: elements in the document',
  key: 'window of 10,000 people: keystroke in the filter to painted, median',
  scroll: 'window of 10,000 people: main thread for a step of scrolling, median',
  patch: 'window of 10,000 people: script for a patch of 100 changes, median',
  sorted: 'window of 10,000 people: the same, ordered by availability, median',
};

export const measure: Measure = async () => {
  const stage = await openStage('groupsLarge');
  if (stage === null) {
    return Object.values(NAMES).map((name) => {
      return { name, value: null, unit: 'ms', target: null, note: 'there is no Chromium on this machine' };
    });
  }
  try {
    const most: number[] = [];
    const { page } = stage;
    const scroll = await scrolled(stage, most);
    const patch = await patched(page, NAMES.patch);
    const key = await typed(stage, most);
    await page.getByRole('button', { name: 'List options' }).click();
    await page.getByRole('menuitemradio', { name: 'Sort by availability' }).click();
    const sorted = await patched(page, NAMES.sorted);
    const note = 'the most while scrolling and filtering';
    const nodes = { name: NAMES.nodes, value: Math.max(...most), unit: 'elements', target: 600, note };
    return [nodes, scroll, patch, sorted, key];
  } finally {
    await stage.close();
  }
};

/** Scrolls through the list; `most` takes the number of elements after each step. */
async function scrolled({ page, spent }: Stage, most: number[]): Promise<Figure> {
  const costs: number[] = [];
  await page.mouse.move(200, 400);
  for (let step = 0; step < STEPS; step += 1) {
    const before = await spent();
    await page.mouse.wheel(0, 400);
    most.push(await page.evaluate<number>('measures.elements()'));
    costs.push(((await spent()).all - before.all) * 1000);
  }
  const note = `CPU time, 400 px a step; 95 % under ${rounded(percentile(costs, 0.95))} ms`;
  return { name: NAMES.scroll, value: rounded(median(costs.slice(5))), unit: 'ms', target: FRAME, note };
}

/** 100 people change their presence at once, a fifth of them in view. */
async function patched(page: Page, name: string): Promise<Figure> {
  const costs = await page.evaluate<number[]>('measures.patches(30)');
  const note = `wall time up to the next task; 95 % under ${rounded(percentile(costs, 0.95))} ms`;
  return { name, value: rounded(median(costs.slice(5))), unit: 'ms', target: FRAME, note };
}

/** Types a name and deletes it again; `most` takes the number of elements after each key. */
async function typed({ page, spent }: Stage, most: number[]): Promise<Figure> {
  await page.evaluate('measures.watchKeys()');
  await page.getByRole('searchbox').click();
  const keys = [...TYPED.split(''), ...Array<string>(TYPED.length).fill('Backspace')];
  const cpu: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const key of keys) {
      const before = await spent();
      await page.keyboard.press(key);
      most.push(await page.evaluate<number>('measures.elements()'));
      cpu.push(((await spent()).all - before.all) * 1000);
    }
  }
  const times = (await page.evaluate<number[]>('measures.keys()')).slice(keys.length);
  const note = `wall time; 95 % under ${rounded(percentile(times, 0.95))} ms; CPU time ${rounded(median(cpu.slice(keys.length)))} ms`;
  return { name: NAMES.key, value: rounded(median(times)), unit: 'ms', target: 50, note };
}
