/** POST /WebTicket/oauthtoken: a password, or the system's sign-in, against a ticket (PROTOCOL 3.2, 3.5). */
import { linkOrigin } from '../deployment/links.ts';
import type { Reply, SimRequest } from '../http/message.ts';
import type { World } from '../world.ts';
import { grantsOf } from './challenge.ts';
import { PASSIVE_PATH } from './paths.ts';
import { beginWindows, judgeWindows } from './windows.ts';

const PASSIVE = 'urn:microsoft.rtc:passive';
const WINDOWS = 'urn:microsoft.rtc:windows';

export function answerToken(request: SimRequest, world: World): Reply {
  if (request.method !== 'POST') return { status: 405, headers: { Allow: 'POST' } };
  const begun = beginWindows(request, world);
  if (begun) return begun;
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
  if (request.headers['cookie'] !== undefined && grant !== PASSIVE) {
    world.strictness.record('cookie', 'POST token endpoint');
  }
  if ((grant === PASSIVE || grant === WINDOWS) && (form.has('password') || form.has('username'))) {
    world.strictness.record('passwordInOtherGrant', grant);
    return refuse(world, 'invalid_request', 28000, 'username and password must be absent.');
  }
  const offered = grantsOf(request.host, world)
    .split(',')
    .map((name) => name.trim());
  if (grant !== PASSIVE && !offered.includes(grant)) {
    return refuse(world, 'unsupported_grant_type', 28029, 'Authentication type not allowed.');
  }
  switch (grant) {
    case 'password':
      return byPassword(request, world, form);
    case WINDOWS: {
      const verdict = judgeWindows(request, world);
      return verdict === 'good' ? ticket(request, world) : verdict;
    }
    case PASSIVE:
      return byCookie(request, world);
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
  if (!world.account.isRightFrom(username, password, world.strictness)) {
    return refuse(world, 'invalid_grant', 28014, 'The user name or password is wrong.');
  }
  return ticket(request, world);
}

/** The cookie of the passive page is the security token; without it the page is named (PROTOCOL 3.4). */
function byCookie(request: SimRequest, world: World): Reply {
  const { host, headers } = request;
  if (world.passive.isSignedIn(headers['cookie'], host.name)) return ticket(request, world);
  const ms_rtc_passiveauthuri = `${linkOrigin('passive', host.name, host, world)}${PASSIVE_PATH}`;
  return refuse(world, 'invalid_grant', 28020, 'No valid security token.', { ms_rtc_passiveauthuri });
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
