import { expect, test } from 'vitest';
import { escapeAttribute, escapeText, parseXml } from './xml-text.ts';

test('elements, attributes, references, character data and comments', () => {
  const text = [
    '<?xml version="1.0" encoding="utf-8"?>\r\n<!-- one -->',
    `<a xmlns="urn:x" xmlns:p='urn:y' q = "&lt;&#65;&#x1F600;&quot;">`,
    '<p:b/>one<!-- two --> &amp; <![CDATA[<two>&]]><c\n>three</c ></a>\n',
  ].join('');
  expect(parseXml(text)).toEqual({
    name: 'a',
    namespace: 'urn:x',
    attributes: new Map([
      ['xmlns', 'urn:x'],
      ['xmlns:p', 'urn:y'],
      ['q', '<A😀"'],
    ]),
    children: [
      { name: 'b', namespace: 'urn:y', attributes: new Map(), children: [], text: '' },
      { name: 'c', namespace: 'urn:x', attributes: new Map(), children: [], text: 'three' },
    ],
    text: 'one & <two>&',
  });
});

test.each([
  ['nothing', ''],
  ['text alone', 'hello'],
  ['an element that is not closed', '<a><b></a>'],
  ['an end that has no start', '</a>'],
  ['an end of another name', '<a></b>'],
  ['two roots', '<a/><b/>'],
  ['text after the root', '<a/>b'],
  ['a document type', '<!DOCTYPE a><a/>'],
  ['an entity of its own', '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'],
  ['an unknown entity', '<a>&nbsp;</a>'],
  ['a bare ampersand', '<a>R & D</a>'],
  ['a reference to nothing', '<a>&#0;</a>'],
  ['a reference beyond Unicode', '<a>&#x110000;</a>'],
  ['a processing instruction', '<?x y?><a/>'],
  ['another encoding', '<?xml version="1.0" encoding="utf-16"?><a/>'],
  ['an attribute twice', '<a b="1" b="2"/>'],
  ['an attribute without quotes', '<a b=1/>'],
  ['attributes without a blank between', '<a b="1"c="2"/>'],
  ['a less-than sign in an attribute', '<a b="<"/>'],
  ['an unknown prefix', '<p:a/>'],
  ['a control character', '<a>\u0001</a>'],
  ['two hyphens in a comment', '<a><!-- a -- b --></a>'],
  ['an end of character data', '<a>]]></a>'],
  ['a very deep document', '<a>'.repeat(100) + '</a>'.repeat(100)],
])('%s is not well-formed here', (_, text) => {
  expect(parseXml(text)).toBeNull();
});

test('what is escaped comes back as it was, but for what XML cannot hold', () => {
  const text = '<R&D> "said" \'so\' ]]> \t\r\n Zoë 😀';
  const read = parseXml(`<a b="${escapeAttribute(text)}">${escapeText(text)}</a>`);
  expect([read?.attributes.get('b'), read?.text]).toEqual([text, text]);
  expect(escapeText('a\u0000b\uD800c')).toBe('a\uFFFDb\uFFFDc');
});
