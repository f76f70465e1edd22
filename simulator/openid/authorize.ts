/** The authorize endpoint: a form, a session, and a code for a client on this machine (code flow with PKCE). */
import { randomUUID } from 'node:crypto';
import { autoPost, escapeHtml, field, page, seeOther, sessionCookie } from '../http/html.ts';
import type { Reply, SimRequest } from '../http/message.ts';
import type { World } from '../world.ts';
import { describeProblem, problemPage, type Problem } from './errors.ts';
import { LOGIN_COOKIE, type Grant } from './provider.ts';
import { resourceIn } from './resource.ts';

const WRONG = 'Your account or password is incorrect. If you do not remember your password, reset it now.';

/** A checked request: where the answer goes, and what it is about. */
interface Wish {
  readonly redirectUri: string;
  readonly mode: string;
  readonly state: string | null;
}

export function answerAuthorize(request: SimRequest, world: World): Reply {
  const { method, query, headers } = request;
  if (method !== 'GET' && method !== 'POST') return { status: 405, headers: { Allow: 'GET, POST' } };
  const wish = readWish(request, world);
  if ('number' in wish) return problemPage(wish);
  const grant = readGrant(request, world, wish.redirectUri);
  if ('number' in grant) return sendProblem(wish, grant);
  if (method === 'GET') {
    const prompt = query.get('prompt') ?? '';
    const asks = prompt === 'login' || prompt === 'select_account';
    if (world.openId.isSignedIn(headers['cookie']) && !asks) return sendCode(wish, grant, request, world, {});
    if (prompt === 'none') {
      const words = 'A silent sign-in request was sent but no user is signed in.';
      return sendProblem(wish, { error: 'login_required', number: 50_058, words });
    }
    return form(request, query.get('login_hint') ?? '', null);
  }
  const fields = new URLSearchParams(request.body.toString('utf8'));
  if (fields.has('cancel')) {
    return sendProblem(wish, { error: 'access_denied', number: 65_004, words: 'User declined to consent.' });
  }
  const login = fields.get('login') ?? '';
  if (!world.account.isRight(login, fields.get('passwd') ?? '')) return form(request, login, WRONG);
  return sendCode(wish, grant, request, world, { 'Set-Cookie': sessionCookie(LOGIN_COOKIE, world.openId.signIn()) });
}

/** Client and address must be right before anything is sent there. Any port of the loopback address will do. */
function readWish({ query }: SimRequest, { knobs }: World): Wish | Problem {
  const clientId = query.get('client_id') ?? '';
  if (clientId === '' || (knobs.openidClient !== '' && clientId !== knobs.openidClient)) {
    const words = `Application with identifier '${clientId.slice(0, 100)}' was not found in the directory.`;
    return { error: 'unauthorized_client', number: 700_016, words };
  }
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!/^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/[^#]*)?$/.test(redirectUri)) {
    const words = 'The redirect URI specified in the request does not match the redirect URIs of the application.';
    return { error: 'invalid_request', number: 50_011, words };
  }
  return { redirectUri, mode: query.get('response_mode') ?? 'query', state: query.get('state') ?? null };
}

function readGrant({ query }: SimRequest, { topology }: World, redirectUri: string): Grant | Problem {
  if (query.get('response_type') !== 'code') {
    const words = 'The response type is not supported.';
    return { error: 'unsupported_response_type', number: 700_054, words };
  }
  const challenge = query.get('code_challenge') ?? '';
  if (query.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(challenge)) {
    const words = 'Proof Key for Code Exchange is required: a code_challenge with the method S256.';
    return { error: 'invalid_request', number: 9_002_325, words };
  }
  const scope = query.get('scope') ?? '';
  const wanted = resourceIn(query.get('resource') ?? null, scope, topology);
  if ('problem' in wanted) return wanted.problem;
  const clientId = query.get('client_id') ?? '';
  return { clientId, redirectUri, challenge, resource: wanted.host, scope, nonce: query.get('nonce') ?? null };
}

function form(request: SimRequest, login: string, message: string | null): Reply {
  const said = message === null ? '' : `<p role="alert" id="passwordError">${escapeHtml(message)}</p>`;
  const fields = field('Email', 'login', 'text', login) + field('Password', 'passwd', 'password');
  const buttons = '<button>Sign in</button> <button name="cancel" value="1">Cancel</button>';
  const action = escapeHtml(`${request.path}?${request.rawQuery}`);
  return page(200, 'Sign in', `${said}<form method="post" action="${action}">${fields}${buttons}</form>`);
}

function sendCode(
  wish: Wish,
  grant: Grant,
  request: SimRequest,
  world: World,
  headers: NonNullable<Reply['headers']>,
): Reply {
  const code = world.openId.issueCode(grant);
  const client_info = request.query.get('client_info') === '1' ? { client_info: clientInfo(world) } : {};
  return send(wish, { code, ...client_info, session_state: randomUUID() }, headers);
}

function sendProblem(wish: Wish, problem: Problem): Reply {
  return send(wish, { error: problem.error, error_description: describeProblem(problem) }, {});
}

function send(wish: Wish, values: Readonly<Record<string, string>>, headers: NonNullable<Reply['headers']>): Reply {
  const all = { ...values, ...(wish.state === null ? {} : { state: wish.state }) };
  if (wish.mode === 'form_post') return autoPost('Working...', wish.redirectUri, all, headers);
  const url = new URL(wish.redirectUri);
  if (wish.mode === 'fragment') url.hash = new URLSearchParams(all).toString();
  else for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value);
  return seeOther(url.href, headers);
}

/** User and tenant, as clients of the platform name an account by. */
export function clientInfo({ openId }: World): string {
  return Buffer.from(JSON.stringify({ uid: openId.userId, utid: openId.tenantId })).toString('base64url');
}
