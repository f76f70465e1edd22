import fc from 'fast-check';
import { expect, test } from 'vitest';
import { piecesOf, plain, wordsIn } from './plain.ts';

const marked = (text: string, query: string) =>
  piecesOf(text, wordsIn(query))
    .map((piece) => (piece.found ? `[${piece.text}]` : piece.text))
    .join('');

test('what is found is marked in the text as it is written', () => {
  expect(marked('Chloé Lambert', 'loe LAM')).toBe('Ch[loé] [Lam]bert');
  expect(marked('Benedikt Sørensen', 'soren')).toBe('Benedikt [Søren]sen');
  expect(marked('Straße 9', 'strass')).toBe('[Straß]e 9');
  expect(marked('Ann', 'zed')).toBe('Ann');
});

test('overlapping finds become one, letters written as two are one', () => {
  expect(marked('banana', 'ana ban')).toBe('[banana]');
  expect(marked('Ame\u0301lie', 'ame')).toBe('[Ame\u0301]lie');
});

test('the pieces of any text are that text, and a word that is in it is marked', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, query) => {
      const pieces = piecesOf(text, wordsIn(query));
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zéßø ]+$/), fc.nat(), (text, at) => {
      const word = wordsIn(text)[at % Math.max(1, wordsIn(text).length)];
      if (word !== undefined)
        expect(piecesOf(text, [word]).some((piece) => plain(piece.text).includes(word))).toBe(true);
    }),
  );
});
