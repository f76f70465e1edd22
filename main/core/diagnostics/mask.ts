/**
 * What must stand in no log and no report, should a caller slip: secrets, hrefs, and what tells who somebody is. A host
 * and the domain of an address stay: a help desk needs them. Pure.
 */

/** Words that come before a secret, with `=` or `:` between. */
const SECRET_NAMES =
  'password|passwd|pwd|passphrase|secret|client_secret|assertion|authorization|cookie|set-cookie|code_verifier|' +
  '(?:access_|refresh_|id_)?token';

const MASKS: readonly [RegExp, string][] = [
  [/\b(cwt=)[^\s"'&,;]+/gi, '$1***'],
  [/\b(bearer\s+)[^\s"',;]+/gi, '$1***'],
  [/\b((?:basic|negotiate|ntlm)\s+)[\w+/=-]{12,}/gi, '$1***'],
  [/\beyJ[\w-]{4,}\.[\w-]+(?:\.[\w-]*)*/g, '***'],
  [new RegExp(`(["']?\\b(?:${SECRET_NAMES})\\b["']?\\s*[=:]\\s*)("[^"]*"|'[^']*'|[^\\s&,;}]+)`, 'gi'), '$1***'],
  // Of an absolute URL the host stays; of the server's own hrefs their first word.
  [/\b((?:https?|wss?):\/\/)(?:[^\s/?#"'<>@]{1,256}@)?([^\s/?#"'<>\\@]+)[/?#][^\s"'<>]+/gi, '$1$2/***'],
  [/(\/(?:ucwa|autodiscover|webticket|reach|ums)\/)[^\s"'<>]+/gi, '$1***'],
  [/\?[\w.~%-]+=[^\s"'<>]*/g, '?***'],
  // Bounded, as names before the @ are: without it one long word costs the square of its length.
  [/[^\s@<>"':;,()[\]{}=/\\]{1,64}@([a-z0-9][a-z0-9.-]*)/gi, '***@$1'],
  [/\b(tel:)[^\s"'<>,)]+/gi, '$1***'],
  // A path tells who the user of this computer is.
  [/([\\/](?:home|Users)[\\/])[^\\/\s"':<>|]{1,64}/g, '$1***'],
];

/** Digits with what people write between them, in one run; a GUID's, a time's or a version's are not alone in a run. */
const NUMBER = /(?<![\w.-])(?:\+|\()?\d[\d ()./-]{5,30}\d(?![\w-])/g;
const FEWEST_DIGITS = 7;
/** An address of IPv4, a version, a calendar day. */
const NO_PHONE = /^(?:\d{1,5}(?:\.\d{1,5}){3}|\d{4}-\d{2}-\d{2})$/;

/** A word of 32 characters and more out of small letters, capitals and digits is a key of some kind. */
const OPAQUE = /(?<![\w+-])(?=[\w+-]{0,256}[a-z])(?=[\w+-]{0,256}[A-Z])(?=[\w+-]{0,256}\d)[\w+-]{32,}={0,2}/g;

/** The text without secrets, hrefs, phone numbers and the names in addresses. */
export function mask(text: string): string {
  return MASKS.reduce((masked, [pattern, instead]) => masked.replace(pattern, instead), text)
    .replace(NUMBER, (run) => {
      const digits = run.replace(/\D/g, '').length;
      return digits < FEWEST_DIGITS || NO_PHONE.test(run) ? run : '***';
    })
    .replace(OPAQUE, '***');
}
