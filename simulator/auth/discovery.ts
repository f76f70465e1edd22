/** The autodiscover resources: root, user, xframe (PROTOCOL 2). */
import type { Host, Reply, SimRequest } from '../http/message.ts';
import { requireAcceptable } from '../http/media.ts';
import type { Link, Resource } from '../http/resource.ts';
import { APPLICATIONS_PATH } from '../application/application.ts';
import type { World } from '../world.ts';
import { originOf, unauthorised, wrongHost } from './challenge.ts';

const SERVICE = '/Autodiscover/AutodiscoverService.svc/root';

/**
 * Answers a request for discovery; null when the path is none of discovery's. Every front end runs the service under its
 * own path; only the discovery names answer at `/` as well.
 */
export function answerDiscovery(request: SimRequest, world: World): Reply | null {
  if (request.path === '/' && !request.host.discovery) return null;
  if (request.method !== 'GET' && request.path !== '/') return null;
  switch (request.path) {
    case '/':
    case SERVICE:
      return request.method === 'GET' ? root(request, world) : { status: 405, headers: { Allow: 'GET' } };
    case `${SERVICE}/user`:
    case `${SERVICE}/oauth/user`:
      return user(request, world);
    case '/Autodiscover/XFrame/XFrame.html':
      return { status: 200, raw: { type: 'text/html', body: '<!DOCTYPE html><title>XFrame</title>' } };
    default:
      return null;
  }
}

function root(request: SimRequest, world: World): Reply {
  const { host } = request;
  if (request.headers['authorization']) world.strictness.record('ticketWhereNoneBelongs', 'GET discovery root');
  if (host.internal && !world.knobs.internalDiscovery) return { status: 404 };
  requireAcceptable(request.headers['accept']);
  const query = `originalDomain=${world.options.domain}`;
  const redirect = redirectFrom(host, world);
  const origin = world.knobs.userOnPool && !redirect ? poolOrigin(host, world) : originOf(host);
  const self = { href: `${origin}${SERVICE}?${query}` };
  if (redirect) return found('root', origin, { self, redirect: { href: redirect } });
  return found('root', origin, { self, user: { href: `${origin}${SERVICE}/oauth/user?${query}` } });
}

/** Where the root sends the client instead of naming the user resource (GAPS 77). */
function redirectFrom(host: Host, world: World): string | null {
  const { domain } = world.options;
  const external = `https://lyncdiscover.${domain}${host.port}`;
  const internal = `https://lyncdiscoverinternal.${domain}${host.port}`;
  switch (world.knobs.discovery) {
    case 'normal':
      return null;
    case 'redirect':
      return host.internal ? `${external}${SERVICE}` : null;
    case 'loop':
      return `${host.internal ? external : internal}${SERVICE}`;
    case 'foreignHttps':
      return `https://lyncdiscover.elsewhere.example${SERVICE}`;
    case 'foreignHttp':
      return `http://lyncdiscover.elsewhere.example${SERVICE}`;
  }
}

function user(request: SimRequest, world: World): Reply {
  const { host } = request;
  const check = world.tickets.check(request.headers['authorization'], host.name);
  if (check.state === 'wrongHost') {
    world.strictness.record('ticketOnWrongHost', `GET user on ${host.name}`);
    throw wrongHost();
  }
  if (check.state !== 'good') throw unauthorised(host, world.options.domain, world.knobs, check.state === 'bad');
  requireAcceptable(request.headers['accept']);
  return found('user', originOf(host), {
    self: { href: `${originOf(host)}${SERVICE}/user` },
    applications: { href: `${poolOrigin(host, world)}${APPLICATIONS_PATH}` },
  });
}

function poolOrigin(host: Host, world: World): string {
  return host.pool ? originOf(host) : `https://${world.hosts.pool}${host.port}`;
}

function found(rel: 'root' | 'user', origin: string, links: Record<string, Link>): Reply {
  const xframe = { href: `${origin}/Autodiscover/XFrame/XFrame.html` };
  const resource: Resource = { rel, nameless: true, properties: {}, links: { ...links, xframe } };
  return { status: 200, headers: { Expires: '-1' }, document: { kind: 'resource', resource } };
}
