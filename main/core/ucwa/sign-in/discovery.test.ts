import { describe, expect, it } from 'vitest';
import { candidatesByHand, candidatesOf, domainOf, nextStep } from './discovery.ts';
import { resourceOf } from '../media/json.ts';

describe('discovery', () => {
  it('asks https before http, and internal before external', () => {
    expect(candidatesOf('contoso.com')).toEqual([
      ['https://lyncdiscoverinternal.contoso.com/', 'https://lyncdiscover.contoso.com/'],
      ['http://lyncdiscoverinternal.contoso.com/', 'http://lyncdiscover.contoso.com/'],
    ]);
  });

  it.each([
    ['a@Contoso.com', 'contoso.com'],
    ['SIP:a@contoso.com', 'contoso.com'],
    ['a@contoso.com.', 'contoso.com'],
    ['a@b\u00fccher.example', 'xn--bcher-kva.example'],
    ['contoso.com', null],
    ['a@contoso.com:443', null],
    ['a@', null],
  ])('reads the domain of %j', (address, domain) => {
    expect(domainOf(address)).toBe(domain);
  });

  it.each([
    ['localhost:8443', 'localhost:8443', 2],
    ['HTTPS://Pool.test:443/', 'pool.test', 2],
    ['https://pool.test/root#x', 'pool.test', 1],
    ['https://pool.test/?x=1', 'pool.test', 1],
  ])('reads the server %j', (server, host, rounds) => {
    const read = candidatesByHand(server);
    expect([read?.host, read?.candidates.length]).toEqual([host, rounds]);
    expect(read?.candidates.flat().some((url) => url.includes('#'))).toBe(false);
  });

  it.each([
    [['user', 'redirect', 'applications', 'self'], 'applications'],
    [['user', 'redirect'], 'redirect'],
    [['xframe', 'user'], 'user'],
    [['self', 'xframe'], undefined],
  ])('of %j goes on with %s', (rels, rel) => {
    const step = nextStep(resourceOf({ _links: Object.fromEntries(rels.map((name) => [name, { href: `/${name}` }])) }));
    expect(step?.rel).toBe(rel);
  });
});
