import { expect, test } from 'vitest';
import { checkNumber, MOST_CHARACTERS, savedNumber } from './number-check.ts';

test.each([
  ['', '', 'fine'],
  ['  ', 'tel:+441', 'removes'],
  ['+44 20 7946 0123', '', 'fine'],
  ['tel:+442079460123', '', 'fine'],
  ['0044 20 7946 0123', '', 'fine'],
  ['020 7946 0123', '', 'noCountry'],
  ['4100', '', 'fine'],
  ['call me', '', 'noDigits'],
  [` ${'1'.repeat(MOST_CHARACTERS)} `, '', 'noCountry'],
  ['+'.padEnd(MOST_CHARACTERS + 1, '1'), '', 'tooLong'],
])('%j instead of %j is %s', (typed, before, said) => {
  expect(checkNumber(typed, before)).toBe(said);
});

test.each([
  ['+1 (425) 555-0111', 'tel:+1', 'tel:+14255550111', 'tel:+14255550111'],
  ['50142', '', 'tel:+14255550142;ext=42', 'tel:+14255550142;ext=42'],
  ['+1 425 555 0111', 'tel:+14255550111', 'tel:+14255550111', 'tel:+14255550111'],
  ['', 'tel:+1', '', ''],
  ['+2', 'tel:+1', 'tel:+1', null],
])('%j over %j, now %j: saved as %j', (typed, before, now, saved) => {
  expect(savedNumber(typed, before, now)).toBe(saved);
});
