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
