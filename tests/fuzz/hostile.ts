/**
 * Feeds the readers with bombs of the largest size that a transport lets through, and prints what became of each. Work
 * or memory that grows faster than the input would not come to an end here. Run by hostile.test.ts in a small process.
 */
import { readBatch, readChallenges, readError, readEvents, readResource } from '../../main/core/ucwa/index.ts';
import { MAX_BODY_BYTES } from '../../main/core/ports.ts';

const JSON_TYPE = 'application/json';
const XML_TYPE = 'application/xml';
const BATCH_TYPE = 'multipart/batching; boundary=b';
const SIZE = MAX_BODY_BYTES;

interface Bomb {
  readonly name: string;
  readonly contentType: string | null;
  readonly make: () => string;
}

/** As often as it fits between the two others. */
function filled(before: string, middle: string, after = ''): string {
  return before + middle.repeat(Math.floor((SIZE - before.length - after.length) / middle.length)) + after;
}

function numbered(before: string, middle: (at: number) => string, after: string, count: number): string {
  return before + Array.from({ length: count }, (_, at) => middle(at)).join('') + after;
}

const entity = (name: string, value: string): string => `<!ENTITY ${name} "${value}">`;
const laughs = Array.from({ length: 10 }, (_, at) => entity(`l${at + 1}`, `&l${at};`.repeat(10))).join('');

const BOMBS: readonly Bomb[] = [
  bomb('a billion laughs', XML_TYPE, () => `<!DOCTYPE a [${entity('l0', 'lol')}${laughs}]><a>&l10;</a>`),
  bomb('quadratic entities', XML_TYPE, () =>
    filled(`<!DOCTYPE a [${entity('x', 'y'.repeat(50_000))}]><a>`, '&x;', '</a>'),
  ),
  bomb('an external entity', XML_TYPE, () => '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
  bomb('an external document type', XML_TYPE, () => '<!DOCTYPE a SYSTEM "https://example.com/a.dtd"><a/>'),
  bomb('elements without end', XML_TYPE, () => filled('', '<a>')),
  bomb('elements nested too deep', XML_TYPE, () => `${'<a>'.repeat(1_000_000)}${'</a>'.repeat(1_000_000)}`),
  bomb('too many elements', XML_TYPE, () => filled('<resource>', '<resource rel="a"/>', '</resource>')),
  bomb('too many properties', XML_TYPE, () => filled('<resource>', '<property name="a">b</property>', '</resource>')),
  bomb('an attribute without end', XML_TYPE, () => filled('<a b="', 'x')),
  bomb('a tag of blanks', XML_TYPE, () => filled('<a', ' ')),
  bomb('a tag of attributes', XML_TYPE, () => numbered('<a', (at) => ` a${at}=""`, '/>', 1_000_000)),
  bomb('an attribute a million times', XML_TYPE, () => filled('<a', ' a=""', '/>')),
  bomb('references only', XML_TYPE, () => filled('<a>', '&#65;', '</a>')),
  bomb('comments only', XML_TYPE, () => filled('<a>', '<!---->', '</a>')),
  bomb('a comment without end', XML_TYPE, () => filled('<a>', '<!-- -')),
  bomb('sections only', XML_TYPE, () => filled('<a>', '<![CDATA[x]]>', '</a>')),
  bomb('brackets only', XML_TYPE, () => filled('', '<')),
  bomb('ampersands only', XML_TYPE, () => filled('<a>', '&')),

  bomb('lists without end', JSON_TYPE, () => filled('{"a":', '[')),
  bomb('objects without end', JSON_TYPE, () => filled('', '{"a":')),
  bomb('lists nested too deep', JSON_TYPE, () => `{"a":${'['.repeat(8_000_000)}${']'.repeat(8_000_000)}}`),
  bomb('too many resources', JSON_TYPE, () => filled('{"_embedded":{"a":[', '{},', '{}]}}')),
  bomb('too many events', JSON_TYPE, () => filled('{"sender":[{"events":[', '{},', '{}]}]}')),
  bomb('too many links', JSON_TYPE, () => filled('{"_links":{"a":[', '{},', '{}]}}')),
  bomb('a list of numbers', JSON_TYPE, () => filled('{"a":[', '1,', '1]}')),
  bomb('a list of links', JSON_TYPE, () => filled('{"_links":{"a":[', '"/a",', '"/a"]}}')),
  bomb('names only', JSON_TYPE, () => numbered('{', (at) => `"k${at}":1,`, '"k":1}', 300_000)),
  bomb('a string without end', JSON_TYPE, () => filled('{"a":"', 'x')),
  bomb('escapes only', JSON_TYPE, () => filled('{"a":"', '\\u0041', '"}')),
  bomb('a long number', JSON_TYPE, () => filled('{"a":', '9', '}')),
  bomb('quotes only', JSON_TYPE, () => filled('{', '"')),
  bomb('blanks only', JSON_TYPE, () => filled('', ' ')),
  bomb('addresses only', JSON_TYPE, () => filled('{"code":"X","message":"', 'https://', '"}')),

  bomb('lines only', BATCH_TYPE, () => filled('', '\n')),
  bomb('delimiters only', BATCH_TYPE, () => filled('', '--b\n')),
  bomb('delimiters on one line', BATCH_TYPE, () => filled('', '--b')),
  bomb('a delimiter of blanks', null, () => filled('--', ' ', 'x')),
  bomb('dashes only', null, () => filled('', '-')),
  bomb('header fields only', BATCH_TYPE, () => filled('--b\n\nHTTP/1.1 200 OK\n', 'a:b\n')),
  bomb('one long header field', BATCH_TYPE, () => filled('--b\n\nHTTP/1.1 200 OK\na:', ' ')),
  bomb('status lines only', BATCH_TYPE, () => filled('--b\n', 'HTTP/1.1 \n')),
  bomb('1 GB claimed in a part', BATCH_TYPE, () => '--b\n\nHTTP/1.1 200 OK\nContent-Length: 1000000000\n\n{}\n--b--'),
  bomb('a challenge of quotes', null, () => filled('a b=', '"')),
  bomb('too large by one byte', JSON_TYPE, () => `${filled('{"a":"', 'x', '"}')} `),
];

function bomb(name: string, contentType: string | null, make: () => string): Bomb {
  return { name, contentType, make };
}

/** What the readers made of one: each `read` or why not. */
export interface Outcome {
  readonly name: string;
  readonly bytes: number;
  readonly resource: string;
  readonly events: string;
  readonly batch: string;
}

function outcomeOf({ name, contentType, make }: Bomb): Outcome {
  const bytes = new TextEncoder().encode(make());
  const headers = contentType === null ? {} : { 'content-type': [contentType] };
  readError(400, headers, bytes);
  readChallenges([new TextDecoder().decode(bytes)]);
  const [resource, events, batch] = [readResource, readEvents, readBatch].map((read) => {
    const reading = read(bytes, contentType);
    return reading.ok ? 'read' : reading.error.detail;
  }) as [string, string, string];
  return { name, bytes: bytes.length, resource, events, batch };
}

if (import.meta.main) {
  for (const one of BOMBS) console.log(JSON.stringify(outcomeOf(one)));
}
