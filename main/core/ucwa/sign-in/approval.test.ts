import { describe, expect, it } from 'vitest';
import { hostOf, judge, wordsFor } from './approval.ts';
import type { ApprovalContext, Stake, Verdict } from './approval.ts';

const plain: ApprovalContext = {
  domain: 'contoso.example',
  server: null,
  trustedHosts: [],
  only: false,
  namedBy: null,
  approvedOrigins: new Set(['https://lyncdiscover.contoso.example', 'https://pool.hoster.test:8443']),
};
const NAMER = 'https://lyncdiscover.contoso.example/root';

/** Both parts in a word, such as `approved: sipDomain`. */
function say(url: string, stake: Stake, more: Partial<ApprovalContext> = {}): string {
  const { verdict, reason } = judge(url, stake, { ...plain, ...more });
  return `${verdict}: ${reason}`;
}

describe('approved by its name', () => {
  it.each([
    ['the SIP domain', 'https://contoso.example/x'],
    ['a subdomain', 'https://lyncdiscover.contoso.example/'],
    ['a deeper subdomain', 'https://fe1.pool.contoso.example/'],
    ['the default port spelled out', 'https://pool.contoso.example:443/'],
    ['another case', 'HTTPS://POOL.Contoso.Example/'],
  ])('%s', (_, url) => {
    expect([say(url, 'secret'), say(url, 'bound')]).toEqual(['approved: sipDomain', 'approved: sipDomain']);
  });
});

describe('for the user to decide', () => {
  it.each([
    ['a domain that goes on', 'https://contoso.example.evil.test/'],
    ['a domain that begins earlier', 'https://evilcontoso.example/'],
    ['a domain with a dash for the dot', 'https://pool.contoso-example.test/'],
    ['the name in the path', 'https://evil.test/contoso.example'],
    ['the name in the query', 'https://evil.test/?.contoso.example'],
    ['a backslash before the name', 'https://evil.test\\.contoso.example/'],
    ['a letter of another script', 'https://pool.cont\u043eso.example/'],
    ['punycode', 'https://pool.xn--contso-9ye.example/'],
    ['a dot of another script', 'https://contoso.example\u3002evil.test/'],
    ['the parent of the domain', 'https://example/'],
  ])('%s', (_, url) => {
    expect(say(url, 'secret')).toBe('ask: foreign');
    expect(say(url, 'bound')).toBe('ask: foreign');
    expect(say(url, 'secret', { namedBy: NAMER })).toBe('ask: namedForeign');
  });
});

describe('refused for ever, whoever vouches', () => {
  it.each([
    ['http', 'http://lyncdiscover.contoso.example/', 'notHttps'],
    ['another scheme', 'ftp://pool.contoso.example/', 'notHttps'],
    ['user-info that looks like the domain', 'https://contoso.example@evil.test/', 'userInfo'],
    ['user-info at a good host', 'https://a:b@pool.contoso.example/', 'userInfo'],
    ['user-info with a port', 'https://contoso.example:443@evil.test/', 'userInfo'],
    ['a backslash behind user-info', 'https://evil.test\\@pool.contoso.example/', null],
    ['a trailing dot', 'https://pool.contoso.example./', 'trailingDot'],
    ['no URL', 'pool.contoso.example', 'noAddress'],
    ['nothing', '', 'noAddress'],
  ])('%s', (_, url, reason) => {
    const vouched = { namedBy: NAMER, server: 'evil.test', trustedHosts: ['pool.contoso.example', 'contoso.example'] };
    // Browsers read a backslash as a slash: what looks like the host is a path of another one.
    expect(say(url, 'secret', vouched)).toBe(reason === null ? 'approved: enteredByHand' : `refused: ${reason}`);
  });

  it.each(['https://192.0.2.1/', 'https://0xc0000201/', 'https://3221225985/', 'https://[2001:db8::1]/'])(
    'an IP address that nobody entered: %s',
    (url) => {
      expect(say(url, 'bound', { namedBy: NAMER })).toBe('refused: ipAddress');
      expect(say(url, 'secret')).toBe('refused: ipAddress');
    },
  );

  it('another port that no approved answer named', () => {
    expect(say('https://pool.contoso.example:8443/', 'bound')).toBe('refused: port');
    expect(say('https://pool.elsewhere.test:8443/', 'bound')).toBe('refused: port');
  });
});

describe('what an approved https answer names', () => {
  const named = (namedBy: string | null, stake: Stake = 'bound') =>
    say('https://pool.other.test/x', stake, { namedBy });

  it('may be given what is good there alone', () => {
    expect(named(NAMER)).toBe('approved: named');
    expect(named('https://pool.hoster.test:8443/root')).toBe('approved: named');
    expect(say('https://pool.contoso.example:8443/', 'bound', { namedBy: NAMER })).toBe('approved: named');
  });

  it('is asked about before it is given a secret', () => {
    expect(named(NAMER, 'secret')).toBe('ask: namedForeign');
    expect(say('https://pool.contoso.example:8443/', 'secret', { namedBy: NAMER })).toBe('ask: namedPort');
    expect(say('https://pool.hoster.test:8443/', 'secret')).toBe('ask: namedForeign');
  });

  it('is nothing when the answer was not approved itself', () => {
    expect(named('http://lyncdiscover.contoso.example/root')).toBe('ask: foreign');
    expect(named('https://lyncdiscover.contoso.example./root')).toBe('ask: foreign');
    expect(named('https://a@lyncdiscover.contoso.example/root')).toBe('ask: foreign');
    expect(named('https://other.contoso.example/root')).toBe('ask: foreign');
    expect(named('https://pool.hoster.test/root')).toBe('ask: foreign');
    expect(named('no address')).toBe('ask: foreign');
    expect(named(null)).toBe('ask: foreign');
    const http = { namedBy: 'http://a.test/', approvedOrigins: new Set(['http://a.test']) };
    expect(say('https://pool.other.test/x', 'bound', http)).toBe('ask: foreign');
  });
});

describe('lists', () => {
  it('approve the server entered by hand and allowed hosts for everything, port by port', () => {
    const lists = {
      server: '127.0.0.1:8443',
      trustedHosts: ['Pool.Hoster.test', 'web.hoster.test:444', '192.0.2.1', ''],
    };
    expect(say('https://127.0.0.1:8443/', 'secret', lists)).toBe('approved: enteredByHand');
    expect(say('https://127.0.0.1/', 'secret', lists)).toBe('refused: ipAddress');
    expect(say('https://192.0.2.1/', 'secret', lists)).toBe('approved: listed');
    expect(say('https://pool.hoster.test/', 'secret', lists)).toBe('approved: listed');
    expect(say('https://pool.hoster.test:9443/', 'secret', lists)).toBe('refused: port');
    expect(say('https://web.hoster.test:444/', 'secret', lists)).toBe('approved: listed');
    expect(say('https://sub.pool.hoster.test/', 'secret', lists)).toBe('ask: foreign');
  });

  it('can be closed: then nothing else is approved, asked about, or named', () => {
    const closed = { only: true, namedBy: NAMER, server: 'own.test', trustedHosts: ['pool.contoso.example'] };
    expect(say('https://pool.contoso.example/', 'secret', closed)).toBe('approved: listed');
    expect(say('https://own.test/', 'secret', closed)).toBe('approved: enteredByHand');
    for (const url of ['https://lyncdiscover.contoso.example/', 'https://pool.hoster.test/', 'https://192.0.2.1/']) {
      expect([say(url, 'secret', closed), say(url, 'bound', closed)]).toEqual(['refused: policy', 'refused: policy']);
    }
  });
});

describe('domains', () => {
  it('without a dot vouch for themselves only', () => {
    expect(say('https://localhost/', 'secret', { domain: 'localhost' })).toBe('approved: sipDomain');
    expect(say('https://evil.com/', 'secret', { domain: 'com' })).toBe('ask: foreign');
  });

  it('are compared by their ASCII form', () => {
    const german = { domain: 'b\u00fccher.example' };
    expect(say('https://pool.xn--bcher-kva.example/', 'secret', german)).toBe('approved: sipDomain');
    expect(say('https://pool.bucher.example/', 'secret', german)).toBe('ask: foreign');
  });

  it.each(['', 'a/b', 'contoso.example.', 'contoso.example:1'])('that are none vouch for nobody: %j', (domain) => {
    expect(say('https://pool.contoso.example/', 'secret', { domain })).toBe('ask: foreign');
  });
});

it.each(['', 'evil.test/x', 'a@b', 'https://a', 'a?b', 'a b'])('takes %j for no host', (value) => {
  expect(hostOf(value)).toBeNull();
});

it('has words for every reason, and names the host wherever it can be named', () => {
  const verdicts: Verdict[] = [
    ...(['sipDomain', 'enteredByHand', 'listed', 'named'] as const).map(
      (reason) => ({ verdict: 'approved', reason }) as const,
    ),
    ...(['foreign', 'namedForeign', 'namedPort'] as const).map((reason) => ({ verdict: 'ask', reason }) as const),
    ...(['noAddress', 'notHttps', 'userInfo', 'trailingDot', 'ipAddress', 'port', 'policy'] as const).map(
      (reason) => ({ verdict: 'refused', reason }) as const,
    ),
  ];
  const words = verdicts.map((verdict) => wordsFor(verdict, 'pool.other.test', 'contoso.example'));
  expect(new Set(words).size).toBe(verdicts.length);
  expect(words.filter((sentence) => !sentence.includes('pool.other.test'))).toHaveLength(2);
  expect(words.slice(4, 7).every((sentence) => sentence.includes('contoso.example'))).toBe(true);
});
