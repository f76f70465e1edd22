/** What the server makes of a typed phone number (GAPS 9). */

/**
 * Brings a number to the stored form: blanks, dots, hyphens and parentheses are dropped; `+` and digits with an
 * optional `;ext=` become `tel:+...`; 7 to 15 bare digits stay as they are. Null where it is neither.
 */
export function normaliseNumber(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^tel:/i, '')
    .replace(/[\s.\-()]/g, '');
  if (/^\+\d{3,15}(;ext=\d{1,10})?$/i.test(bare)) return `tel:${bare.toLowerCase()}`;
  if (/^\d{7,15}$/.test(bare)) return bare;
  return null;
}
