import { expect, test } from 'vitest';
import { keepGood } from './keep-good.ts';
import type { PolicySource } from './policy.ts';

const HKLM: PolicySource = { name: 'HKLM', values: { Theme: 'dark' } };
const FILE: PolicySource = { name: 'file', values: { Language: 'de' } };
const AT_TROUBLE = ['unreadable', 'unasked', 'foreign'] as const;

test('what can be read counts, in the order of the places', () => {
  const now = [{ name: 'HKLM', values: { Theme: 'light' } }, FILE];
  expect(keepGood([HKLM, FILE], now)).toEqual({ sources: now, kept: [] });
});

test('a place that is gone says nothing any more, and a new one counts', () => {
  expect(keepGood([HKLM], [FILE])).toEqual({ sources: [FILE], kept: [] });
});

test.each(AT_TROUBLE)('a place that is %s keeps what it said, however often', (values) => {
  const first = keepGood([HKLM, FILE], [{ name: 'HKLM', values }, FILE]);
  expect(first).toEqual({ sources: [HKLM, FILE], kept: ['HKLM'] });
  expect(keepGood(first.sources, [{ name: 'HKLM', values }])).toEqual({ sources: [HKLM], kept: ['HKLM'] });
});

test.each(AT_TROUBLE)('a place that never said anything is what it is: %s', (values) => {
  const now: PolicySource[] = [{ name: 'HKLM', values }];
  expect(keepGood([], now)).toEqual({ sources: now, kept: [] });
  expect(keepGood([{ name: 'HKLM', values: 'unreadable' }], now)).toEqual({ sources: now, kept: [] });
});
