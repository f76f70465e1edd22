/**
 * The host of the OpenID provider, in the form of the Microsoft identity platform: instance discovery, metadata of a
 * tenant (older and newer endpoints), keys, authorize and token. Every tenant name leads to the one tenant there is.
 */
import { originOf } from '../deployment/links.ts';
import type { Reply, SimRequest } from '../http/message.ts';
import type { World } from '../world.ts';
import { answerAuthorize } from './authorize.ts';
import { jsonReply } from './errors.ts';
import { answerTokens } from './token.ts';

/** Answers a request to the provider; null for a path that it does not have. */
export function answerLogin(request: SimRequest, world: World): Reply | null {
  const { host } = request;
  const [, tenant = '', path = ''] = /^\/([\w.-]+)\/(.+)$/.exec(request.path) ?? [];
  const issuer = `${originOf(host)}/${tenant}/v2.0`;
  switch (path.toLowerCase()) {
    case 'discovery/instance':
      return jsonReply(200, instance(request, host.name + host.port));
    case '.well-known/openid-configuration':
      return jsonReply(200, configuration(`${originOf(host)}/${tenant}`, '', issuer));
    case 'v2.0/.well-known/openid-configuration':
      return jsonReply(200, configuration(`${originOf(host)}/${tenant}`, '/v2.0', issuer));
    case 'discovery/keys':
    case 'discovery/v2.0/keys':
      return jsonReply(200, world.openId.key.publicSet());
    case 'oauth2/authorize':
    case 'oauth2/v2.0/authorize':
      return answerAuthorize(request, world);
    case 'oauth2/token':
    case 'oauth2/v2.0/token':
      return answerTokens(request, world, issuer);
    default:
      return null;
  }
}

function configuration(base: string, version: '' | '/v2.0', issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${base}/oauth2${version}/authorize`,
    token_endpoint: `${base}/oauth2${version}/token`,
    jwks_uri: `${base}/discovery${version}/keys`,
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    token_endpoint_auth_methods_supported: ['none'],
  };
}

/** Every authority that is asked about is this one. */
function instance({ host, query }: SimRequest, name: string): object {
  const authority = query.get('authorization_endpoint') ?? '';
  const tenant = (URL.canParse(authority) ? new URL(authority).pathname.split('/')[1] : undefined) ?? 'common';
  return {
    tenant_discovery_endpoint: `${originOf(host)}/${tenant}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: name, preferred_cache: name, aliases: [name] }],
  };
}
