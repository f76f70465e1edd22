/** Lets a request with a good ticket pass, and refuses all others as documented. */
import type { SimRequest } from '../http/message.ts';
import { Refusal } from '../http/refusal.ts';
import type { World } from '../world.ts';
import { unauthorised } from './challenge.ts';
import type { Ticket, TicketCheck } from './tickets.ts';

/** Throws the challenge, or the refusal of a ticket that another host issued (knob `foreignTicket`). */
export function requireTicket(request: SimRequest, world: World): Ticket {
  const { host, method } = request;
  const check = checkTicket(request, world);
  if (check.state === 'good') return check.ticket;
  if (check.state === 'wrongHost') {
    world.strictness.record('ticketOnWrongHost', `${method} on ${host.name}`);
    const { foreignTicket } = world.knobs;
    if (foreignTicket === '500') throw wrongHost();
    throw unauthorised(host, world, foreignTicket);
  }
  throw unauthorised(host, world, check.state === 'none' ? '401' : world.knobs.badTicketStatus);
}

/** A web ticket of ours, or a token of the OpenID provider where the servers trust it (PROTOCOL 3.6). */
function checkTicket({ headers, host }: SimRequest, { tickets, openId, knobs }: World): TicketCheck {
  const check = tickets.check(headers['authorization'], host.name);
  if (check.state !== 'unknown' || knobs.bearer !== 'openid') return check;
  const verdict = openId.judge(check.text, host.name);
  if (verdict.state !== 'good') return verdict;
  return { state: 'good', ticket: tickets.adopt(check.text, host.name, verdict.expiresAt) };
}

function wrongHost(): Refusal {
  return new Refusal(500, { html: true, diagnostics: { number: 28032, reason: 'The web ticket is invalid.' } });
}
