/** Makes cases: what servers send, damaged byte by byte or put together anew. */
import { messages } from '../conformance/collection.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';

export interface Case {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
}

const BUILT_IN = [
  '{"rel":"me","name":"A","_links":{"self":{"href":"/me","revision":"2"}},"_embedded":{"note":[{"rel":"note","etag":7}]}}',
  '{"_links":{"next":{"href":"/e"}},"sender":[{"rel":"people","events":[{"link":{"rel":"a","href":"/a"},"type":"added","in":{"rel":"g","href":"/g"},"_embedded":{"a":{"rel":"a"}}}]}]}',
  '{"code":"BadRequest","subcode":"X","message":"M","parameters":[{"name":"a"}],"reason":{"code":"Y"}}',
  '<?xml version="1.0"?><resource rel="phones" href="/p" xmlns="urn:x"><link rel="a" href="/a" title="&lt;&#65;"/><property name="b">True</property><propertyList name="c"><item>1</item></propertyList><resource rel="phone"><property name="rel">x</property></resource></resource>',
  '<events href="/e"><link rel="next" href="/f"/><sender rel="people" href="/p"><added rel="contact" href="/c"><in rel="group" href="/g"/><resource rel="contact"/></added></sender></events>',
  '<reason><code>Conflict</code><subcode>AlreadyExists</subcode><parameters><parameter><name>a</name></parameter></parameters></reason>',
  '--b\r\nContent-Type: application/http; msgtype=response\r\n\r\nHTTP/1.1 200 OK\r\nETag: "1"\r\n\r\n{"rel":"me"}\r\n--b\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n--b--\r\n',
  'MsRtcOAuth href="https://a/t",grant_type="password,b", Bearer trusted_issuers="", Negotiate',
];

/** What stands where in the two media and their envelopes: put in, it changes more than single bytes do. */
const TOKENS = [
  ...['{', '}', '[', ']', ',', ':', '"', '\\', '\\u0000', 'null', 'true', '-1e999', '""', '{}', '[]', '\uFEFF', '?'],
  ...['"_links":', '"_embedded":', '"rel":', '"sender":', '"events":', '"__proto__":', '"href":', '"reason":'],
  ...[
    '<',
    '>',
    '</',
    '/>',
    '<a>',
    '</a>',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<?x ',
    '?>',
    '<!DOCTYPE a [',
    '&',
    '&#x',
  ],
  ...['&amp;', '&lol;', '&#0;', ' x="', "='", '<resource rel="x">', '</resource>', '<property name="constructor">'],
  ...['\r\n', '\n', '\r\n\r\n', '--b', '--', '--b--', 'HTTP/1.1 200 OK', 'HTTP/1.1 ', 'Content-Length: 1000000000\r\n'],
  ...[
    'constructor: x\r\n',
    '\0',
    '\t',
    ' ',
    '\u00e9',
    '\u{1F642}',
    '\ud800',
    'href=',
    'MsRtcOAuth ',
    '/Date(',
    '"True"',
  ],
].map((token) => new TextEncoder().encode(token));

const TYPES = [
  ...['application/json', 'application/json; charset=utf-8', 'application/vnd.microsoft.com.ucwa+json', 'text/plain'],
  ...['application/xml', 'application/vnd.microsoft.com.ucwa+xml; charset="x', 'multipart/batching; boundary=b'],
  ...['multipart/batching; boundary="', 'text/html', 'image/jpeg', ';', ''],
];

/** What cases start from: the collection where it is there, and a few of our own. */
export function seeds(): Case[] {
  const found = messages()
    .filter(({ body }) => body !== '' && body.length < 6000)
    .map(({ body, contentType }) => ({ body, contentType }));
  // Envelopes are few in the collection: ours are taken more often.
  const own = Array.from({ length: 15 }, () => BUILT_IN.map((body) => ({ body, contentType: null }))).flat();
  return [...own, ...found].map(({ body, contentType }) => ({ bytes: new TextEncoder().encode(body), contentType }));
}

/** The case of that number. */
export function caseOf(from: readonly Case[], seed: number, index: number): Case {
  const random = createRandom(seed, index);
  const start = random.pick(from);
  let { bytes } = start;
  for (let count = random.below(6); count >= 0; count -= 1) bytes = damage(bytes, from, random);
  const other = random.below(4) === 0;
  return { bytes, contentType: other ? random.pick([null, ...TYPES]) : start.contentType };
}

function damage(bytes: Uint8Array, from: readonly Case[], random: Random): Uint8Array {
  const at = random.below(bytes.length + 1);
  const length = random.below(1 + Math.min(40, bytes.length - at));
  switch (random.below(8)) {
    case 0:
      return replace(bytes, at, length, new Uint8Array());
    case 1:
      return replace(bytes, at, 1, Uint8Array.of(random.below(256)));
    case 2:
      return replace(bytes, at, 0, bytes.subarray(at, at + length));
    case 3:
      return bytes.slice(0, at);
    case 4: {
      const { bytes: other } = random.pick(from);
      const begin = random.below(other.length + 1);
      return replace(bytes, at, length, other.subarray(begin, begin + random.below(200)));
    }
    case 5: {
      const token = random.pick(TOKENS);
      const times = 1 + random.below(60);
      const many = new Uint8Array(token.length * times);
      for (let count = 0; count < times; count += 1) many.set(token, count * token.length);
      return replace(bytes, at, 0, many);
    }
    default: {
      const token = random.pick(TOKENS);
      // A line belongs to the beginning of one.
      const begin = token.at(-1) === 0x0a ? bytes.lastIndexOf(0x0a, at) + 1 : at;
      return replace(bytes, begin, random.below(2) * length, token);
    }
  }
}

function replace(bytes: Uint8Array, at: number, length: number, put: Uint8Array): Uint8Array {
  const behind = bytes.subarray(at + length);
  const made = new Uint8Array(at + put.length + behind.length);
  made.set(bytes.subarray(0, at));
  made.set(put, at);
  made.set(behind, at + put.length);
  return made;
}
