/**
 * French puts a space before high punctuation and inside guillemets, and between thousands. No line may end at it; so
 * the words are written with plain spaces, and these are set here. Pure.
 */

const NO_BREAK = '\u00a0';
const NARROW_NO_BREAK = '\u202f';

const punctuated = (text: string) => text.replace(/ (?=[:;!?»%])|(?<=«) /g, NO_BREAK);
const counted = (text: string) => text.replace(/(?<=\d) (?=\d{3}(?!\d))/g, NARROW_NO_BREAK);

/** The same words, whole or made from arguments, so set. What an argument brings is not counted: it may be a number to dial. */
export function typeset<T>(words: T): T {
  if (typeof words === 'string') return counted(punctuated(words)) as T;
  if (typeof words === 'function') {
    const make = words as unknown as (...given: unknown[]) => unknown;
    return ((...given: unknown[]) => {
      const made = make(...given);
      return typeof made === 'string' ? punctuated(made) : made;
    }) as T;
  }
  if (typeof words !== 'object' || words === null) return words;
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, typeset(value)])) as T;
}
