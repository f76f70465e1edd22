/** 401 with the challenge, and the refusals that look like it (PROTOCOL 3.1, 3.7). */
import { Refusal } from '../http/refusal.ts';
import type { Host } from '../http/message.ts';
import type { Knobs } from '../knobs.ts';

export const TOKEN_PATH = '/WebTicket/oauthtoken';

export function originOf(host: Host): string {
  return `https://${host.name}${host.port}`;
}

export function challengeHeaders(host: Host, domain: string, knobs: Knobs): Record<string, string | string[]> {
  const href = `${originOf(host)}${TOKEN_PATH}`;
  const bearer =
    `Bearer trusted_issuers="00000002-0000-0ff1-ce00-000000000000@${domain}", ` +
    'client_id="00000004-0000-0ff1-ce00-000000000000"';
  const ticket = `MsRtcOAuth href=${knobs.unquotedChallenge ? href : `"${href}"`},grant_type="${knobs.grants}"`;
  return { 'WWW-Authenticate': knobs.joinedChallenge ? `${bearer}, ${ticket}` : [bearer, ticket] };
}

/** No ticket, or one that is not good any more. */
export function unauthorised(host: Host, domain: string, knobs: Knobs, hadTicket: boolean): Refusal {
  const headers = challengeHeaders(host, domain, knobs);
  if (hadTicket && knobs.badTicketStatus === '403') {
    return new Refusal(403, {
      headers,
      html: true,
      diagnostics: { number: 28055, reason: 'The OAuth token is invalid.' },
    });
  }
  return new Refusal(401, { headers, html: true });
}

export function wrongHost(): Refusal {
  return new Refusal(500, { html: true, diagnostics: { number: 28032, reason: 'The web ticket is invalid.' } });
}
