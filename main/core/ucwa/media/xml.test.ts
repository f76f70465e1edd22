import { describe, expect, it } from 'vitest';
import { MAX_NODES } from './misread.ts';
import { parseXml } from './xml.ts';
import type { XmlElement } from './xml.ts';

function root(source: string): XmlElement {
  const read = parseXml(source);
  if (!read.ok) throw new Error(`${read.fault.detail} at ${read.fault.offset}`);
  return read.root;
}

const textOf = (inside: string): string => root(`<a>${inside}</a>`).text;

describe('parseXml', () => {
  it('reads elements, attributes and text in order', () => {
    const read = root('<a x="1" y = \'2"3\'>one<b/>two<c z="">three</c></a>');
    expect(read).toMatchObject({ name: 'a', attributes: { x: '1', y: '2"3' }, text: 'onetwo' });
    expect(read.children).toMatchObject([
      { name: 'b', children: [], text: '', offset: 22 },
      { name: 'c', attributes: { z: '' }, text: 'three' },
    ]);
  });

  it('skips declaration, byte order mark, comments and instructions', () => {
    const source = '\uFEFF<?xml version="1.0" encoding="utf-8"?>\r\n<!-- <x> & --><a><!--b--><?c d?>e</a>\n<!-- -->';
    expect(root(source)).toMatchObject({ name: 'a', text: 'e', children: [] });
  });

  it('leaves prefixes out of names of elements', () => {
    expect(root('<u:a xmlns:u="urn:x" u:k="1"><u:b/></u:a>')).toMatchObject({
      name: 'a',
      attributes: { 'u:k': '1' },
      children: [{ name: 'b' }],
    });
  });

  it.each([
    ['&lt;&gt;&amp;&quot;&apos;', '<>&"\''],
    ['&#65;&#x1F642;&#xe4;', 'A🙂ä'],
    ['&#0;&#xD800;&#x110000;', '\uFFFD\uFFFD\uFFFD'],
    ['&amp;lt;', '&lt;'],
    ['<![CDATA[<b>&amp;]]]]><![CDATA[>]]>', '<b>&amp;]]>'],
    ['a\r\nb\rc', 'a\nb\nc'],
    [' a ', ' a '],
    ['a&#13;b', 'a\rb'],
  ])('reads the text %j', (inside, text) => {
    expect(textOf(inside)).toBe(text);
  });

  it('reads blanks in attributes as XML wants them', () => {
    expect(root('<a b="x\r\ny\tz&#10;&amp;"/>').attributes.b).toBe('x y z\n&');
  });

  it("takes a server's __proto__ for a name like any other", () => {
    expect(Object.keys(root('<a __proto__="1"/>').attributes)).toEqual(['__proto__']);
  });

  it.each([
    ['', 0, 'early'],
    ['text', 0, 'outside'],
    ['<a>', 3, 'early'],
    ['<a></b>', 3, 'end tag'],
    ['<u:a></a>', 5, 'end tag'],
    ['<a/></a>', 4, 'end tag'],
    ['<a></a x>', 3, 'end tag'],
    ['<a/><b/>', 4, 'second root'],
    ['<a/>x', 4, 'outside'],
    ['<a>&nbsp;</a>', 3, 'entity'],
    ['<a>\r\n & y</a>', 6, 'entity'],
    ['<a b="\r\n&x;"/>', 8, 'entity'],
    ['<a b="1" b="2"/>', 9, 'twice'],
    ['<a b="1"c="2"/>', 8, 'damaged tag'],
    ['<a b/>', 3, 'without value'],
    ['<a b=1/>', 3, 'without value'],
    ['<a b="1/>', 3, 'without value'],
    ['<a b="<"/>', 5, 'inside an attribute'],
    ['<a', 2, 'damaged tag'],
    ['< a/>', 0, 'without name'],
    ['<a><!-- </a>', 3, 'does not end'],
    ['<a><?x </a>', 3, 'does not end'],
    ['<a><![CDATA[ </a>', 3, 'CDATA'],
    ['<![CDATA[x]]><a/>', 0, 'CDATA'],
    ['<!DOCTYPE a><a/>', 0, 'refused'],
    ['<a><!ENTITY x "y"></a>', 3, 'refused'],
  ])('refuses %j at %i', (source, offset, detail) => {
    const read = parseXml(source);
    expect(read.ok ? null : read.fault.offset).toBe(offset);
    expect(read.ok ? null : read.fault.detail).toContain(detail);
  });

  it('has limits', () => {
    const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);
    expect(parseXml(nested(100)).ok).toBe(true);
    expect(parseXml(nested(101))).toMatchObject({ ok: false, fault: { offset: 300 } });
    expect(parseXml(`<a>${'<b/>'.repeat(MAX_NODES - 1)}</a>`).ok).toBe(true);
    expect(parseXml(`<a>${'<b/>'.repeat(MAX_NODES)}</a>`).ok).toBe(false);
    expect(parseXml('<a>'.repeat(1_000_000)).ok).toBe(false);
    const attributes = (count: number): string => Array.from({ length: count }, (_, at) => ` a${at}=""`).join('');
    expect(parseXml(`<a${attributes(100)}/>`).ok).toBe(true);
    expect(parseXml(`<a${attributes(101)}/>`).ok).toBe(false);
  });
});
