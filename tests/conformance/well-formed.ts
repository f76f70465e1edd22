/**
 * Whether a body parses, and setting right what a printed sample has lost or gained on its way into a page and no server
 * ever sent (PROTOCOL 18, no. 8 and 32).
 */
import { parseXml } from '../../simulator/http/xml-text.ts';

/** Asked of others than the readers under test. What real answers have before their first brace is no fault. */
export function isWellFormed(body: string): boolean {
  return body.startsWith('<') ? parseXml(body) !== null : parses(body.replace(/^[^{[]*/, ''));
}

interface Repair {
  /** What was wrong, for the table. */
  readonly of: string;
  readonly apply: (body: string) => string;
}

/** An entry of a list of which nothing is printed. */
const EMPTY_ENTRY = /(?<=[[,]\s*)\{\s*\},?/g;

const REPAIRS: readonly Repair[] = [
  { of: 'a quote left out', apply: (body) => body.replace(/^(\s*)(\w+)":/gm, '$1"$2":') },
  { of: 'a line broken inside a text', apply: (body) => body.replace(/"(?:[^"\\]|\\.)*"/gs, inOneLine) },
  {
    of: 'an elision',
    apply: (body) =>
      body
        .replace(/^[ \t]*\.(?:\.\.)?,?[ \t]*\r?$/gm, '')
        .replace(/\{\s*\.{3}\s*\}/g, '{}')
        .replace(EMPTY_ENTRY, ''),
  },
  { of: 'a colon left out', apply: (body) => body.replace(/("\w+")(\{)/g, '$1:$2') },
  { of: 'a comma left out', apply: (body) => body.replace(/([}\]])(\s*\n\s*")/g, '$1,$2') },
  { of: 'a comma too many', apply: (body) => body.replace(/,(\s*[}\]])/g, '$1') },
  { of: 'the braces left out', apply: (body) => (body.startsWith('"') ? braced(body) : body) },
];

/** The body with as many repairs as it takes to parse, and which; null where they do not help. */
export function mended(body: string): { readonly body: string; readonly repairs: string } | null {
  let repaired = body;
  const made: string[] = [];
  for (const { of, apply } of REPAIRS) {
    const next = apply(repaired);
    if (next === repaired) continue;
    repaired = next;
    made.push(of);
    if (parses(repaired)) return { body: repaired, repairs: made.join(', ') };
  }
  return null;
}

/** Members of a resource printed alone: its links where each has an href, its embedded resources where each is an object. */
function braced(members: string): string {
  const whole = `{${members.replace(/,\s*$/, '')}}`;
  if (!parses(whole)) return whole;
  const objects = Object.values(JSON.parse(whole) as Record<string, unknown>);
  const all = (is: (one: object) => boolean): boolean =>
    objects.every((one) => typeof one === 'object' && one !== null && is(one));
  if (all((one) => 'href' in one)) return `{"_links":${whole}}`;
  return all((one) => !Array.isArray(one)) ? `{"_embedded":${whole}}` : whole;
}

/** The pretty printer of the pages broke texts that hold line ends of their own. */
function inOneLine(text: string): string {
  return text.replace(/\r?\n/g, '\\r\\n');
}

function parses(body: string): boolean {
  try {
    return typeof JSON.parse(body) === 'object';
  } catch {
    return false;
  }
}
