/** What can be said about a number while it is typed. The server has the last word: it writes numbers its own way. Pure. */

/** As many characters as the contract lets through (PROTOCOL 9.4). */
export const MOST_CHARACTERS = 80;

/**
 * - `tooLong`: it cannot be sent;
 * - `removes`: it is empty, which removes the number;
 * - `noDigits`: the server will hardly make a number of it;
 * - `noCountry`: it may be dialled within the organisation only;
 * - `fine`: nothing to say.
 */
export type NumberCheck = 'tooLong' | 'removes' | 'noDigits' | 'noCountry' | 'fine';

/** Fewer digits than this are an extension, which has no country code. */
const LEAST_DIGITS_OF_A_NUMBER = 6;

/** Judges what stands in the field; `before` is the number as it was. */
export function checkNumber(typed: string, before: string): NumberCheck {
  const number = typed.trim();
  if (number.length > MOST_CHARACTERS) return 'tooLong';
  if (number === '') return before.trim() === '' ? 'fine' : 'removes';
  const digits = number.match(/\d/g)?.length ?? 0;
  if (digits === 0) return 'noDigits';
  const international = /^(tel:)?\s*(\+|00)/i.test(number);
  return international || digits < LEAST_DIGITS_OF_A_NUMBER ? 'fine' : 'noCountry';
}

/**
 * What became of a number that was typed, once its edit is settled: as the server has it now, or null where the edit
 * left no trace (it was given up, or the server did nothing).
 */
export function savedNumber(typed: string, before: string, now: string): string | null {
  return now !== before || bare(typed) === bare(now) ? now : null;
}

/** The number without what people put between its digits. */
function bare(number: string): string {
  return number
    .toLowerCase()
    .replace(/^tel:/, '')
    .replace(/[\s().-]/g, '');
}
