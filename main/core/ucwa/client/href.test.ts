import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasUserInfo, hostOf, hrefKey, originOf, resolveHref, sameHref, withQuery } from './href.ts';

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

describe('what is plain needs no URL rules', () => {
  const label = fc.stringMatching(/^[a-z0-9-]{1,6}$|^xn--[a-z]{1,3}$|^0x[0-9a-f]{1,2}$|^[A-Z]a$|^$/);
  const authority = fc.tuple(
    fc.constantFrom('', 'a@', 'a:b@', '@'),
    fc.array(label, { maxLength: 4 }),
    fc.constantFrom('', ':443', ':8443', ':'),
  );
  const url = fc
    .tuple(
      fc.constantFrom('https://', 'http://', 'HTTPS://', 'https:', 'https:///', ' https://'),
      authority,
      fc.constantFrom('', '/', '/a?b@c', '?x', '\\a'),
    )
    .map(([scheme, [user, labels, port], path]) => scheme + user + labels.join('.') + port + path);

  it('origin, host and user are those of the rules', () => {
    fc.assert(
      fc.property(url, (href) => {
        const parsed = URL.parse(href);
        expect(originOf(href)).toBe(parsed?.origin ?? null);
        expect(hostOf(originOf(href) ?? '//')).toBe(parsed?.host ?? '');
        expect(hasUserInfo(href)).toBe((parsed?.username ?? '') + (parsed?.password ?? '') !== '');
      }),
      { numRuns: 2_000 },
    );
  });

  it('an href leads where the rules lead', () => {
    const href = fc.oneof(url, fc.stringMatching(/^[/\\]{0,2}([!-~]| ){0,8}$/));
    fc.assert(
      fc.property(href, (given) => {
        const ours = resolveHref(given, base);
        const theirs = URL.parse(given.trim(), base);
        const isWeb = given.trim() !== '' && /^https?:$/.test(theirs?.protocol ?? '');
        expect(ours === null ? null : URL.parse(ours)?.href).toBe(isWeb ? theirs?.href : null);
      }),
      { numRuns: 2_000 },
    );
  });
});
