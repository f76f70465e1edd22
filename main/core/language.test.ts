import { expect, test } from 'vitest';
import { languageOf } from './language.ts';

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
