import { describe, expect, it } from 'vitest';
import { hostOf, judgeUrl } from './trust.ts';
import type { TrustContext } from './trust.ts';

const plain: TrustContext = {
  domain: 'contoso.example',
  server: null,
  trustedHosts: [],
  namedBy: null,
  approvedOrigins: new Set(['https://lyncdiscover.contoso.example', 'https://pool.hoster.test:8443']),
};

describe('judgeUrl', () => {
  it.each([
    ['the SIP domain', 'https://contoso.example/x'],
    ['a subdomain', 'https://lyncdiscover.contoso.example/'],
    ['a deeper subdomain', 'https://fe1.pool.contoso.example/'],
    ['the default port spelled out', 'https://pool.contoso.example:443/'],
    ['another case', 'HTTPS://POOL.Contoso.Example/'],
  ])('approves %s', (_, url) => {
    expect(judgeUrl(url, plain)).toBe('approved');
  });

  it.each([
    ['a domain that goes on', 'https://contoso.example.evil.test/'],
    ['a domain that begins earlier', 'https://evilcontoso.example/'],
    ['the name in the path', 'https://evil.test/contoso.example'],
    ['the name in the query', 'https://evil.test/?.contoso.example'],
    ['a backslash before the name', 'https://evil.test\\.contoso.example/'],
    ['a letter from another script', 'https://pool.cont\u043eso.example/'],
    ['punycode', 'https://pool.xn--contso-9ye.example/'],
    ['another port', 'https://pool.contoso.example:8443/'],
    ['the parent of the domain', 'https://example/'],
    ['an address', 'https://192.0.2.1/'],
  ])('asks about %s', (_, url) => {
    expect(judgeUrl(url, plain)).toBe('ask');
  });

  it.each([
    ['http', 'http://lyncdiscover.contoso.example/'],
    ['user-info that looks like the domain', 'https://contoso.example@evil.test/'],
    ['user-info at a good host', 'https://a:b@pool.contoso.example/'],
    ['user-info with port', 'https://contoso.example:443@evil.test/'],
    ['a trailing dot', 'https://pool.contoso.example./'],
    ['another scheme', 'ftp://pool.contoso.example/'],
    ['no URL', 'pool.contoso.example'],
    ['nothing', ''],
  ])('refuses %s, whoever vouches for it', (_, url) => {
    const namedBy = 'https://lyncdiscover.contoso.example/';
    const vouched = { ...plain, namedBy, server: 'evil.test', trustedHosts: ['pool.contoso.example', 'evil.test'] };
    expect(judgeUrl(url, vouched)).toBe('refused');
  });

  it('approves what an approved https answer named', () => {
    const named = (namedBy: string | null) => judgeUrl('https://pool.hoster.test/x', { ...plain, namedBy });
    expect(named('https://lyncdiscover.contoso.example/root')).toBe('approved');
    expect(named('https://pool.hoster.test:8443/root')).toBe('approved');
    expect(named('http://lyncdiscover.contoso.example/root')).toBe('ask');
    expect(named('https://lyncdiscover.contoso.example./root')).toBe('ask');
    expect(named('https://other.contoso.example/root')).toBe('ask');
    expect(named('https://pool.hoster.test/root')).toBe('ask');
    expect(named(null)).toBe('ask');
    const http = { namedBy: 'http://a.test/', approvedOrigins: new Set(['http://a.test']) };
    expect(judgeUrl('https://pool.hoster.test/x', { ...plain, ...http })).toBe('ask');
  });

  it('approves the server entered by hand and trusted hosts, port by port', () => {
    const server = {
      ...plain,
      server: '127.0.0.1:8443',
      trustedHosts: ['Pool.Hoster.test', 'web.hoster.test:444', ''],
    };
    expect(judgeUrl('https://127.0.0.1:8443/', server)).toBe('approved');
    expect(judgeUrl('https://127.0.0.1/', server)).toBe('ask');
    expect(judgeUrl('https://pool.hoster.test/', server)).toBe('approved');
    expect(judgeUrl('https://pool.hoster.test:8443/', server)).toBe('ask');
    expect(judgeUrl('https://web.hoster.test:444/', server)).toBe('approved');
    expect(judgeUrl('https://sub.pool.hoster.test/', server)).toBe('ask');
  });

  it('lets a domain without a dot vouch for itself only', () => {
    expect(judgeUrl('https://localhost/', { ...plain, domain: 'localhost' })).toBe('approved');
    expect(judgeUrl('https://evil.com/', { ...plain, domain: 'com' })).toBe('ask');
  });

  it('compares international domains by their ASCII form', () => {
    const german = { ...plain, domain: 'b\u00fccher.example' };
    expect(judgeUrl('https://pool.xn--bcher-kva.example/', german)).toBe('approved');
    expect(judgeUrl('https://pool.bucher.example/', german)).toBe('ask');
  });

  it.each(['', 'evil.test/x', 'a@b', 'https://a', 'a?b', 'a b'])('takes %j for no host', (value) => {
    expect(hostOf(value)).toBeNull();
  });
});
