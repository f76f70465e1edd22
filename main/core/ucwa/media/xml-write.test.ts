import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readObject } from './media.ts';
import { bytes } from '../testing.ts';
import { writeXml } from './xml-write.ts';

const HEAD = '<?xml version="1.0" encoding="utf-8"?>';
const NS = 'xmlns="http://schemas.microsoft.com/rtc/2012/03/ucwa"';

describe('writeXml', () => {
  it('writes values and lists of values', () => {
    expect(writeXml('input', { a: 'x', b: 7, c: false, d: ['y', 1], e: [] })).toBe(
      `${HEAD}<input ${NS}><property name="a">x</property><property name="b">7</property>` +
        '<property name="c">false</property><propertyList name="d"><item>y</item><item>1</item></propertyList>' +
        '<propertyList name="e"></propertyList></input>',
    );
  });

  it('leaves out what servers ignore or XML cannot say', () => {
    const body = { _links: { self: { href: '/x' } }, _embedded: {}, a: null, b: undefined, c: { d: 1 }, e: [null, {}] };
    expect(writeXml('resource', body)).toBe(`${HEAD}<resource ${NS}><propertyList name="e"></propertyList></resource>`);
  });

  it('escapes names and values', () => {
    expect(writeXml('input', { '"<&': ']]><b>&\'"\r\n\t\0\uD800' })).toContain(
      '<property name="&quot;&lt;&amp;">]]&gt;&lt;b&gt;&amp;\'&quot;&#13;&#10;&#9;\uFFFD\uFFFD</property>',
    );
  });

  it('writes what the reader reads back', () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .filter((value) => value.isWellFormed() && !/[\p{Cc}\uFFFE\uFFFF]/u.test(value));
    const name = text.filter((key) => !['', '_links', '_embedded'].includes(key));
    fc.assert(
      fc.property(fc.dictionary(name, fc.oneof(text, fc.array(text))), (body) => {
        const read = readObject(bytes(writeXml('resource', body)), 'application/xml');
        expect(read.ok && Object.entries(read.value)).toEqual([
          ...Object.entries(body),
          ['_links', Object.create(null)],
          ['_embedded', Object.create(null)],
        ]);
      }),
    );
  });
});
