/** POST /WebTicket/oauthtoken: a password, or the system's sign-in, against a ticket (PROTOCOL 3.2, 3.5). */
import type { Reply, SimRequest } from '../http/message.ts';
import { keyOf } from '../directory/truth.ts';
import type { World } from '../world.ts';
import { originOf } from './challenge.ts';

export function answerToken(request: SimRequest, world: World): Reply {
  if (request.method !== 'POST') return { status: 405, headers: { Allow: 'POST' } };
  if (request.headers['authorization']?.startsWith('Bearer')) {
    world.strictness.record('ticketWhereNoneBelongs', 'POST token endpoint');
  }
  if (!request.headers['accept']) world.strictness.record('missingAccept', 'POST token endpoint');
  if (!request.headers['content-type']?.toLowerCase().startsWith('application/x-www-form-urlencoded')) {
    return refuse(world, 'invalid_request', 28000, 'The body must be a form.');
  }
  const form = new URLSearchParams(request.body.toString('utf8'));
  const grant = form.get('grant_type');
  if (!grant) return refuse(world, 'invalid_request', 28000, 'grant_type is missing.');
  const offered = world.knobs.grants.split(',').map((name) => name.trim());
  if (grant !== 'urn:microsoft.rtc:passive' && !offered.includes(grant)) {
    return refuse(world, 'unsupported_grant_type', 28029, 'Authentication type not allowed.');
  }
  switch (grant) {
    case 'password':
      return byPassword(request, world, form);
    case 'urn:microsoft.rtc:windows':
      return byWindows(request, world, form);
    case 'urn:microsoft.rtc:passive': {
      const ms_rtc_passiveauthuri = `${originOf(request.host)}/PassiveAuth/PassiveAuth.aspx`;
      return refuse(world, 'invalid_grant', 28020, 'No valid security token.', { ms_rtc_passiveauthuri });
    }
    default:
      // Anonymous meeting join: this company has no meetings.
      return refuse(world, 'invalid_grant', 28040, 'The conference is not known.');
  }
}

function byPassword(request: SimRequest, world: World, form: URLSearchParams): Reply {
  const username = form.get('username');
  const password = form.get('password');
  if (username === null || password === null) {
    return refuse(world, 'invalid_request', 28000, 'username and password are required.');
  }
  const known = keyOf(username.replace(/^sip:/i, '')) === keyOf(world.options.address);
  if (!known || password !== world.options.password) {
    return refuse(world, 'invalid_grant', 28014, 'The user name or password is wrong.');
  }
  return ticket(request, world);
}

function byWindows(request: SimRequest, world: World, form: URLSearchParams): Reply {
  if (form.has('username') || form.has('password')) {
    return refuse(world, 'invalid_request', 28000, 'username and password must be absent.');
  }
  if (world.knobs.windowsNegotiate && !request.headers['authorization']) {
    return { status: 401, headers: { 'WWW-Authenticate': ['Negotiate', 'NTLM'] } };
  }
  return ticket(request, world);
}

function ticket(request: SimRequest, world: World): Reply {
  const expires_in = world.knobs.ticketSeconds;
  const access_token = world.tickets.issue(request.host.name, expires_in);
  return json(200, { access_token, expires_in, ms_rtc_identityscope: 'local', token_type: 'Bearer' });
}

function refuse(world: World, error: string, number: number, reason: string, more: object = {}): Reply {
  const diagnostics = `${number};source="${world.serverFqdn}";reason="${reason}"`;
  const reply = json(400, { error, ...more });
  return { ...reply, headers: { ...reply.headers, 'X-Ms-diagnostics': diagnostics } };
}

function json(status: number, value: object): Reply {
  return {
    status,
    headers: { 'Cache-Control': 'no-store', Pragma: 'no-cache' },
    raw: { type: 'application/json', body: JSON.stringify(value) },
  };
}
