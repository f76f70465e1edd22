/** The root of discovery: it names the user resource, or another root (PROTOCOL 2.2, 2.3; GAPS 77). */
import { SERVICE_PATH } from '../auth/paths.ts';
import { linkOrigin, originAt, originOf } from '../deployment/links.ts';
import type { HostKey } from '../deployment/topology.ts';
import { page } from '../http/html.ts';
import { requireAcceptable } from '../http/media.ts';
import type { Host, Reply, SimRequest } from '../http/message.ts';
import type { World } from '../world.ts';
import { discoveryReply, legacyReply, wantsLegacy } from './replies.ts';

/** Where the root sends the client. */
interface Lead {
  readonly rel: 'user' | 'redirect';
  readonly href: string;
}

export function answerRoot(request: SimRequest, world: World): Reply {
  const { host, headers } = request;
  const { knobs, strictness } = world;
  if (request.path === '/') world.hops.start();
  if (headers['authorization'] && host.secure) strictness.record('ticketWhereNoneBelongs', 'GET discovery root');
  if (headers['accept'] === undefined) strictness.record('missingAccept', 'GET discovery root');
  if (absent(host, world)) return { status: 0, cut: true };
  if (host.place.internal && !knobs.internalDiscovery) return { status: 404 };
  const odd = host.place.discovery ? oddity(host, world) : null;
  if (odd) return odd;
  const legacy = wantsLegacy(request, world);
  if (!legacy) requireAcceptable(headers['accept']);

  const lead = leadOf(request, world);
  const origin = lead.rel === 'user' && knobs.userOnPool ? poolOrigin(host, world) : originOf(host);
  const query = `originalDomain=${world.options.domain}`;
  const self = `${origin}${SERVICE_PATH}?${query}`;
  if (lead.rel === 'redirect') world.hops.count();
  if (legacy) return legacyReply('Root', { Self: self, [lead.rel === 'user' ? 'OAuth' : 'Redirect']: lead.href });
  return discoveryReply('root', origin, { self: { href: self }, [lead.rel]: { href: lead.href } });
}

/** The name is not in the DNS, or nobody listens: seen from a client, no answer. */
function absent({ place, secure }: Host, { knobs }: World): boolean {
  if (place.key !== 'discovery' && place.key !== 'discoveryInternal') return false;
  const scheme = secure ? 'https' : 'http';
  if (knobs.discoveryScheme !== 'both' && knobs.discoveryScheme !== scheme) return true;
  const name = place.internal ? 'internal' : 'external';
  return knobs.discoveryNames !== 'both' && knobs.discoveryNames !== name;
}

/** Answers in the place of a root. */
function oddity(host: Host, world: World): Reply | null {
  const root = `${SERVICE_PATH}?originalDomain=${world.options.domain}`;
  switch (world.knobs.discoveryRoot) {
    case 'normal':
    case 'legacy':
      return null;
    case 'notFound':
      return { status: 404 };
    case 'html':
      return page(200, 'Welcome', '<p>This is the web site of the organisation.</p>');
    case '302same':
      return { status: 302, headers: { Location: `${poolOrigin(host, world)}${root}` } };
    case '302foreign':
      return { status: 302, headers: { Location: `https://lyncdiscover.elsewhere.example${root}` } };
  }
}

function leadOf(request: SimRequest, world: World): Lead {
  const { host } = request;
  const planted = plantedRedirect(request, world);
  if (planted !== null) return { rel: 'redirect', href: planted };
  const lie = world.knobs.lieIn === 'redirect' && world.knobs.lie !== 'none';
  const leadsTo = leadOfPlace(host, world);
  const name = leadsTo ? world.topology.name(leadsTo.key) : host.name;
  if (leadsTo?.rel === 'redirect' || lie) {
    return { rel: 'redirect', href: `${linkOrigin('redirect', name, host, world)}${redirectPath(leadsTo?.key)}` };
  }
  const userHost = world.knobs.userOnPool && host.place.pool === null ? world.topology.name('pool') : name;
  const query = `originalDomain=${world.options.domain}`;
  return { rel: 'user', href: `${linkOrigin('user', userHost, host, world)}${SERVICE_PATH}/oauth/user?${query}` };
}

/** The online service writes its paths in lower case (PROTOCOL 2.5). */
function redirectPath(key: HostKey | undefined): string {
  return key === 'webdir' ? SERVICE_PATH.toLowerCase() : SERVICE_PATH;
}

function leadOfPlace(host: Host, world: World): Host['place']['leadsTo'] {
  const { place } = host;
  if (!place.discovery || place.key === 'local') return null;
  // Plain http may only point to https: to the same name, or past it where nobody listens there.
  if (!host.secure) {
    const key = world.knobs.discoveryScheme === 'http' ? (place.leadsTo?.key ?? 'pool') : (place.key as HostKey);
    return { rel: 'redirect', key };
  }
  const elsewhere = world.topology.has('discoveryElsewhere') && place.key !== 'discoveryElsewhere';
  if (world.knobs.discovery === 'redirect' && elsewhere) return { rel: 'redirect', key: 'discoveryElsewhere' };
  return place.leadsTo;
}

/** The knob `discovery`. */
function plantedRedirect({ host, query }: SimRequest, world: World): string | null {
  const { domain } = world.options;
  const external = `https://lyncdiscover.${domain}${host.port}`;
  const internal = `https://lyncdiscoverinternal.${domain}${host.port}`;
  switch (world.knobs.discovery) {
    case 'normal':
      return null;
    case 'redirect':
      return host.place.internal && !world.topology.has('discoveryElsewhere') ? `${external}${SERVICE_PATH}` : null;
    case 'loop':
      return `${host.place.internal ? external : internal}${SERVICE_PATH}`;
    case 'endless': {
      const hop = Number(query.get('hop') ?? 0) + 1;
      return `${originOf(host)}${SERVICE_PATH}?originalDomain=${domain}&hop=${hop}`;
    }
    case 'foreignHttps':
      return `https://lyncdiscover.elsewhere.example${SERVICE_PATH}`;
    case 'foreignHttp':
      return `http://lyncdiscover.elsewhere.example${SERVICE_PATH}`;
  }
}

function poolOrigin(host: Host, world: World): string {
  return host.place.pool === null ? originAt('pool', host, world) : originOf(host);
}
