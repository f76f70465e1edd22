import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hrefKey, originOf, resolveHref, sameHref, withQuery } from './href.ts';

const base = 'https://pool.contoso.com/ucwa/oauth/v1/applications';

describe('resolveHref', () => {
  it.each([
    ['/ucwa/groups/a%3d?b=c+d%2f', 'https://pool.contoso.com/ucwa/groups/a%3d?b=c+d%2f'],
    ['/ucwa/groups/a=?x=%zz', 'https://pool.contoso.com/ucwa/groups/a=?x=%zz'],
    ['HTTPS://Pool.Contoso.com:443/a=', 'HTTPS://Pool.Contoso.com:443/a='],
    ['applications/1', 'https://pool.contoso.com/ucwa/oauth/v1/applications/1'],
    ['?ack=1', 'https://pool.contoso.com/ucwa/oauth/v1/applications?ack=1'],
    ['//other.test/x', 'https://other.test/x'],
    ['/\\other.test/x', 'https://other.test/x'],
    [' /a? b ', 'https://pool.contoso.com/a?%20b'],
  ])('%s -> %s', (href, expected) => {
    expect(resolveHref(href, base)).toBe(expected);
  });

  it.each([
    '',
    ' ',
    'data:text/plain,x',
    'javascript:alert(1)',
    '/a\r\nHost: evil',
    '/a\u0000',
    'http://',
    'file:///etc',
  ])('refuses %j', (href) => {
    expect(resolveHref(href, base)).toBeNull();
  });

  it('keeps any printable path byte for byte', () => {
    const path = fc.stringMatching(/^\/[!"$-.0-[\]-~][!-[\]-~]*$/).filter((p) => !p.includes('\\'));
    fc.assert(
      fc.property(path, (href) => {
        expect(resolveHref(href, base)).toBe(`https://pool.contoso.com${href}`);
      }),
    );
  });
});

describe('comparing hrefs', () => {
  it.each([
    ['/groups/YWJj%3d', '/groups/YWJj='],
    ['/groups?groupId=YWJj%3D', '/groups?groupId=YWJj='],
    ['/people/SaraD@Contoso.com/presence', '/people/sarad@contoso.com/presence'],
    ['/people/sarad%40contoso.com', '/people/saraD@contoso.com'],
    ['https://fe1.contoso.com:443/ucwa/a', '/ucwa/a'],
    ['HTTPS://FE1.contoso.com:443/ucwa/a', 'https://fe1.contoso.com/ucwa/a'],
    ['/a%2fb', '/a%2Fb'],
    ['/a#x', '/a'],
  ])('%s is %s', (a, b) => {
    expect(sameHref(a, b)).toBe(true);
    expect(hrefKey(a)).toBe(hrefKey(b));
  });

  it('gives every spelling the key that its parts give it', () => {
    const path = fc.stringMatching(/^\/([!-~]|%40|%2f|@|[A-Z]|É){0,12}$/);
    fc.assert(
      fc.property(path, (href) => {
        // A blank in front of it is taken off, and with it the way for hrefs that are their own key.
        expect(hrefKey(href)).toBe(hrefKey(` ${href}`));
      }),
    );
  });

  it.each([
    ['/groups/YWJj', '/groups/ywjj'],
    ['/a%2fb', '/a/b'],
    ['/a?x=1%262', '/a?x=1&2'],
    ['https://a.contoso.com/x', 'https://b.contoso.com/x'],
    ['https://a.contoso.com/x', 'https://a.contoso.com:8443/x'],
    ['/subscriptions/AbC,a@b.c', '/subscriptions/abc,a@b.c'],
    ['/people/a', '/people/b'],
  ])('%s is not %s', (a, b) => {
    expect(sameHref(a, b)).toBe(false);
  });

  it('gives one key however often it is applied', () => {
    fc.assert(fc.property(fc.webUrl(), (href) => hrefKey(hrefKey(href)) === hrefKey(href)));
  });

  it('knows the origin of absolute hrefs only', () => {
    expect(originOf('HTTPS://A.test:443/x')).toBe('https://a.test');
    expect(originOf('/x')).toBeNull();
    expect(originOf('data:text/plain,x')).toBeNull();
  });
});

describe('withQuery', () => {
  it.each([
    ['/a', { q: 'b c&d' }, '/a?q=b%20c%26d'],
    ['/a?groupId=YWJj%3d', { duration: 30 }, '/a?groupId=YWJj%3d&duration=30'],
    ['/a?', { x: true }, '/a?x=true'],
    ['/a?b=1&', { x: 1 }, '/a?b=1&x=1'],
    ['/a#f', { x: 1 }, '/a?x=1#f'],
    ['/a?x=+/=', {}, '/a?x=+/='],
  ])('%s + %j', (href, params, expected) => {
    expect(withQuery(href, params)).toBe(expected);
  });
});
