/**
 * The passive page of a front end (PROTOCOL 3.4): it sends the browser to the federation server, takes the result that
 * comes back, and turns it into a cookie. The shape of WS-Federation only: nothing is signed.
 */
import { PASSIVE_PATH } from '../auth/paths.ts';
import { linkOrigin, originOf } from '../deployment/links.ts';
import { page, seeOther, sessionCookie } from '../http/html.ts';
import type { Reply, SimRequest } from '../http/message.ts';
import type { World } from '../world.ts';
import { HOST_COOKIE } from './sessions.ts';
import { STS_PATH, resultIn } from './sts.ts';

export function answerPassivePage(request: SimRequest, world: World): Reply {
  const { host, method } = request;
  const here = `${originOf(host)}${PASSIVE_PATH}`;
  if (method === 'GET' && world.passive.isSignedIn(request.headers['cookie'], host.name)) {
    return page(200, 'Signed in', '<p>You are signed in. This window can be closed.</p>');
  }
  if (method === 'GET') {
    const sts = linkOrigin('sts', world.topology.name('sts'), host, world);
    const query = new URLSearchParams({ wa: 'wsignin1.0', wtrealm: originOf(host), wreply: here, wctx: 'rm=0' });
    return seeOther(`${sts}${STS_PATH}?${query.toString()}`);
  }
  if (method !== 'POST') return { status: 405, headers: { Allow: 'GET, POST' } };
  const form = new URLSearchParams(request.body.toString('utf8'));
  const result = form.get('wa') === 'wsignin1.0' ? resultIn(form.get('wresult') ?? '') : null;
  if (result === null || !world.passive.redeemResult(result, host.name)) {
    return page(403, 'Sign-in failed', '<p>The sign-in result is not valid.</p>');
  }
  // Back to itself, so that what the federation server posted is not in the history.
  return seeOther(here, { 'Set-Cookie': sessionCookie(HOST_COOKIE, world.passive.signIn(host.name)) });
}
