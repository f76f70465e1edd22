import { expect, test } from 'vitest';
import { firstSpoken, languageOf } from './language.ts';

test.each([
  ['system', 'de-AT', 'de'],
  ['system', 'FR', 'fr'],
  ['system', 'en-GB', 'en'],
  ['system', 'pl', 'en'],
  ['system', '', 'en'],
  ['fr', 'de-DE', 'fr'],
  ['en', 'de-DE', 'en'],
] as const)('with %s set on a system in %j, the app speaks %s', (setting, culture, language) => {
  expect(languageOf(setting, culture)).toBe(language);
});

test.each([
  [['de-AT', 'en'], 'de'],
  [['nl-BE', 'FR', 'de'], 'fr'],
  [['de_DE.UTF-8', 'de_DE', 'de', 'C'], 'de'],
  [['en-GB', 'de'], 'en'],
  [['C'], 'en'],
  [[], 'en'],
])('of a user who speaks %j, the app speaks %s', (cultures, language) => {
  expect(firstSpoken(cultures)).toBe(language);
});
