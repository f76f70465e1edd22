import { beforeEach, expect, it } from 'vitest';
import { createDrivenClock } from '../../ipc/testing/fake-core.ts';
import { BaseWindow, fake } from '../../../tests/fakes/electron.ts';
import { STOP_MS, stopBeforeQuit } from './quit.ts';

function start(platform: NodeJS.Platform = 'linux') {
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
  stopBeforeQuit(clock, platform, () => seen.push('letGo'), stop);
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

it('goes on where the end of the session on Windows is called off', () => {
  const { seen } = start('win32');
  const objects = new BaseWindow();
  objects.on('query-session-end', (event: Electron.Event) => event.preventDefault());
  fake.app.endSession(['logoff']);
  expect([seen, fake.app.control.exitCode]).toEqual([[], null]);
});

it.each(['logoff', 'shutdown', 'close-app'] as const)(
  'begins to end with the session on Windows (%s), has what time there is, and holds up nothing',
  async (reason) => {
    const { seen, done } = start('win32');
    fake.app.endSession([reason]);
    expect(seen).toEqual(['letGo', 'stop']);
    expect(fake.app.control.exitCode).toBeNull();
    done();
    await turn();
    expect(fake.app.control.exitCode).toBe(0);
  },
);

it('installs no update that waits for the app’s end when the session ends with it', async () => {
  const { seen, done } = start('win32');
  // As electron-updater listens.
  fake.app.once('quit', () => seen.push('install'));
  fake.app.endSession(['shutdown']);
  done();
  await turn();
  expect(seen).not.toContain('install');
  expect(fake.app.control.exitCode).toBe(0);
});

it('has a window on Windows that hears of it, which nobody sees and which keeps no quit', async () => {
  start('darwin');
  expect(fake.app.control.windows.size).toBe(0);
  const { done } = start('win32');
  const [window] = fake.app.control.windows;
  expect((window as BaseWindow).options).toMatchObject({ show: false, skipTaskbar: true, focusable: false });
  fake.app.quit();
  done();
  await turn();
  expect(fake.app.control.exitCode).toBe(0);
});
