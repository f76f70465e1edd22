import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { markStart } from '../../main/electron/lifecycle/start-marks.ts';
import { fake } from '../fakes/electron.ts';
import { figuresOf, lookInside, type Start } from './electron.ts';

const processOf = (type: Electron.ProcessMetric['type'], workingSetSize: number): Electron.ProcessMetric => ({
  type,
  pid: 1,
  creationTime: 0,
  cpu: { percentCPUUsage: 0, idleWakeupsPerSecond: 0 },
  memory: { workingSetSize, peakWorkingSetSize: workingSetSize },
});

beforeEach(() => {
  fake.reset();
  performance.clearMarks();
  process.getCreationTime = () => performance.timeOrigin - 100;
});
afterEach(() => Reflect.deleteProperty(process, 'getCreationTime'));

test('a start is read as times since the process was made, and as memory by kind of process', () => {
  fake.app.control.metrics = [processOf('Browser', 2000), processOf('Tab', 300), processOf('Tab', 500)];
  markStart('ready');
  performance.mark('somebody else’s');
  markStart('tray');
  const { phases, memory } = lookInside(fake);
  expect(Object.keys(phases)).toEqual(['ready', 'tray']);
  const [mark] = performance.getEntriesByName('start:ready');
  expect(phases['ready']).toBeCloseTo(100 + (mark?.startTime ?? 0));
  expect(memory).toEqual({ Browser: 2000, Tab: 800 });
});

test('a function for the main process brings nothing from outside along', () => {
  const inside = runInNewContext(`(${lookInside.toString()})`, { process, performance }) as typeof lookInside;
  fake.app.control.metrics = [processOf('GPU', 10)];
  expect(inside(fake).memory).toEqual({ GPU: 10 });
});

test('of several starts the figures are the medians, and memory is given by kind as well', () => {
  const start = (ready: number, tab: number): Start => ({ phases: { ready }, memory: { Browser: 1024, Tab: tab } });
  const figures = figuresOf([start(300, 4096), start(100, 2048), start(200, 3072)], '');
  expect(figures.map(({ value }) => value)).toEqual([200, null, null, null, null, 4]);
  expect(figures.at(-1)?.note).toBe('Browser 1, Tab 3');
});

test('without a binary every figure says so', () => {
  const figures = figuresOf([], 'no Electron binary');
  expect(figures).toHaveLength(6);
  expect(figures.every(({ value, note }) => value === null && note === 'no Electron binary')).toBe(true);
});
