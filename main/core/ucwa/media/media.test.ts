import { describe, expect, it } from 'vitest';
import { parseJson, resourceOf } from './json.ts';
import { readResource, writeInput, writeResource } from './media.ts';
import { unplaced } from './misread.ts';
import { MAX_BODY_BYTES } from '../../ports.ts';
import { link } from './resource.ts';
import { bytes } from '../testing.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

describe('parseJson', () => {
  it.each(['\uFEFF{"a":1}', '?\r\n{"a":1}', '  {"a":1}\r\n'])('skips what stands before the object: %j', (source) => {
    expect(parseJson(source)).toEqual({ ok: true, value: { a: 1 } });
  });

  it.each(['', '[]', '[{"a":1}]', '"text"', '{"a":', '<html>{</html>'])('fails on %j', (source) => {
    const result = parseJson(source);
    expect(result.ok ? '' : result.error.code).toBe('ucwa.unexpected');
  });
});

describe('resourceOf', () => {
  it('reads one-or-many alike', () => {
    const single = resourceOf({ _links: { group: { href: '/g' } }, _embedded: { group: { id: '1' } } });
    const many = resourceOf({ _links: { group: [{ href: '/g' }] }, _embedded: { group: [{ id: '1' }] } });
    expect(single).toEqual(many);
    expect(single.embedded.group?.[0]?.properties.id).toBe('1');
  });

  it('lifts self, revision, etag and rel, and keeps them out of the properties', () => {
    const read = resourceOf({
      rel: 'group',
      etag: '"27"',
      name: 'Sales',
      _links: { self: { href: '/g%3d', revision: '2', extra: true } },
    });
    expect(read).toMatchObject({ rel: 'group', href: '/g%3d', revision: 2, etag: '27', properties: { name: 'Sales' } });
    expect(Object.keys(read.properties)).toEqual(['name']);
  });

  it('reads an etag that is a number', () => {
    expect(resourceOf({ etag: 27 }).etag).toBe('27');
  });

  it.each([
    ['2', 2],
    [2, 2],
    ['1.5', 1.5],
    ['x', 1],
    [null, 1],
    [0, 1],
  ])('reads the link revision %j', (revision, expected) => {
    expect(link(resourceOf({ _links: { a: { href: '/a', revision } } }), 'a')?.revision).toBe(expected);
  });

  it('reads `rev` as revision', () => {
    expect(link(resourceOf({ _links: { a: { href: '/a', rev: '2' } } }), 'a')?.revision).toBe(2);
  });

  it('leaves out what is no link, no resource and no property', () => {
    const read = resourceOf({
      nested: { a: 1 },
      list: [1, { a: 1 }, ['x']],
      _links: { a: [null, {}, { href: 7 }, { href: '' }, '/text'], b: 3 },
      _embedded: { c: [null, 1, { id: '1' }], d: 'x' },
    });
    expect(read.properties).toEqual({ list: [1, ['x']] });
    expect(read.links.a?.map(({ href }) => href)).toEqual(['/text']);
    expect(read.links.b).toEqual([]);
    expect(read.embedded.c).toHaveLength(1);
    expect(read.embedded.d).toEqual([]);
    expect(resourceOf({ _links: 'x', _embedded: [1] })).toMatchObject({ href: null, links: {}, embedded: {} });
  });

  it('is bounded in depth, also for an object that contains itself', () => {
    const cyclic: Record<string, unknown> = { list: [] };
    cyclic._embedded = { self: cyclic };
    (cyclic.list as unknown[]).push(cyclic.list);
    let depth = 0;
    for (let at = resourceOf(cyclic); at.embedded.self?.[0] !== undefined; at = at.embedded.self[0]) depth += 1;
    expect(depth).toBe(24);
  });

  it("takes a server's __proto__ for a name like any other", () => {
    const read = readResource(bytes('{"__proto__":"x","_links":{"__proto__":{"href":"/p"}}}'), JSON_TYPE);
    expect(read.ok && Object.keys(read.value.properties)).toEqual(['__proto__']);
    expect(read.ok && link(read.value, '__proto__')?.href).toBe('/p');
    expect(({} as Record<string, unknown>).href).toBeUndefined();
  });
});

describe('readResource', () => {
  it.each([JSON_TYPE, 'application/vnd.microsoft.com.ucwa+json', 'text/plain', null, ''])(
    'reads %s as JSON',
    (type) => {
      expect(readResource(bytes('{"rel":"me"}'), type)).toMatchObject({ ok: true, value: { rel: 'me' } });
    },
  );

  it('says that a web page came', () => {
    const result = readResource(bytes('<html>{}</html>'), 'text/html; charset=utf-8');
    expect(result.ok ? '' : result.error.message).toContain('web page');
  });

  it.each(['image/jpeg', 'application/octet-stream'])('does not guess at %s', (type) => {
    expect(readResource(bytes('{"rel":"me"}'), type).ok).toBe(false);
  });
});

describe('writeInput and writeResource', () => {
  it.each([
    ['json', 'application/json'],
    ['ucwa+json', 'application/vnd.microsoft.com.ucwa+json'],
  ] as const)('write %s', (medium, type) => {
    const object = { name: 'A', _links: {} };
    expect(writeInput(medium, object)).toEqual({ type, body: '{"name":"A","_links":{}}' });
    expect(writeResource(medium, object)).toEqual({ type, body: '{"name":"A","_links":{}}' });
  });

  it.each([
    ['xml', 'application/xml'],
    ['ucwa+xml', 'application/vnd.microsoft.com.ucwa+xml'],
  ] as const)('write %s', (medium, type) => {
    expect(writeInput(medium, { name: 'A' })).toEqual({ type, body: expect.stringContaining('<input xmlns=') });
    expect(writeResource(medium, { name: 'A' })).toEqual({ type, body: expect.stringContaining('<resource xmlns=') });
  });
});

describe('the kind of a body', () => {
  const xml = '<?xml version="1.0"?><resource rel="me"/>';
  it.each([
    ['application/xml', xml],
    ['text/xml; charset=utf-8', xml],
    ['application/vnd.microsoft.com.ucwa+xml', xml],
    ['application/vnd.microsoft.ucwa+xml', `\uFEFF${xml}`],
    ['Application/XML', xml],
    [null, `\uFEFF  ${xml}`],
    ['text/plain', xml],
    [null, '{"rel":"me"}'],
    ['', '?\r\n{"rel":"me"}'],
  ])('%s is told from type or beginning', (type, body) => {
    expect(readResource(bytes(body), type)).toMatchObject({ ok: true, value: { rel: 'me' } });
  });

  it.each([
    [null, '<!DOCTYPE html><html></html>'],
    ['application/xml', '<html xmlns="http://www.w3.org/1999/xhtml"></html>'],
    ['text/html', xml],
  ])('a web page stays a web page (%s)', (type, body) => {
    const read = readResource(bytes(body), type);
    expect(read.ok ? null : read.error.detail).toBe('HTML');
  });

  it.each([
    ['application/json', '{"a":\n tru}', { line: 2, column: 2, offset: 7 }],
    ['application/json', '\uFEFF\r\n{"a":1,}', { line: 2, column: 8, offset: 9 }],
    ['application/json', '[1]', { line: 1, column: 1, offset: 0 }],
    ['application/json', '\n[{"a":1}]', { line: 1, column: 1, offset: 0 }],
    ['application/json', '', { line: 1, column: 1, offset: 0 }],
    ['application/xml', '<a>\n<b></a>', { line: 2, column: 4, offset: 7 }],
  ])('names the place where %s %j is damaged', (type, body, place) => {
    const read = readResource(bytes(body), type);
    expect(read.ok ? null : read.error.place).toEqual(place);
  });

  it.each([
    ['text/html', '<html></html>', 'waitOut', true],
    ['application/octet-stream', 'x', 'tell', false],
    ['application/json', '{', 'repeatLater', true],
    ['application/xml', '<a', 'repeatLater', true],
  ])('says what is done about %s %j: %s', (type, body, remedy, retryable) => {
    const read = readResource(bytes(body), type);
    expect(read.ok ? null : read.error).toMatchObject({ remedy, retryable });
    expect(read.ok ? null : unplaced(read.error)).toMatchObject({ remedy, retryable });
  });

  it('refuses a body that is too large, unread', () => {
    const read = readResource(new Uint8Array(MAX_BODY_BYTES + 1), 'application/json');
    expect(read.ok ? null : read.error).toMatchObject({ retryable: false, detail: expect.stringContaining('larger') });
    expect(read.ok ? null : read.error.remedy).toBe('tell');
  });
});
