import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createMemoryLogger } from '../ipc/testing/fake-core.ts';
import { createFileLogger, logUncaught, MAX_LOG_BYTES } from './log.ts';

let folder: string;
const open = () => createFileLogger({ folder, clock: { now: () => 0 }, least: 'info', toConsole: false });
const read = () => readFileSync(join(folder, 'main.log'), 'utf8');

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rollcall-log-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('writes one line each, from its level on, into a file for the user alone', () => {
  const logger = open();
  logger.log('debug', 'not this');
  logger.log('warn', 'Retrying', { host: 'pool.example.org', attempt: 2 });
  expect(read()).toBe('1970-01-01T00:00:00.000Z warn  Retrying host="pool.example.org" attempt=2\n');
  expect(statSync(join(folder, 'main.log')).mode & 0o077).toBe(0);
});

it('masks tickets and addresses', () => {
  open().log('info', 'cwt=AAEB12345 of ann@example.org', { ticket: 'Bearer abc' });
  expect(read()).not.toMatch(/AAEB|ann@|abc/);
});

it('begins a new file when one is full, and keeps the one before', () => {
  const logger = open();
  const long = 'x '.repeat(512);
  for (let n = 0; n < MAX_LOG_BYTES / 1024 + 2; n += 1) logger.log('info', long);
  expect(existsSync(join(folder, 'main.old.log'))).toBe(true);
  expect(statSync(join(folder, 'main.log')).size).toBeLessThan(MAX_LOG_BYTES / 2);
});

it('logs what nobody caught, without a stack', () => {
  const target = new EventEmitter();
  const logger = createMemoryLogger();
  logUncaught(logger, target);
  target.emit('uncaughtException', new TypeError('x is not a function'));
  target.emit('unhandledRejection', 'a secret string');
  expect(logger.lines).toEqual([
    { level: 'error', message: 'An error was not caught', fields: { error: 'TypeError: x is not a function' } },
    { level: 'error', message: 'A rejection was not caught', fields: { error: 'string' } },
  ]);
});
