import { expect, test } from 'vitest';
import { sampleSnapshot } from '../testing/fixture.ts';
import { fr } from './fr/index.ts';

/** Every text that needs no argument. */
function textsIn(words: unknown): string[] {
  if (typeof words === 'string') return [words];
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(textsIn) : [];
}

test('no line of French ends before high punctuation, inside guillemets, or within a number', () => {
  const texts = textsIn(fr);
  expect(texts.length).toBeGreaterThan(300);
  expect(texts.filter((text) => / [:;!?»%]|« |\d \d{3}/.test(text))).toEqual([]);
  expect(fr.transfer.importLead).toContain('50\u202f000 personnes');
});

test('what is made from arguments is set alike, but a number to dial stays as it is', () => {
  expect(fr.deleteGroup.title('Design')).toBe('Supprimer «\u00a0Design\u00a0»\u00a0?');
  expect(fr.history.words(sampleSnapshot().history['h3']!)).toContain('«\u00a0Service desk\u00a0»');
  expect(fr.phones.savedAs('+33 170 189 900')).toBe('Enregistré\u00a0: +33 170 189 900');
});
