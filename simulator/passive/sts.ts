/** A federation server with one form, in the shape of AD FS: WS-Federation's passive requestor, nothing signed. */
import { autoPost, escapeHtml, field, page, sessionCookie } from '../http/html.ts';
import type { Reply, SimRequest } from '../http/message.ts';
import type { World } from '../world.ts';
import { STS_COOKIE } from './sessions.ts';

export const STS_PATH = '/adfs/ls/';

/** Who asked for the sign-in, and where the result goes. */
interface Wanted {
  readonly host: string;
  readonly reply: string;
  readonly context: string;
}

/** Answers a request to the federation server; null for a path that it does not have. */
export function answerSts(request: SimRequest, world: World): Reply | null {
  const { host, method, path, rawQuery, headers } = request;
  if (path.toLowerCase() !== STS_PATH) return null;
  if (method !== 'GET' && method !== 'POST') return { status: 405, headers: { Allow: 'GET, POST' } };
  const wanted = readWanted(request, world);
  if (!wanted) return page(400, 'Sign-in failed', '<p>This application is not known here.</p>');
  if (method === 'GET') {
    if (world.passive.isSignedIn(headers['cookie'], host.name)) return sendResult(wanted, world, {});
    return form(rawQuery, '', null);
  }
  const fields = new URLSearchParams(request.body.toString('utf8'));
  const user = fields.get('UserName') ?? '';
  if (!world.account.isRight(user, fields.get('Password') ?? '')) {
    return form(rawQuery, user, 'Incorrect user ID or password. Type the correct user ID and password, and try again.');
  }
  return sendResult(wanted, world, { 'Set-Cookie': sessionCookie(STS_COOKIE, world.passive.signIn(host.name)) });
}

/** The result inside what was posted, or null. */
export function resultIn(wresult: string): string | null {
  return /<Result xmlns="urn:simulator">([\w-]+)<\/Result>/.exec(wresult)?.[1] ?? null;
}

/** Only front ends of this organisation are answered, and only at their own address. */
function readWanted({ query }: SimRequest, { topology }: World): Wanted | null {
  const realm = urlOf(query.get('wtrealm'));
  const reply = urlOf(query.get('wreply'));
  if (query.get('wa') !== 'wsignin1.0' || !realm || reply?.origin !== realm.origin) return null;
  if (realm.protocol !== 'https:' || !topology.isResource(realm.hostname)) return null;
  return { host: realm.hostname, reply: reply.href, context: query.get('wctx') ?? '' };
}

function urlOf(text: string | undefined): URL | null {
  return text !== undefined && URL.canParse(text) ? new URL(text) : null;
}

function form(rawQuery: string, user: string, message: string | null): Reply {
  const said = message === null ? '' : `<p role="alert" id="errorText">${escapeHtml(message)}</p>`;
  const fields = field('User name', 'UserName', 'text', user) + field('Password', 'Password', 'password');
  const action = escapeHtml(`${STS_PATH}?${rawQuery}`);
  const html = `${said}<form method="post" action="${action}">${fields}<button>Sign in</button></form>`;
  return page(200, 'Sign in with your organizational account', html);
}

function sendResult(wanted: Wanted, world: World, headers: NonNullable<Reply['headers']>): Reply {
  const result = world.passive.issueResult(wanted.host);
  const wresult =
    '<t:RequestSecurityTokenResponse xmlns:t="http://schemas.xmlsoap.org/ws/2005/02/trust">' +
    `<t:RequestedSecurityToken><Result xmlns="urn:simulator">${result}</Result></t:RequestedSecurityToken>` +
    '</t:RequestSecurityTokenResponse>';
  const fields = { wa: 'wsignin1.0', wresult, wctx: wanted.context };
  return autoPost('Working...', wanted.reply, fields, headers);
}
