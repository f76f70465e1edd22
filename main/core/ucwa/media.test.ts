import { describe, expect, it } from 'vitest';
import { parseJson, resourceOf } from './json.ts';
import { readResource } from './media.ts';
import { link } from './resource.ts';
import { bytes } from './testing.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

describe('parseJson', () => {
  it.each(['\uFEFF{"a":1}', '?\r\n{"a":1}', '  {"a":1}\r\n'])('skips what stands before the object: %j', (source) => {
    expect(parseJson(bytes(source))).toEqual({ ok: true, value: { a: 1 } });
  });

  it.each(['', '[]', '[{"a":1}]', '"text"', '{"a":', '<html>{</html>'])('fails on %j', (source) => {
    const result = parseJson(bytes(source));
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
