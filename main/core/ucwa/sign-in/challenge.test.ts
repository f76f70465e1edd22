import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChallenges, webTicketOf } from './challenge.ts';

const bearer = 'Bearer trusted_issuers="", client_id="00000004-0000-0ff1-ce00-000000000000"';
const href = 'https://pool.contoso.com/WebTicket/oauthtoken';
const grants = 'urn:microsoft.rtc:windows,urn:microsoft.rtc:anonmeeting,password';
const ticket = `MsRtcOAuth href="${href}",grant_type="${grants}"`;

describe('readChallenges', () => {
  it('leaves out a field that no server would send', () => {
    const long = `Bearer realm="${'"'.repeat(65_536)}`;
    expect(readChallenges([long, 'Negotiate'])).toEqual([{ scheme: 'Negotiate', parameters: {} }]);
  });

  it.each([
    ['two fields', [bearer, ticket]],
    ['two fields, other order', [ticket, bearer]],
    ['joined', [`${bearer}, ${ticket}`]],
    ['joined, other order', [`${ticket}, ${bearer}`]],
    ['unquoted href', [`MsRtcOAuth href=${href},grant_type="${grants}"`]],
    ['nothing quoted', [`MsRtcOAuth href=${href},grant_type=${grants}`]],
    ['nothing quoted, with blanks', [`MsRtcOAuth href=${href}, grant_type = ${grants.replaceAll(',', ' , ')} `]],
    ['nothing quoted, grants first', [`MsRtcOAuth grant_type=${grants},href=${href}`]],
    ['nothing quoted, before Bearer', [`MsRtcOAuth href=${href},grant_type=${grants}, ${bearer}`]],
    ['nothing quoted, before NTLM', [`MsRtcOAuth href=${href},grant_type=${grants},NTLM, Negotiate`]],
    ['nothing quoted, behind Bearer', [`Bearer trusted_issuers=, MsRtcOAuth href=${href},grant_type=${grants}`]],
    ['other case and blanks', [`msrtcoauth  HREF = "${href}" , Grant_Type = "${grants}"`]],
    ['behind Negotiate and NTLM', ['Negotiate', 'NTLM', ticket]],
    ['behind a Negotiate token', [`Negotiate YIIabc/+==, ${ticket}`]],
    ['joined behind NTLM', [`Negotiate, NTLM, ${ticket}`]],
    ['unclosed quote at the end', [`MsRtcOAuth href="${href}",grant_type="${grants}`]],
    ['a grant twice', [`MsRtcOAuth href="${href}",grant_type="urn:microsoft.rtc:windows,${grants}"`]],
    ['the challenge twice', [ticket, ticket]],
  ])('finds the ticket service: %s', (_, values) => {
    expect(webTicketOf(readChallenges(values))).toEqual({ href, grantTypes: grants.split(',') });
  });

  it('keeps to the service that is named first, with its own grants', () => {
    const other = 'MsRtcOAuth href="https://other.contoso.com/t",grant_type="urn:microsoft.rtc:passive"';
    expect(webTicketOf(readChallenges([ticket, other]))).toEqual({ href, grantTypes: grants.split(',') });
  });

  it('leaves out a field that no server would send', () => {
    const long = `Bearer realm="${'x'.repeat(65_536)}"`;
    expect(readChallenges([long, 'Negotiate'])).toEqual([{ scheme: 'Negotiate', parameters: {} }]);
  });

  it('keeps every parameter', () => {
    expect(readChallenges([`${bearer}, ${ticket}`])).toEqual([
      { scheme: 'Bearer', parameters: { trusted_issuers: '', client_id: '00000004-0000-0ff1-ce00-000000000000' } },
      { scheme: 'MsRtcOAuth', parameters: { href, grant_type: grants } },
    ]);
  });

  it.each([
    ['Bearer trusted_issuers="x"', 'Bearer', { trusted_issuers: 'x' }],
    ['NTLM', 'NTLM', {}],
    ['Kerberos', 'Kerberos', {}],
    ['MsRtcOAuth href=b,grant_type=password', 'MsRtcOAuth', { href: 'b', grant_type: 'password' }],
  ])('grants without quotes end where %s begins', (next, scheme, parameters) => {
    const [first, second] = readChallenges([`MsRtcOAuth href=a,grant_type=${grants}, ${next}`]);
    expect(first).toEqual({ scheme: 'MsRtcOAuth', parameters: { href: 'a', grant_type: grants } });
    expect(second).toEqual({ scheme, parameters });
  });

  it.each([
    ['grant_type=,password', ',password'],
    ['grant_type=urn:a, ,password', 'urn:a,password'],
    ['grant_type=urn:a,urn:b=c,password', 'urn:a'],
    ['grant_type=urn:a,password =x', 'urn:a'],
    ['grant_type=urn:a,passwords', 'urn:a'],
    ['grant_type=urn:a,"urn:b"', 'urn:a'],
    ['grant_type="urn:a",urn:b', 'urn:a'],
    ['grant_type=urn:a,urn:b', 'urn:a,urn:b'],
    ['grant_type=urn:a,URN:B,Password', 'urn:a,URN:B,Password'],
    ['grant_type=urn:a,:', 'urn:a,:'],
    ['grant_type=urn:a, urn:b Bearer x=1', 'urn:a,urn:b'],
    ['realm=urn:a,urn:b', undefined],
  ])('takes of %s what is a list of grants', (parameters, list) => {
    expect(readChallenges([`MsRtcOAuth ${parameters}`])[0]?.parameters.grant_type).toBe(list);
  });

  it('reads the same service from whatever way of writing, whatever stands around it', () => {
    const quote = fc.constantFrom('"', '');
    const comma = fc.constantFrom(',', ', ', ' ,', ' , ');
    const around = fc.constantFrom('', 'NTLM', 'Negotiate', bearer, 'Bearer trusted_issuers=x', 'Basic realm=""');
    const someGrants = fc.uniqueArray(fc.constantFrom(...grants.split(','), 'urn:microsoft.rtc:passive'), {
      minLength: 1,
    });
    fc.assert(
      fc.property(quote, quote, comma, comma, around, around, someGrants, (q, p, c, d, before, after, list) => {
        const given = `MsRtcOAuth href=${q}${href}${q}${c}grant_type=${p}${list.join(p === '' ? d : ',')}${p}`;
        const field = [before, given, after].filter((one) => one !== '').join(d);
        expect(webTicketOf(readChallenges([field]))).toEqual({ href, grantTypes: list });
      }),
    );
  });

  it('reads what a hostile server sends for a list without quotes, in no more time than its length takes', () => {
    const most = 65_536;
    for (const piece of [':', 'a', ' ', ',', ', ', ',:', 'a:,', ',a: ', ',password', ',a:=', 'grant_type=a ,']) {
      for (const end of ['', '=', '"']) {
        const start = 'MsRtcOAuth href=a,grant_type=b,';
        const field = start + piece.repeat((most - start.length - end.length) / piece.length) + end;
        expect(webTicketOf(readChallenges([field]))?.grantTypes[0]).toBe('b');
      }
    }
  });

  it('reads escapes within quotes', () => {
    expect(readChallenges(['Basic realm="a \\"b\\", c"'])[0]?.parameters.realm).toBe('a "b", c');
  });

  it.each([[[]], [['']], [['Negotiate']], [[bearer]], [['MsRtcOAuth grant_type="password"']], [['="",,=']]])(
    'finds no ticket service in %j',
    (values) => {
      expect(webTicketOf(readChallenges(values))).toBeNull();
    },
  );
});
