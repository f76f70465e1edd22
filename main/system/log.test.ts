import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mask } from '../core/core.ts';
import { createFakeCore } from '../ipc/testing/fake-core.ts';
import { createLogger, detailOf, followLogLevel, formatLine } from './log.ts';

test.each([
  ['Authorization: Bearer cwt=AAEBHAEFAAAA_x-1', 'AAEBHAEFAAAA'],
  ['ticket cwt=AAEB&next=1', 'AAEB'],
  ['{"password":"hunter2","grant_type":"password"}', 'hunter2'],
  ["password = 'hunter2'", 'hunter2'],
  ['grant_type=password&password=hunter2&username=x', 'hunter2'],
  ['{"access_token":"hunter2"}', 'hunter2'],
  ['sip:ann.smith@example.org joined', 'ann.smith'],
  ['ann.smith@example.org', 'ann.smith'],
  ['<ann.smith@example.org>', 'ann.smith'],
])('%s does not show %s', (text, secret) => {
  expect(mask(text)).not.toContain(secret);
  expect(mask(text)).toContain('***');
});

test('what a help desk needs stays', () => {
  const text = 'GET pool.example.org answered 503 with 28032 (UnsupportedMediaType), user of example.org';
  expect(mask(text)).toBe(text);
  expect(mask('sip:ann@example.org')).toBe('sip:***@example.org');
});

test('a line holds time, level, message and fields', () => {
  expect(formatLine(0, 'warn', 'answer of ann@example.org', { status: 503, host: 'a "b"\nc', none: null })).toBe(
    '1970-01-01T00:00:00.000Z warn  answer of ***@example.org status=503 host="a \\"b\\"\\nc" none=null',
  );
  expect(formatLine(0, 'info', 'x', { password: 'hunter2', user: 'ann@example.org' })).toMatch(
    /x password=\*\*\* user="\*\*\*@example\.org"$/,
  );
});

test('lines below the level are left out', () => {
  const lines: string[] = [];
  const logger = createLogger(
    'warn',
    (line) => lines.push(line),
    () => 0,
  );
  logger.log('info', 'quiet');
  logger.log('warn', 'loud');
  logger.log('error', 'louder');
  expect(lines).toHaveLength(2);
});

test('the level follows the setting while the app runs, down to a floor', () => {
  const lines: string[] = [];
  const { core, change } = createFakeCore();
  const logger = createLogger(
    'info',
    (line) => lines.push(line),
    () => 0,
  );
  const choose = (logLevel: 'error' | 'debug') =>
    change((set) => set.slice('settings', { ...core.store.state.settings, logLevel }));
  const stop = followLogLevel(core.store, logger, 'warn');
  logger.log('debug', 'before');
  choose('debug');
  logger.log('debug', 'chosen');
  choose('error');
  logger.log('info', 'too quiet');
  logger.log('warn', 'at the floor');
  stop();
  choose('debug');
  logger.log('debug', 'after');
  expect(lines.map((line) => line.slice(31))).toEqual(['chosen', 'at the floor']);
});

test('whatever an uncaught error says and whoever wrote it, no secret and no name is in the line', () => {
  const secret = fc.stringMatching(/^Q[A-Za-z0-9]{11,40}$/);
  fc.assert(
    fc.property(secret, secret, fc.constantFrom('cwt=', 'Bearer ', 'password='), (token, name, lead) => {
      const error = new Error(`POST https://pool.example.org/ucwa/${token} of sip:${name}@example.org ${lead}${token}`);
      const line = formatLine(0, 'error', 'An error was not caught', { detail: detailOf(error) });
      expect(line).not.toContain(token);
      expect(line).not.toContain(name);
      expect(line).toContain('pool.example.org');
    }),
  );
  expect(detailOf(`cwt=${'x'.repeat(20)}`)).toBe('string');
});
