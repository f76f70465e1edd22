/** XML as text: a strict reader of small documents, and the escaping of a writer. Knows nothing of UCWA. */

export interface XmlElement {
  /** Without prefix. */
  readonly name: string;
  /** The namespace that the element is in, or empty. */
  readonly namespace: string;
  /** Under their names as written; declarations of namespaces are among them. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** All character data directly inside, joined. */
  readonly text: string;
}

const NAME = /[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?/y;
const BLANK = /[ \t\r\n]*/y;
const DECLARATION =
  /<\?xml[ \t\r\n]+version=(["'])1\.\d\1([ \t\r\n]+encoding=(["'])[uU][tT][fF]-8\3)?([ \t\r\n]+standalone=(["'])(yes|no)\5)?[ \t\r\n]*\?>/y;
const COMMENT = /<!--(?:[^-]|-(?!-))*-->/y;
const CDATA = /<!\[CDATA\[([\s\S]*?)\]\]>/y;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** What XML 1.0 cannot hold, not even as a reference; lone surrogates are among it. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const EVERY_FORBIDDEN = new RegExp(FORBIDDEN.source, 'gu');
const DEEPEST = 64;

class Malformed extends Error {}

/**
 * The root element of a document in UTF-8. Null for everything that is not well-formed, and for document types and
 * processing instructions, which no UCWA body has.
 */
export function parseXml(text: string): XmlElement | null {
  try {
    return new Reader(text).document();
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    if (FORBIDDEN.test(text)) throw new Malformed();
    this.#text = text.replaceAll('\r\n', '\n');
  }

  document(): XmlElement {
    this.#skip(DECLARATION);
    this.#misc();
    const root = this.#element(new Map([['', '']]), 0);
    this.#misc();
    if (this.#at < this.#text.length) throw new Malformed();
    return root;
  }

  #element(outer: ReadonlyMap<string, string>, depth: number): XmlElement {
    if (depth > DEEPEST) throw new Malformed();
    this.#expect('<');
    const written = this.#name();
    const attributes = this.#attributes();
    const scope = declaredIn(attributes, outer);
    const [local, prefix] = written.split(':').reverse() as [string, string?];
    const namespace = scope.get(prefix ?? '');
    if (namespace === undefined) throw new Malformed();
    if (this.#take('/>')) return { name: local, namespace, attributes, children: [], text: '' };
    this.#expect('>');
    const { children, text } = this.#content(scope, depth);
    this.#expect('</');
    if (this.#name() !== written) throw new Malformed();
    this.#skip(BLANK);
    this.#expect('>');
    return { name: local, namespace, attributes, children, text };
  }

  #content(scope: ReadonlyMap<string, string>, depth: number): { children: XmlElement[]; text: string } {
    const children: XmlElement[] = [];
    let text = '';
    for (;;) {
      const next = this.#text.indexOf('<', this.#at);
      if (next === -1) throw new Malformed();
      text += decode(this.#text.slice(this.#at, next));
      this.#at = next;
      if (this.#text.startsWith('</', next)) return { children, text };
      if (this.#text.startsWith('<!', next)) text += this.#commentOrData();
      else children.push(this.#element(scope, depth + 1));
    }
  }

  #commentOrData(): string {
    if (this.#skip(COMMENT) !== null) return '';
    const data = this.#skip(CDATA);
    if (data === null) throw new Malformed();
    return data[1] ?? '';
  }

  #attributes(): Map<string, string> {
    const attributes = new Map<string, string>();
    for (;;) {
      const blank = this.#skip(BLANK)?.[0] ?? '';
      if (this.#text.startsWith('>', this.#at) || this.#text.startsWith('/>', this.#at)) return attributes;
      if (blank === '') throw new Malformed();
      const name = this.#name();
      this.#skip(BLANK);
      this.#expect('=');
      this.#skip(BLANK);
      const quote = this.#text.charAt(this.#at);
      const end = this.#text.indexOf(quote, this.#at + 1);
      if ((quote !== '"' && quote !== "'") || end === -1 || attributes.has(name)) throw new Malformed();
      const value = this.#text.slice(this.#at + 1, end);
      if (value.includes('<')) throw new Malformed();
      attributes.set(name, decode(value.replace(/[\t\n\r]/g, ' ')));
      this.#at = end + 1;
    }
  }

  /** Comments and blanks around the root. */
  #misc(): void {
    do this.#skip(BLANK);
    while (this.#skip(COMMENT) !== null);
  }

  #name(): string {
    const found = this.#skip(NAME);
    if (found === null) throw new Malformed();
    return found[0];
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw new Malformed();
  }

  #take(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  /** Goes over what the sticky pattern finds here. */
  #skip(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at += found[0].length;
    return found;
  }
}

/** Prefix -> namespace inside an element. */
function declaredIn(
  attributes: ReadonlyMap<string, string>,
  outer: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const scope = new Map(outer);
  for (const [name, value] of attributes) {
    if (name === 'xmlns') scope.set('', value);
    else if (name.startsWith('xmlns:')) scope.set(name.slice('xmlns:'.length), value);
  }
  return scope;
}

function decode(text: string): string {
  if (text.includes(']]>')) throw new Malformed();
  return text.replace(/&([^;&]*;?)/g, (_, reference: string) => {
    if (!reference.endsWith(';')) throw new Malformed();
    const name = reference.slice(0, -1);
    const [, hex, decimal] = /^#(?:x([0-9A-Fa-f]{1,6})|(\d{1,7}))$/.exec(name) ?? [];
    const code = hex === undefined ? (decimal === undefined ? null : Number(decimal)) : parseInt(hex, 16);
    const character = code === null ? ENTITIES[name] : code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
    if (character === undefined || FORBIDDEN.test(character)) throw new Malformed();
    return character;
  });
}

/** Character data. What XML cannot hold becomes U+FFFD. */
export function escapeText(text: string): string {
  return text
    .replace(EVERY_FORBIDDEN, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** The value of an attribute in double quotes. */
export function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
}
