import { describe, expect, it } from 'vitest';
import { resourceOf } from './json.ts';
import { date, embedded, flag, link, links, rawText, text, texts } from './resource.ts';

const resource = resourceOf({
  rel: 'phone',
  number: ' tel:+1 ',
  empty: '',
  id: 42,
  shared: 'True',
  hidden: false,
  odd: 'maybe',
  modern: '2015-04-28T01:53:00.1234567Z',
  bare: '2015-04-28T01:53:00',
  offset: '2015-04-28T03:53:00+02:00',
  day: '2015-04-28',
  legacy: '/Date(1421893940000)/',
  legacyZone: '/Date(1421893940000+0200)/',
  overflow: '2015-99-99T00:00:00Z',
  mails: ['a@contoso.com', ' ', 7, null, ' b@contoso.com '],
  mail: 'a@contoso.com',
  _links: { self: { href: '/phone' }, many: [{ href: '/1' }, { href: '/2' }] },
  _embedded: { contact: { uri: 'sip:a@contoso.com' } },
});

describe('resource accessors', () => {
  it('reads links, first and all', () => {
    expect(link(resource, 'many')?.href).toBe('/1');
    expect(links(resource, 'many').map(({ href }) => href)).toEqual(['/1', '/2']);
    expect(link(resource, 'absent')).toBeNull();
  });

  it('never finds what an object merely inherits', () => {
    const plain = { ...resource, links: {}, embedded: {}, properties: {} };
    expect(link(plain, 'constructor')).toBeNull();
    expect(embedded(plain, 'toString')).toEqual([]);
    expect(rawText(plain, '__proto__')).toBe('');
  });

  it('reads embedded resources as a list, with the key as rel where none is named', () => {
    expect(embedded(resource, 'contact').map(({ rel }) => rel)).toEqual(['contact']);
    expect(embedded(resource, 'absent')).toEqual([]);
  });

  it('reads text trimmed or as it is', () => {
    expect(text(resource, 'number')).toBe('tel:+1');
    expect(rawText(resource, 'number')).toBe(' tel:+1 ');
    expect(text(resource, 'empty')).toBeNull();
    expect(text(resource, 'absent')).toBeNull();
    expect(text(resource, 'id')).toBe('42');
    expect(rawText(resource, 'mails')).toBe('');
  });

  it('reads booleans in every spelling', () => {
    expect(flag(resource, 'shared')).toBe(true);
    expect(flag(resource, 'hidden')).toBe(false);
    expect(flag(resource, 'odd')).toBeNull();
    expect(flag(resource, 'absent')).toBeNull();
  });

  it.each([
    ['modern', Date.UTC(2015, 3, 28, 1, 53, 0, 123)],
    ['bare', Date.UTC(2015, 3, 28, 1, 53)],
    ['offset', Date.UTC(2015, 3, 28, 1, 53)],
    ['day', Date.UTC(2015, 3, 28)],
    ['legacy', 1421893940000],
    ['legacyZone', 1421893940000],
    ['overflow', null],
    ['odd', null],
    ['absent', null],
  ])('reads the date %s', (name, expected) => {
    expect(date(resource, name)).toBe(expected);
  });

  it('reads lists of texts, one or many', () => {
    expect(texts(resource, 'mails')).toEqual(['a@contoso.com', '7', 'b@contoso.com']);
    expect(texts(resource, 'mail')).toEqual(['a@contoso.com']);
    expect(texts(resource, 'absent')).toEqual([]);
  });
});
