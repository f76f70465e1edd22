/**
 * A reader for the XML that UCWA servers send: elements, attributes, text, CDATA, comments, the five entities and
 * character references. Our own, because that subset is tiny, and because what it does not know cannot be used against
 * it: a DOCTYPE is refused, so no entity expands, and depth and number of elements have limits. It takes one pass
 * without recursion and never throws.
 */
import { MAX_NODES } from './misread.ts';
import type { Fault } from './misread.ts';

export interface XmlElement {
  /** Without prefix: UCWA puts everything into one namespace. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Text and CDATA directly inside, joined; blanks are kept. */
  readonly text: string;
  /** Where its tag begins. */
  readonly offset: number;
}

export type XmlReading = { ok: true; root: XmlElement } | { ok: false; fault: Fault };

/** Deeper than any server nests, and more than any element has. */
const MAX_DEPTH = 100;
const MAX_ATTRIBUTES = 100;

interface OpenElement extends XmlElement {
  readonly qualified: string;
  readonly children: XmlElement[];
  text: string;
}

const NAME = /[A-Za-z_\u0080-\uFFFF][\w.\-:\u0080-\uFFFF]*/y;
const BLANK = /[ \t\r\n]*/y;
const LINE_END = /\r\n?/g;
const ATTRIBUTE_BLANK = /\r\n?|[\t\n]/g;
const EQUALS = /[ \t\r\n]*=[ \t\r\n]*/y;

/** Reads a document with one root element. */
export function parseXml(source: string): XmlReading {
  const open: OpenElement[] = [];
  let root: XmlElement | null = null;
  let count = 0;
  let at = source.startsWith('\uFEFF') ? 1 : 0;

  const put = (raw: string, from: number): Fault | null => {
    const top = open.at(-1);
    const text = unescape(raw, from, LINE_END, '\n');
    if (typeof text === 'object') return text;
    if (top !== undefined) top.text += text;
    else if (text.trim() !== '') return { offset: from, detail: 'text outside the root element' };
    return null;
  };

  while (at < source.length) {
    const tag = source.indexOf('<', at);
    const end = tag < 0 ? source.length : tag;
    const wrong = end > at ? put(source.slice(at, end), at) : null;
    if (wrong !== null) return { ok: false, fault: wrong };
    at = end;
    if (tag < 0) break;

    if (source.startsWith('<!--', at) || source.startsWith('<?', at)) {
      const close = source.charAt(at + 1) === '?' ? '?>' : '-->';
      const stop = source.indexOf(close, at + (close === '?>' ? 2 : 4));
      if (stop < 0) return refuse(at, 'a comment or instruction does not end');
      at = stop + close.length;
    } else if (source.startsWith('<![CDATA[', at)) {
      const stop = source.indexOf(']]>', at);
      const top = open.at(-1);
      if (stop < 0 || top === undefined) return refuse(at, 'a CDATA section does not end or stands outside the root');
      top.text += source.slice(at + 9, stop).replace(LINE_END, '\n');
      at = stop + 3;
    } else if (source.startsWith('<!', at)) {
      return refuse(at, 'a document type declaration is refused');
    } else if (source.startsWith('</', at)) {
      const name = match(NAME, source, at + 2);
      const stop = at + 2 + name.length + match(BLANK, source, at + 2 + name.length).length;
      const done = open.pop();
      if (done?.qualified !== name || source.charAt(stop) !== '>') {
        return refuse(at, 'an end tag that closes nothing');
      }
      at = stop + 1;
    } else {
      const started = startTag(source, at);
      if ('detail' in started) return { ok: false, fault: started };
      count += 1;
      if (open.length >= MAX_DEPTH || count > MAX_NODES) return refuse(at, 'too many elements or too deep');
      const { element, closed } = started;
      const parent = open.at(-1);
      if (parent !== undefined) parent.children.push(element);
      else if (root === null) root = element;
      else return refuse(at, 'a second root element');
      if (!closed) open.push(element);
      at = started.end;
    }
  }
  if (open.length > 0 || root === null) return refuse(source.length, 'the text ends too early');
  return { ok: true, root };
}

function startTag(source: string, from: number): { element: OpenElement; closed: boolean; end: number } | Fault {
  const qualified = match(NAME, source, from + 1);
  if (qualified === '') return { offset: from, detail: 'a tag without name' };
  const attributes = Object.create(null) as Record<string, string>;
  let at = from + 1 + qualified.length;
  for (let count = 0; ; count += 1) {
    const blank = match(BLANK, source, at);
    at += blank.length;
    const closed = source.startsWith('/>', at);
    if (closed || source.charAt(at) === '>') {
      const element = { name: local(qualified), qualified, attributes, children: [], text: '', offset: from };
      return { element, closed, end: at + (closed ? 2 : 1) };
    }
    const name = match(NAME, source, at);
    if (count >= MAX_ATTRIBUTES) return { offset: at, detail: 'too many attributes' };
    if (name === '' || blank === '') return { offset: at, detail: 'a damaged tag' };
    const begin = at + name.length + match(EQUALS, source, at + name.length).length;
    const quote = source.charAt(begin);
    const stop = begin > at + name.length && /^["']$/.test(quote) ? source.indexOf(quote, begin + 1) : -1;
    if (stop < 0) return { offset: at, detail: 'an attribute without value' };
    const raw = source.slice(begin + 1, stop);
    if (raw.includes('<')) return { offset: begin, detail: 'a tag inside an attribute' };
    if (name in attributes) return { offset: at, detail: 'an attribute given twice' };
    const value = unescape(raw, begin + 1, ATTRIBUTE_BLANK, ' ');
    if (typeof value === 'object') return value;
    attributes[name] = value;
    at = stop + 1;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const REFERENCE = /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot|apos));/y;

/**
 * Replaces references, and `blanks` (which mean what `blank` says, unless written as references); an unknown reference
 * or a bare ampersand is a fault.
 */
function unescape(raw: string, offset: number, blanks: RegExp, blank: string): string | Fault {
  let at = raw.indexOf('&');
  let text = '';
  let done = 0;
  for (; at >= 0; at = raw.indexOf('&', done)) {
    REFERENCE.lastIndex = at;
    const reference = REFERENCE.exec(raw);
    if (reference === null) return { offset: offset + at, detail: 'an unknown entity' };
    const [whole, decimal, hex, entity] = reference;
    const code = entity === undefined ? Number.parseInt(decimal ?? hex ?? '', decimal === undefined ? 16 : 10) : 0;
    text +=
      raw.slice(done, at).replace(blanks, blank) + (entity === undefined ? character(code) : (ENTITIES[entity] ?? ''));
    done = at + whole.length;
  }
  return text + raw.slice(done).replace(blanks, blank);
}

/** What is no character becomes U+FFFD: one odd name must not cost the whole list. */
function character(code: number): string {
  const none = code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
  return none ? '\uFFFD' : String.fromCodePoint(code);
}

function local(qualified: string): string {
  return qualified.slice(qualified.indexOf(':') + 1);
}

function match(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? '';
}

function refuse(offset: number, detail: string): { ok: false; fault: Fault } {
  return { ok: false, fault: { offset, detail } };
}
