/** The code flow with PKCE as a client on this machine goes through it, for tests. */
import { createHash, randomBytes } from 'node:crypto';
import type { Served } from './start.ts';
import { text, type Json } from './client.ts';
import { formOf, type Page } from './visitor.ts';

export const CLIENT_ID = '2f1b6d9c-7c3c-4d3b-9d68-9a6d7a1f0c11';
export const REDIRECT_URI = 'http://localhost:53682';

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly json: Json;
}

/** Parameters of an authorize request and the secret that belongs to them. */
export function pkce(parameters: Readonly<Record<string, string>>): { query: URLSearchParams; verifier: string } {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: CLIENT_ID,
    response_type: 'code',
    redirect_uri: REDIRECT_URI,
    scope: 'openid profile offline_access',
    state: 'the state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...parameters,
  });
  return { query, verifier };
}

/** Where the browser is sent in the end: the parameters that the client on this machine gets. */
export function delivered(page: Page): URLSearchParams {
  const { location } = page.headers;
  if (location === undefined) return formOf(page).fields;
  const url = new URL(location);
  return url.hash === '' ? url.searchParams : new URLSearchParams(url.hash.slice(1));
}

/** Signs the user in by the form; what the token endpoint wants for the code. */
export async function authorize(
  run: Served,
  parameters: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const { visitor, simulator, origin } = run;
  const { query, verifier } = pkce(parameters);
  const form = await visitor.browse(`${origin('login')}/common/oauth2/authorize?${query.toString()}`);
  const page = await visitor.submit(form, { login: simulator.address, passwd: simulator.password });
  const code = delivered(page).get('code') ?? '';
  return { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: REDIRECT_URI };
}

/** Throws where there is no token. */
export async function redeem(run: Served, form: Readonly<Record<string, string>>): Promise<Tokens> {
  const { json } = await askForTokens(run, form);
  return { accessToken: text(json, 'access_token'), refreshToken: text(json, 'refresh_token'), json };
}

export function askForTokens({ visitor, origin }: Served, form: Readonly<Record<string, string>>): Promise<Page> {
  const body = new URLSearchParams({ client_id: CLIENT_ID, ...form });
  return visitor.ask(`${origin('login')}/common/oauth2/token`, { method: 'POST', body });
}
