import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFileLogger, MAX_LOG_BYTES } from './log.ts';

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

it('keeps a few full files, the oldest of which goes', () => {
  const logger = open();
  const fill = (letter: string) => {
    for (let n = 0; n < MAX_LOG_BYTES / 1024 + 2; n += 1) logger.log('info', `${letter} `.repeat(512));
  };
  for (const letter of ['a', 'b', 'c', 'd', 'e']) fill(letter);
  const old = ['main.old.log', 'main.old-2.log', 'main.old-3.log'];
  expect(readdirSync(folder).sort()).toEqual(['main.log', ...old].sort());
  const last = old.map((name) => readFileSync(join(folder, name), 'utf8').trimEnd().at(-1));
  expect(last).toEqual(['e', 'd', 'c']);
});

it('stays small also when a file cannot be moved', () => {
  mkdirSync(join(folder, 'main.old.log'));
  writeFileSync(join(folder, 'main.old.log', 'held'), '');
  mkdirSync(join(folder, 'main.old-2.log'));
  writeFileSync(join(folder, 'main.old-2.log', 'held'), '');
  const logger = open();
  for (let n = 0; n < MAX_LOG_BYTES / 256; n += 1) logger.log('info', 'x '.repeat(512));
  expect(statSync(join(folder, 'main.log')).size).toBeLessThan(MAX_LOG_BYTES * 1.1);
});
