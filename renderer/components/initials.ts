/** How a person is drawn without a photo. Pure. */

const HUES = 6;

/** One or two capital letters of a name: first and last word, or the first letter. */
export function initialsOf(name: string): string {
  const words = name
    .replace(/\(.*?\)/g, '')
    .split(/[\s,]+/u)
    .filter((word) => /\p{L}/u.test(word));
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  const letters = ends.map((word) => /\p{L}/u.exec(word ?? '')?.[0] ?? '');
  return letters.join('').toLocaleUpperCase() || '?';
}

/** A number 0..5 that stays the same for the same address. */
export function hueOf(address: string): number {
  let hash = 0;
  for (const letter of address) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return hash % HUES;
}
