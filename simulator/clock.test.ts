import { expect, test } from 'vitest';
import { createDrivenClock, createRealClock } from './clock.ts';

test('a driven clock runs what falls due, in order, at its time', () => {
  const clock = createDrivenClock(1000);
  const ran: [string, number][] = [];
  const note = (name: string) => () => void ran.push([name, clock.now()]);
  clock.after(30, note('late'));
  clock.after(10, note('early'));
  clock.after(10, note('second'));
  const cancel = clock.after(20, note('never'));
  cancel();
  clock.after(5, () => clock.after(5, note('nested')));
  clock.advance(29);
  expect(ran).toEqual([
    ['early', 1010],
    ['second', 1010],
    ['nested', 1010],
  ]);
  expect(clock.now()).toBe(1029);
  clock.advance(1);
  expect(ran.at(-1)).toEqual(['late', 1030]);
});

test('a real clock cannot be moved, and runs and cancels timers', async () => {
  const clock = createRealClock();
  expect(clock.advance(1)).toBe(false);
  let ran = 0;
  const cancel = clock.after(0, () => (ran += 1));
  cancel();
  const keepAlive = setInterval(() => undefined, 1000);
  await new Promise<void>((resolve) => clock.after(1, resolve));
  clearInterval(keepAlive);
  expect(ran).toBe(0);
});
