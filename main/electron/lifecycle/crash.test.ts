import { EventEmitter } from 'node:events';
import { beforeEach, expect, it, vi } from 'vitest';
import { createMemoryLogger } from '../../ipc/testing/fake-core.ts';
import { fake } from '../../../tests/fakes/electron.ts';
import { restartArguments } from './crash-restarts.ts';
import { watchCrashes } from './crash.ts';
import { WORDS } from '../words/words.ts';

const NOW = 1_700_000_000_000;

beforeEach(() => {
  fake.reset();
  fake.ready();
});

function watch(argv = ['rollcall', '--hidden']) {
  const source = new EventEmitter();
  const logger = createMemoryLogger();
  watchCrashes({ logger, clock: { now: () => NOW }, argv, source });
  return { source, logger };
}

const ended = () => vi.waitUntil(() => fake.app.control.exitCode !== null);

it('logs what nobody caught, asks once, and starts anew', async () => {
  const { source, logger } = watch();
  fake.dialog.answers = [0];
  source.emit('uncaughtException', new TypeError('x is not a function'));
  source.emit('unhandledRejection', 'a secret string');
  await ended();
  expect(logger.lines).toMatchObject([
    { level: 'error', fields: { detail: expect.stringContaining('TypeError: x is not a function') as string } },
    { level: 'error', message: 'A rejection was not caught', fields: { detail: 'string' } },
  ]);
  expect(fake.dialog.asked).toHaveLength(1);
  expect(fake.dialog.asked[0]).toMatchObject({ buttons: [WORDS.restart, WORDS.quit], cancelId: 1 });
  expect(JSON.stringify(fake.dialog.asked)).not.toContain('not a function');
  expect(fake.app.control.relaunches).toEqual([{ args: ['--hidden', `--crashed-at=${NOW}`] }]);
  expect(fake.app.control.exitCode).toBe(1);
});

it('ends when the user wants no restart', async () => {
  const { source } = watch();
  fake.dialog.answers = [1];
  source.emit('uncaughtException', new Error('x'));
  await ended();
  expect(fake.app.control).toMatchObject({ relaunches: [], exitCode: 1 });
});

it('offers no restart once restarts did not help', async () => {
  const once = ['rollcall', ...restartArguments(['rollcall'], NOW - 2)];
  const { source } = watch(['rollcall', ...restartArguments(once, NOW - 1)]);
  fake.dialog.answers = [0];
  source.emit('uncaughtException', new Error('x'));
  await ended();
  expect(fake.dialog.asked[0]).toMatchObject({ buttons: [WORDS.quit], detail: WORDS.crashedOften, cancelId: 0 });
  expect(fake.app.control).toMatchObject({ relaunches: [], exitCode: 1 });
});

it('starts an AppImage by its file', async () => {
  vi.stubEnv('APPIMAGE', '/apps/rollcall.AppImage');
  const { source } = watch();
  fake.dialog.answers = [0];
  source.emit('uncaughtException', new Error('x'));
  await ended();
  vi.unstubAllEnvs();
  expect(fake.app.control.relaunches).toMatchObject([{ execPath: '/apps/rollcall.AppImage' }]);
});

it('waits with the question until Electron can ask', async () => {
  fake.reset();
  const { source } = watch();
  fake.dialog.answers = [1];
  source.emit('uncaughtException', new Error('x'));
  expect(fake.dialog.asked).toEqual([]);
  fake.ready();
  await ended();
  expect(fake.dialog.asked).toHaveLength(1);
});

it('logs the end of a helper process', () => {
  const { logger } = watch();
  fake.app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 139 });
  fake.app.emit('child-process-gone', {}, { type: 'Utility', reason: 'clean-exit', exitCode: 0, name: 'Network' });
  expect(logger.lines).toMatchObject([
    { level: 'warn', fields: { type: 'GPU', reason: 'crashed', exitCode: 139, name: null } },
    { level: 'debug', fields: { name: 'Network' } },
  ]);
});
