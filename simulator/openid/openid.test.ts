/** The OpenID provider: metadata, the form, codes, tokens, and what the pools make of them (PROTOCOL 3.6). */
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { serve, type Served } from '../testing/start.ts';
import { askForTokens, authorize, CLIENT_ID, delivered, pkce, redeem } from '../testing/openid.ts';
import { bearer, type Page } from '../testing/visitor.ts';
import { SigningKey } from './jwt.ts';

const OPTIONS = { signIn: 'openid' } as const;

function open(run: Served, parameters: Readonly<Record<string, string>>): Promise<Page> {
  const { query } = pkce({ resource: run.origin('pool'), ...parameters });
  return run.visitor.browse(`${run.origin('login')}/common/oauth2/authorize?${query.toString()}`);
}

function claims(token: unknown): Record<string, unknown> {
  return JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
}

function askPool(run: Served, token: string): Promise<Page> {
  return run.visitor.ask(`${run.origin('pool')}/ucwa/oauth/v1/applications`, { headers: bearer(token) });
}

test.each([
  ['contoso.example', ''],
  ['common', '/v2.0'],
  ['adfs', ''],
])('metadata of %s%s', async (tenant, version) => {
  await using run = await serve(OPTIONS);
  const base = `${run.origin('login')}/${tenant}`;
  const { json } = await run.visitor.ask(`${base}${version}/.well-known/openid-configuration`);
  expect(json).toMatchObject({
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2${version}/authorize`,
    token_endpoint: `${base}/oauth2${version}/token`,
    jwks_uri: `${base}/discovery${version}/keys`,
  });
  const query = new URLSearchParams({ 'api-version': '1.1', authorization_endpoint: `${base}/oauth2/v2.0/authorize` });
  const instance = await run.visitor.ask(`${run.origin('login')}/common/discovery/instance?${query.toString()}`);
  expect(instance.json['tenant_discovery_endpoint']).toBe(`${base}/v2.0/.well-known/openid-configuration`);
});

test('form, code, tokens: bound to the host that was asked for, signed with the published key', async () => {
  await using run = await serve(OPTIONS);
  const scope = `openid profile offline_access ${run.origin('pool')}/.default`;
  const form = await authorize(run, { scope, nonce: 'the nonce' });
  const { accessToken, json } = await redeem(run, form);
  expect(json).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope });
  expect(claims(accessToken)).toMatchObject({ aud: run.origin('pool'), upn: run.simulator.address });
  expect(claims(json['id_token'])).toMatchObject({
    aud: CLIENT_ID,
    nonce: 'the nonce',
    preferred_username: run.simulator.address,
  });
  const { uid, utid } = JSON.parse(Buffer.from(String(json['client_info']), 'base64url').toString()) as never;
  expect(claims(accessToken)).toMatchObject({ oid: uid, tid: utid });

  const { keys } = (await run.visitor.ask(`${run.origin('login')}/common/discovery/keys`)).json as never as {
    keys: JsonWebKey[];
  };
  const [head, body, signature] = accessToken.split('.');
  const key = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' });
  expect(verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature ?? '', 'base64url'))).toBe(true);

  expect((await askPool(run, accessToken)).status).toBe(200);
  expect(run.offences()).toEqual([]);
  const elsewhere = await run.visitor.ask(`${run.origin('discovery')}/Autodiscover/AutodiscoverService.svc/root/user`, {
    headers: bearer(accessToken),
  });
  expect([elsewhere.status, run.offences()]).toEqual([500, ['ticketOnWrongHost']]);
});

test('a wrong password shows the form again, a session spares it, cancelling is told to the client', async () => {
  await using run = await serve(OPTIONS);
  const { address, password } = run.simulator;
  const form = await open(run, { login_hint: address });
  expect(form.text).toContain(`value="${address}"`);
  const again = await run.visitor.submit(form, { passwd: 'wrong' });
  expect(again.text).toContain('Your account or password is incorrect');
  expect(delivered(await run.visitor.submit(again, { cancel: '1' })).get('error')).toBe('access_denied');
  expect(delivered(await open(run, { prompt: 'none' })).get('error')).toBe('login_required');
  const done = await run.visitor.submit(again, { passwd: password });
  expect(delivered(done).get('state')).toBe('the state');
  expect(delivered(await open(run, {})).get('code')).toMatch(/^0\./);
  expect((await open(run, { prompt: 'login' })).text).toContain('<form');
  run.control.session({ op: 'endSignIns' });
  expect((await open(run, {})).headers.location).toBeUndefined();
});

test.each(['query', 'fragment', 'form_post'])('the answer comes back by %s', async (response_mode) => {
  await using run = await serve(OPTIONS);
  const { address, password } = run.simulator;
  const redirect_uri = 'http://127.0.0.1:40123/done?x=1';
  const form = await open(run, { response_mode, redirect_uri, client_info: '1' });
  const page = await run.visitor.submit(form, { login: address, passwd: password });
  const target = page.headers.location ?? page.text;
  expect(target).toContain('http://127.0.0.1:40123/done?x=1');
  const answer = delivered(page);
  expect([...answer.keys()].filter((name) => name !== 'x').sort()).toEqual(
    ['client_info', 'code', 'session_state', 'state'].sort(),
  );
});

test('what cannot be sent back is said on a page, everything else to the client', async () => {
  await using run = await serve({ ...OPTIONS, knobs: { openidClient: CLIENT_ID } });
  const alert = async (parameters: Record<string, string>) => {
    const page = await open(run, parameters);
    return [page.status, /AADSTS\d+/.exec(page.text)?.[0]];
  };
  expect(await alert({ client_id: 'another' })).toEqual([400, 'AADSTS700016']);
  for (const redirect_uri of ['https://evil.example/', 'http://localhost.evil.example/', 'http://localhost@evil/x']) {
    expect(await alert({ redirect_uri })).toEqual([400, 'AADSTS50011']);
  }
  const error = async (parameters: Record<string, string>) => {
    const answer = delivered(await open(run, parameters));
    return [answer.get('error'), /AADSTS\d+/.exec(answer.get('error_description') ?? '')?.[0]];
  };
  expect(await error({ response_type: 'token' })).toEqual(['unsupported_response_type', 'AADSTS700054']);
  expect(await error({ code_challenge_method: 'plain' })).toEqual(['invalid_request', 'AADSTS9002325']);
  expect(await error({ code_challenge: '' })).toEqual(['invalid_request', 'AADSTS9002325']);
  expect(await error({ resource: 'https://evil.example' })).toEqual(['invalid_resource', 'AADSTS500011']);
});

test('codes and refresh tokens: once, by the right client, with the right proof', async () => {
  await using run = await serve({ ...OPTIONS, clock: 'driven' });
  const refused = async (form: Record<string, string>) => {
    const { status, json } = await askForTokens(run, form);
    return [status, json['error'], (json['error_codes'] as never)[0]];
  };
  const wrong = async (change: Record<string, string>) =>
    refused({ ...(await authorize(run, { resource: run.origin('pool'), prompt: 'login' })), ...change });
  expect(await wrong({ code_verifier: 'x'.repeat(43) })).toEqual([400, 'invalid_grant', 501_481]);
  expect(await wrong({ redirect_uri: 'http://localhost:1' })).toEqual([400, 'invalid_grant', 700_005]);
  expect(await wrong({ client_id: 'another' })).toEqual([400, 'invalid_grant', 700_005]);
  expect(await wrong({ grant_type: 'client_credentials' })).toEqual([400, 'unsupported_grant_type', 70_003]);
  expect(await wrong({ scope: 'https://evil.example/.default' })).toEqual([400, 'invalid_resource', 500_011]);
  const form = await authorize(run, { resource: run.origin('pool'), prompt: 'login' });
  const late = await authorize(run, { resource: run.origin('pool'), prompt: 'login' });
  const { refreshToken } = await redeem(run, form);
  expect(await refused(form)).toEqual([400, 'invalid_grant', 70_008]);
  run.control.advance(600_000);
  expect(await refused(late)).toEqual([400, 'invalid_grant', 70_008]);

  const renewal = { grant_type: 'refresh_token', refresh_token: refreshToken };
  expect((await askForTokens(run, renewal)).status).toBe(200);
  expect(await refused({ ...renewal, client_id: 'another' })).toEqual([400, 'invalid_grant', 50_173]);
  run.control.session({ op: 'endSignIns' });
  expect(await refused(renewal)).toEqual([400, 'invalid_grant', 50_173]);
});

test('pools check signature, issuer, life, and whether they trust the provider at all', async () => {
  await using run = await serve({ ...OPTIONS, clock: 'driven' });
  const { accessToken } = await redeem(run, await authorize(run, { resource: run.origin('pool') }));
  const status = async (token: string) => (await askPool(run, token)).status;
  expect(await status(new SigningKey().sign(claims(accessToken) as never))).toBe(401);
  expect(await status(accessToken.replace(/\.[^.]*$/, '.'))).toBe(401);
  expect(await status('a.b.c')).toBe(401);
  run.control.setKnobs({ bearer: 'plain' });
  expect(await status(accessToken)).toBe(401);
  run.control.setKnobs({ bearer: 'openid' });
  expect(await status(accessToken)).toBe(200);
  run.control.advance(3_600_000);
  expect(await status(accessToken)).toBe(401);

  const form = { resource: run.origin('pool'), prompt: 'login' };
  const unused = await redeem(run, await authorize(run, form));
  run.control.session({ op: 'expireTickets' });
  expect(await status(unused.accessToken)).toBe(401);
  const renewed = await redeem(run, { grant_type: 'refresh_token', refresh_token: unused.refreshToken });
  expect(await status(renewed.accessToken)).toBe(200);
  const nothing = await redeem(run, await authorize(run, { prompt: 'login' }));
  expect(claims(nothing.accessToken)['aud']).toBe(CLIENT_ID);
  expect(await status(nothing.accessToken)).toBe(500);
});
