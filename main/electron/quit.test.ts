import { beforeEach, expect, it } from 'vitest';
import { createDrivenClock } from '../ipc/testing/fake-core.ts';
import { fake } from '../../tests/fakes/electron.ts';
import { STOP_MS, stopBeforeQuit } from './quit.ts';

function start() {
  const clock = createDrivenClock();
  const seen: string[] = [];
  let done = (): void => {};
  let broken = (_error: Error): void => {};
  const stop = () => {
    seen.push('stop');
    return new Promise<void>((resolve, reject) => {
      done = resolve;
      broken = reject;
    });
  };
  stopBeforeQuit(clock, () => seen.push('letGo'), stop);
  return { clock, seen, done: () => done(), broken: () => broken(new Error('no')) };
}
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

beforeEach(() => {
  fake.reset();
  fake.ready();
});

it('closes the session before the app ends', async () => {
  const { seen, done } = start();
  fake.app.quit();
  expect(seen).toEqual(['letGo', 'stop']);
  expect(fake.app.control.exitCode).toBeNull();
  done();
  await turn();
  expect(fake.app.control.exitCode).toBe(0);
});

it('stops once, however often a quit is asked for', () => {
  const { seen } = start();
  fake.app.quit();
  fake.app.quit();
  expect(seen.filter((what) => what === 'stop')).toHaveLength(1);
  expect(fake.app.control.exitCode).toBeNull();
});

it('ends when the session does not', () => {
  const { clock } = start();
  fake.app.quit();
  clock.advance(STOP_MS - 1);
  expect(fake.app.control.exitCode).toBeNull();
  clock.advance(1);
  expect(fake.app.control.exitCode).toBe(0);
});

it('ends when closing the session fails', async () => {
  const { broken } = start();
  fake.app.quit();
  broken();
  await turn();
  expect(fake.app.control.exitCode).toBe(0);
});

it('ends itself when the system shuts down, and has it wait', () => {
  const { seen } = start();
  const event = { prevented: false, preventDefault: () => (event.prevented = true) };
  fake.power.emit('shutdown', event);
  expect(event.prevented).toBe(true);
  expect(seen).toEqual(['letGo', 'stop']);
});
