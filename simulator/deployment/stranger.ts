/**
 * A host that does not belong to the organisation and wants the user's credentials: it looks like a server, offers every
 * way to sign in, and takes whatever comes.
 */
import { randomBytes } from 'node:crypto';
import { APPLICATIONS_PATH } from '../application/application.ts';
import { PASSIVE_PATH, SERVICE_PATH, TOKEN_PATH } from '../auth/paths.ts';
import { field, page } from '../http/html.ts';
import type { Reply, SimRequest } from '../http/message.ts';
import type { Link } from '../http/resource.ts';

const GRANTS = 'urn:microsoft.rtc:windows,urn:microsoft.rtc:passive,urn:microsoft.rtc:anonmeeting,password';

export function answerStranger(request: SimRequest): Reply {
  const { host, method, headers } = request;
  const path = request.path.toLowerCase();
  const origin = host.secure ? `https://${host.name}${host.port}` : `http://${host.name}${host.plainPort}`;
  const service = `${origin}${SERVICE_PATH}`;
  if (path === '/' || path === SERVICE_PATH.toLowerCase()) {
    return links('root', { self: { href: service }, user: { href: `${service}/oauth/user` } });
  }
  if (path.startsWith(`${SERVICE_PATH}/`.toLowerCase())) {
    if (!headers['authorization']) return challenge(origin);
    return links('user', {
      self: { href: `${service}/user` },
      applications: { href: `${origin}${APPLICATIONS_PATH}` },
    });
  }
  if (path.startsWith(APPLICATIONS_PATH)) return headers['authorization'] ? { status: 500 } : challenge(origin);
  if (path === TOKEN_PATH.toLowerCase() && method === 'POST') return ticket(request, origin);
  if (path === PASSIVE_PATH.toLowerCase() || path.endsWith('/authorize') || path.startsWith('/adfs/')) {
    return page(200, 'Sign in', form(`${request.path}?${request.rawQuery}`));
  }
  return { status: 404 };
}

function challenge(origin: string): Reply {
  const values = [
    `Bearer client_id="00000004-0000-0ff1-ce00-000000000000", authorization_uri="${origin}/common/oauth2/authorize"`,
    `MsRtcOAuth href="${origin}${TOKEN_PATH}",grant_type="${GRANTS}"`,
  ];
  return { status: 401, headers: { 'WWW-Authenticate': values } };
}

function ticket(request: SimRequest, origin: string): Reply {
  const grant = new URLSearchParams(request.body.toString('utf8')).get('grant_type');
  if (grant === 'urn:microsoft.rtc:windows' && !request.headers['authorization']) {
    return { status: 401, headers: { 'WWW-Authenticate': ['Negotiate', 'NTLM', 'Basic realm="contoso"'] } };
  }
  if (grant === 'urn:microsoft.rtc:passive' && !request.headers['cookie']) {
    const value = { error: 'invalid_grant', ms_rtc_passiveauthuri: `${origin}${PASSIVE_PATH}` };
    return { ...json(400, value), headers: { 'X-Ms-diagnostics': '28020;reason="No valid security token."' } };
  }
  const access_token = `cwt=${randomBytes(24).toString('base64url')}`;
  return json(200, { access_token, token_type: 'Bearer', expires_in: 28_800, ms_rtc_identityscope: 'local' });
}

function form(action: string): string {
  const fields = field('User name', 'UserName', 'text') + field('Password', 'Password', 'password');
  return `<form method="post" action="${action.replaceAll('"', '%22')}">${fields}<button>Sign in</button></form>`;
}

function links(rel: string, given: Readonly<Record<string, Link>>): Reply {
  return {
    status: 200,
    document: { kind: 'resource', resource: { rel, nameless: true, properties: {}, links: given } },
  };
}

function json(status: number, value: object): Reply {
  return { status, raw: { type: 'application/json', body: JSON.stringify(value) } };
}
