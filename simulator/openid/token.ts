/** The token endpoint: a code or a refresh token against tokens. Public clients only: there is no secret to check. */
import { createHash } from 'node:crypto';
import type { Reply, SimRequest } from '../http/message.ts';
import type { World } from '../world.ts';
import { clientInfo } from './authorize.ts';
import { jsonReply, problemReply, type Problem } from './errors.ts';
import type { Grant } from './provider.ts';
import { resourceIn } from './resource.ts';

/** `issuer`: what the tokens name as their origin. */
export function answerTokens(request: SimRequest, world: World, issuer: string): Reply {
  if (request.method !== 'POST') return { status: 405, headers: { Allow: 'POST' } };
  const form = new URLSearchParams(request.body.toString('utf8'));
  const grant = grantIn(form, world);
  if ('number' in grant) return problemReply(grant, world.clock.now());
  const wanted = resourceIn(form.get('resource'), form.get('scope') ?? '', world.topology);
  if ('problem' in wanted) return problemReply(wanted.problem, world.clock.now());
  const scope = form.get('scope') ?? grant.scope;
  return tokens({ ...grant, scope, resource: wanted.host ?? grant.resource }, world, issuer);
}

function grantIn(form: URLSearchParams, world: World): Grant | Problem {
  const clientId = form.get('client_id') ?? '';
  switch (form.get('grant_type')) {
    case 'authorization_code': {
      const grant = world.openId.redeemCode(form.get('code') ?? '');
      if (!grant) {
        const words = 'The provided authorization code is expired or was already redeemed.';
        return { error: 'invalid_grant', number: 70_008, words };
      }
      if (grant.clientId !== clientId || grant.redirectUri !== form.get('redirect_uri')) {
        const words = 'The client or redirect_uri does not match the one that the code was issued for.';
        return { error: 'invalid_grant', number: 700_005, words };
      }
      const proof = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      if (proof === grant.challenge) return grant;
      const words = 'The code_verifier does not match the code_challenge of the authorization request.';
      return { error: 'invalid_grant', number: 501_481, words };
    }
    case 'refresh_token': {
      const grant = world.openId.refreshed(form.get('refresh_token') ?? '');
      if (grant?.clientId === clientId) return { ...grant, nonce: null };
      const words = 'The refresh token has expired or was revoked.';
      return { error: 'invalid_grant', number: 50_173, words, suberror: 'bad_token' };
    }
    default:
      return { error: 'unsupported_grant_type', number: 70_003, words: 'The app requested an unsupported grant type.' };
  }
}

function tokens(grant: Grant, world: World, issuer: string): Reply {
  const { openId, knobs, clock } = world;
  const seconds = knobs.bearerSeconds;
  const now = Math.floor(clock.now() / 1000);
  return jsonReply(200, {
    token_type: 'Bearer',
    scope: grant.scope,
    expires_in: seconds,
    ext_expires_in: seconds,
    // The older endpoint adds these, as texts (PROTOCOL 3.6).
    expires_on: String(now + seconds),
    not_before: String(now),
    ...(grant.resource === null ? {} : { resource: `https://${grant.resource}` }),
    access_token: openId.accessToken(grant, issuer),
    refresh_token: openId.issueRefreshToken(grant),
    id_token: openId.idToken(grant, issuer),
    client_info: clientInfo(world),
  });
}
