/** For tests: an OpenID provider behind an Http port, and a browser whose user signs in at once. */
import { createHash, randomUUID } from 'node:crypto';
import type { Http, HttpOutcome, HttpRequest } from '../../core/ports.ts';

export interface ScriptedProvider {
  http: Http;
  requests: HttpRequest[];
  /** The forms that were posted to the token endpoint. */
  forms: URLSearchParams[];
  /** Answers the next requests for tokens instead of the provider. */
  refuse: { error: string; error_description?: string; suberror?: string } | null;
  /** Instead of any answer. */
  failure: HttpOutcome | null;
  metadata: Record<string, unknown>;
  /** What signing in as `user` at an authorize address leads to: the fields that are posted to the redirect address. */
  signIn(url: string, user?: string): { redirectUri: string; fields: Record<string, string> };
}

/** `base`: the authority, such as `https://login.example.org/organizations`. Tokens live 3600 s. */
export function createScriptedProvider(base: string): ScriptedProvider {
  const codes = new Map<string, { challenge: string; redirectUri: string; user: string }>();
  const refreshTokens = new Map<string, string>();

  const json = (status: number, value: object): HttpOutcome => ({
    ok: true,
    response: {
      status,
      headers: { 'content-type': ['application/json'] },
      body: new TextEncoder().encode(JSON.stringify(value)),
    },
  });
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

  function tokens(form: URLSearchParams, user: string): HttpOutcome {
    const refresh = `refresh-${randomUUID()}`;
    refreshTokens.set(refresh, user);
    const claims = { iss: base, aud: form.get('client_id'), sub: user, oid: user, preferred_username: user, exp: 4e9 };
    return json(200, {
      token_type: 'Bearer',
      expires_in: 3600,
      scope: form.get('scope'),
      access_token: `access-${randomUUID()}`,
      refresh_token: refresh,
      id_token: `${part({ alg: 'none' })}.${part(claims)}.x`,
    });
  }

  function grant(form: URLSearchParams): HttpOutcome {
    if (provider.refuse !== null) return json(400, provider.refuse);
    if (form.get('grant_type') === 'refresh_token') {
      const user = refreshTokens.get(form.get('refresh_token') ?? '');
      return user === undefined ? json(400, { error: 'invalid_grant' }) : tokens(form, user);
    }
    const code = codes.get(form.get('code') ?? '');
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight = code?.challenge === proof && code.redirectUri === form.get('redirect_uri');
    return isRight ? tokens(form, code.user) : json(400, { error: 'invalid_grant' });
  }

  const provider: ScriptedProvider = {
    requests: [],
    forms: [],
    refuse: null,
    failure: null,
    metadata: {
      issuer: base,
      authorization_endpoint: `${base}/authorize`,
      token_endpoint: `${base}/token`,
      jwks_uri: `${base}/keys`,
    },
    http: {
      send(request, signal) {
        provider.requests.push(request);
        if (signal?.aborted === true) return Promise.resolve({ ok: false, failure: { kind: 'aborted', detail: '' } });
        if (provider.failure !== null) return Promise.resolve(provider.failure);
        const { pathname } = new URL(request.url);
        if (pathname.endsWith('/.well-known/openid-configuration'))
          return Promise.resolve(json(200, provider.metadata));
        if (request.method !== 'POST' || !pathname.endsWith('/token')) return Promise.resolve(json(404, {}));
        const form = new URLSearchParams(request.body ?? '');
        provider.forms.push(form);
        return Promise.resolve(grant(form));
      },
    },
    signIn(url, user) {
      const { searchParams: asked } = new URL(url);
      const redirectUri = asked.get('redirect_uri') ?? '';
      const code = `code-${randomUUID()}`;
      codes.set(code, {
        challenge: asked.get('code_challenge') ?? '',
        redirectUri,
        user: user ?? asked.get('login_hint') ?? '',
      });
      return { redirectUri, fields: { code, state: asked.get('state') ?? '' } };
    },
  };
  return provider;
}

/** What the browser does with the provider's form: it posts the fields to the app. Resolves with the page's words. */
export async function postBack({ redirectUri, fields }: ReturnType<ScriptedProvider['signIn']>): Promise<string> {
  const url = redirectUri.replace('localhost', '127.0.0.1');
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  return response.text();
}
