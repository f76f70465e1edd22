/** Text as a search compares it: lower case, without accents, so that "jose" finds "José". Pure. */

/** Letters that no decomposition takes apart. */
const SIMPLER: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };
const PLAIN_ALREADY = /^[\p{ASCII}]*$/u;

/** Lower case without accents. */
export function plain(text: string): string {
  const lower = text.toLowerCase();
  if (PLAIN_ALREADY.test(lower)) return lower;
  return lower
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => SIMPLER[letter] ?? letter);
}

/** The words of a search, plain. */
export function wordsIn(text: string): string[] {
  return plain(text).split(/\s+/).filter(Boolean);
}

export interface Piece {
  text: string;
  /** One of the words occurs here. */
  found: boolean;
}

/** A text cut where any of the plain words begins and ends in it; together the pieces are the text. */
export function piecesOf(text: string, words: readonly string[]): Piece[] {
  // A letter with the marks that stand on it is one.
  const letters = text.match(/\P{M}\p{M}*|\p{M}+/gu) ?? [];
  let folded = '';
  /** For each place in `folded`, the letter it comes from. */
  const origin: number[] = [];
  letters.forEach((letter, i) => {
    const simple = plain(letter);
    folded += simple;
    origin.push(...new Array<number>(simple.length).fill(i));
  });
  const marked = new Array<boolean>(letters.length).fill(false);
  for (const word of words) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
      for (let place = at; place < at + word.length; place++) marked[origin[place] ?? 0] = true;
    }
  }
  const pieces: Piece[] = [];
  letters.forEach((letter, i) => {
    const found = marked[i] === true;
    const last = pieces.at(-1);
    if (last?.found === found) last.text += letter;
    else pieces.push({ text: letter, found });
  });
  return pieces;
}
