/** The autodiscover service: which of its resources a request asks for (PROTOCOL 2). */
import { SERVICE_PATH } from '../auth/paths.ts';
import type { Reply, SimRequest } from '../http/message.ts';
import type { World } from '../world.ts';
import { answerRoot } from './root.ts';
import { answerUser } from './user.ts';

const SERVICE = SERVICE_PATH.toLowerCase();

/** True for a request that asks a discovery name for its root: all that plain http may ask for. */
export function asksRoot({ host, path }: SimRequest): boolean {
  return host.place.discovery && (path === '/' || path.toLowerCase() === SERVICE);
}

/**
 * Answers a request for discovery; null when the path is none of discovery's. Every front end runs the service under its
 * own path; only the discovery names answer at `/` as well.
 */
export function answerDiscovery(request: SimRequest, world: World): Reply | null {
  const { host, method, path } = request;
  if (path === '/' && !host.place.discovery) return null;
  if (method !== 'GET' && path !== '/') return null;
  switch (path.toLowerCase()) {
    case '/':
    case SERVICE:
      return method === 'GET' ? answerRoot(request, world) : { status: 405, headers: { Allow: 'GET' } };
    case `${SERVICE}/user`:
    case `${SERVICE}/oauth/user`:
      return answerUser(request, world);
    case '/autodiscover/xframe/xframe.html':
      return { status: 200, raw: { type: 'text/html', body: '<!DOCTYPE html><title>XFrame</title>' } };
    default:
      return null;
  }
}
