import { expect, test } from 'vitest';
import { createLogger, formatLine, mask } from './log.ts';

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
