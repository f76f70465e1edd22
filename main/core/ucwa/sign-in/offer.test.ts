import { describe, expect, it } from 'vitest';
import type { HttpResponse } from '../../ports.ts';
import { raw } from '../testing.ts';
import { offeredKinds, readOffer } from './offer.ts';

const URL = 'https://pool.contoso.com/user';
const SERVICE = 'https://pool.contoso.com/WebTicket/oauthtoken';

function refused(...challenges: string[]): HttpResponse {
  const outcome = raw(401, '<html>', { 'www-authenticate': challenges });
  if (!outcome.ok) throw new Error('no answer');
  return outcome.response;
}
const kinds = (...challenges: string[]) => {
  const offer = readOffer(URL, refused(...challenges));
  return offer === null ? null : offeredKinds(offer);
};

describe('what a challenge offers', () => {
  it('is the service with its grants and the provider', () => {
    const bearer = 'Bearer authorization_uri="https://login.example.com/common/oauth2/authorize", client_id="1"';
    expect(readOffer(URL, refused(bearer, `MsRtcOAuth href="/t",grant_type="password"`))).toEqual({
      url: URL,
      origin: 'https://pool.contoso.com',
      service: { url: 'https://pool.contoso.com/t', grantTypes: ['password'] },
      provider: 'https://login.example.com/common',
    });
  });

  it.each<[string, string[], string[] | null]>([
    [
      'all, in an order of its own',
      [
        `MsRtcOAuth href="${SERVICE}",grant_type="urn:microsoft.rtc:passive,PASSWORD,urn:microsoft.rtc:anonmeeting,urn:microsoft.rtc:windows"`,
        'Bearer authorization_uri="https://l.test/oauth2/authorize"',
      ],
      ['windows', 'password', 'passive', 'microsoft'],
    ],
    ['a service that lists nothing', [`MsRtcOAuth href="${SERVICE}"`], ['password']],
    ['meetings only', [`MsRtcOAuth href="${SERVICE}",grant_type="urn:microsoft.rtc:anonmeeting"`], []],
    ['a provider only', ['Bearer authorization_uri="https://l.test/oauth2/authorize"'], ['microsoft']],
    ['trusted issuers without a provider', ['Bearer trusted_issuers="00000001@*", client_id="1"'], null],
    ['an empty provider', ['Bearer authorization_uri=""'], null],
    ['a provider that is no web address', ['Bearer authorization_uri="javascript:x"'], null],
    ['a service that is no web address', ['MsRtcOAuth href="mailto:x",grant_type="password"'], null],
    ['another scheme', ['Negotiate', 'NTLM'], null],
    ['nothing', [], null],
  ])('by kind: %s', (_, challenges, expected) => {
    expect(kinds(...challenges)).toEqual(expected);
  });

  it.each([
    ['https://l.test/common/oauth2/authorize', 'https://l.test/common'],
    ['https://l.test/common/oauth2/v2.0/authorize?x=1#y', 'https://l.test/common'],
    ['https://adfs.test/adfs/oauth2/authorize/', 'https://adfs.test/adfs'],
    ['https://l.test/tenant', 'https://l.test/tenant'],
  ])('takes the provider of %s from its endpoint', (endpoint, expected) => {
    expect(readOffer(URL, refused(`Bearer authorization_uri="${endpoint}"`))?.provider).toBe(expected);
  });
});
