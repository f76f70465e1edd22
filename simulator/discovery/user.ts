/** The user resource of discovery: where this user's applications are (PROTOCOL 2.4). */
import { APPLICATIONS_PATH } from '../application/application.ts';
import { SERVICE_PATH } from '../auth/paths.ts';
import { requireTicket } from '../auth/require-ticket.ts';
import { linkOrigin, originOf } from '../deployment/links.ts';
import { requireAcceptable } from '../http/media.ts';
import type { Host, Reply, SimRequest } from '../http/message.ts';
import { Refusal } from '../http/refusal.ts';
import type { World } from '../world.ts';
import { discoveryReply, legacyReply, wantsLegacy } from './replies.ts';

export function answerUser(request: SimRequest, world: World): Reply {
  const { host, headers } = request;
  if (headers['accept'] === undefined) world.strictness.record('missingAccept', 'GET user');
  requireTicket(request, world);
  if (world.knobs.userState === 'unknown') return { status: 404 };
  if (world.knobs.userState === 'disabled') throw new Refusal(403, { message: 'The user is not enabled.' });
  const legacy = wantsLegacy(request, world);
  if (!legacy) requireAcceptable(headers['accept']);

  const { rel, href } = answerOf(host, world);
  if (rel !== 'applications') world.hops.count();
  const self = `${originOf(host)}${SERVICE_PATH}/user`;
  if (legacy) return legacyReply('User', { Self: self, [rel === 'applications' ? 'Ucwa' : 'Redirect']: href });
  return discoveryReply('user', originOf(host), { self: { href: self }, [rel]: { href } });
}

/** The applications where they are known, or the way to the pool where the user lives. */
function answerOf(host: Host, world: World): { rel: 'applications' | 'redirect' | 'user'; href: string } {
  const { home, knobs, options } = world;
  const atHome = home.isAt(host.place);
  const name = atHome ? host.name : world.topology.name(home.key);
  const rel = atHome ? 'applications' : knobs.userAnswer;
  const origin = linkOrigin(rel, name, host, world);
  switch (rel) {
    case 'applications':
      return { rel, href: `${origin}${APPLICATIONS_PATH}` };
    case 'redirect':
      return { rel, href: `${origin}${SERVICE_PATH}?originalDomain=${options.domain}` };
    case 'user':
      return { rel, href: `${origin}${SERVICE_PATH}/oauth/user?originalDomain=${options.domain}` };
  }
}
