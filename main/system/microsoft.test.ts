/** The real library against a scripted provider; loopback and browser's post are real sockets. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { OpenIdOutcome, OpenIdRequest, TokenStore } from '../core/ports.ts';
import { createDrivenClock } from '../ipc/testing/fake-core.ts';
import { createMemoryTokens } from './memory-tokens.ts';
import { BROWSER_MS, createOpenId } from './microsoft.ts';
import { entryName } from './openid/remembered.ts';
import { createScriptedProvider, postBack } from './testing/scripted-provider.ts';
import type { ScriptedProvider } from './testing/scripted-provider.ts';

const AUTHORITY = 'https://login.example.org/organizations';
const ASK: OpenIdRequest = {
  authority: AUTHORITY,
  clientId: '11111111-2222-3333-4444-555555555555',
  resource: 'https://pool.example.org',
  address: 'ann@example.org',
  interactive: true,
};
const SILENT = { ...ASK, interactive: false };

let provider: ScriptedProvider;
let tokens: TokenStore;
let clock: ReturnType<typeof createDrivenClock>;
let opened: string[];
/** What the user does with the sign-in page. */
let user: (url: string) => void;

beforeEach(() => {
  provider = createScriptedProvider(AUTHORITY);
  tokens = createMemoryTokens();
  clock = createDrivenClock();
  opened = [];
  user = (url) => void postBack(provider.signIn(url));
});

function open(browser = true) {
  return createOpenId({
    http: provider.http,
    clock,
    tokens,
    openBrowser(url) {
      opened.push(url);
      if (browser) user(url);
      return Promise.resolve(browser);
    },
  });
}
const acquire = (request: Partial<OpenIdRequest> = {}, signal = new AbortController().signal) =>
  open().acquire({ ...ASK, ...request }, signal);
const reason = (outcome: OpenIdOutcome): string => (outcome.ok ? 'token' : outcome.reason);

describe('the first time', () => {
  test('nothing is asked of the user, or of the provider, where nobody may be asked', async () => {
    expect(reason(await acquire(SILENT))).toBe('interactionRequired');
    expect([opened, provider.requests]).toEqual([[], []]);
  });

  test('the user signs in in the browser, with PKCE and a state, for one audience', async () => {
    const before = Date.now();
    const outcome = await acquire();
    expect(outcome).toMatchObject({ ok: true, token: expect.stringMatching(/^access-/) as string });
    expect(outcome.ok && outcome.expiresAt - before).toBeGreaterThan(3_500_000);
    const url = new URL(opened[0] ?? '');
    expect(url.origin + url.pathname).toBe(`${AUTHORITY}/authorize`);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: ASK.clientId,
      response_type: 'code',
      response_mode: 'form_post',
      code_challenge_method: 'S256',
      login_hint: ASK.address,
      scope: expect.stringContaining('https://pool.example.org/.default') as string,
    });
    expect(url.searchParams.get('state')).toMatch(/^[\w-]{43}$/);
    expect(url.searchParams.has('resource')).toBe(false);
    // The verifier is what nobody in between knows.
    const verifier = provider.forms[0]?.get('code_verifier') ?? '';
    expect(verifier.length).toBeGreaterThanOrEqual(43);
    expect(opened[0]).not.toContain(verifier);
  });

  test('AD FS is given the audience by name', async () => {
    const authority = 'https://sts.example.org/adfs';
    provider = createScriptedProvider(authority);
    expect(reason(await acquire({ authority }))).toBe('token');
    expect(new URL(opened[0] ?? '').searchParams.get('resource')).toBe(ASK.resource);
    expect(provider.forms[0]?.get('resource')).toBe(ASK.resource);
    expect(provider.forms[0]?.get('scope')).not.toContain('.default');
    expect(provider.requests[0]?.url).toBe(`${authority}/.well-known/openid-configuration`);
  });

  test('Microsoft’s own cloud is known by heart: one request brings the token', async () => {
    const authority = 'https://login.microsoftonline.com/organizations';
    provider = createScriptedProvider(authority);
    expect(reason(await acquire({ authority }))).toBe('token');
    expect(opened[0]).toMatch(`${authority}/oauth2/v2.0/authorize?`);
    expect(reason(await acquire({ ...SILENT, authority }))).toBe('token');
    expect(provider.requests.map(({ url }) => url.split('?')[0])).toEqual(
      Array(2).fill(`${authority}/oauth2/v2.0/token`),
    );
  });

  test('only hosts of the provider are asked, and for nobody', async () => {
    await acquire();
    expect(new Set(provider.requests.map(({ url }) => new URL(url).host))).toEqual(new Set(['login.example.org']));
    expect(new Set(provider.requests.map((request) => request.as ?? 'nobody'))).toEqual(new Set(['nobody']));
  });
});

describe('afterwards', () => {
  test('a token comes without the user, also for another audience and after a restart', async () => {
    const first = await acquire();
    const again = await acquire(SILENT);
    const other = await acquire({ ...SILENT, resource: 'https://lyncdiscover.example.org' });
    expect([reason(again), reason(other)]).toEqual(['token', 'token']);
    expect(opened).toHaveLength(1);
    // Each is a new one: who asks again has no use for the last.
    expect(new Set([first, again, other].map((outcome) => outcome.ok && outcome.token)).size).toBe(3);
    expect(provider.forms.at(-1)?.get('scope')).toContain('https://lyncdiscover.example.org/.default');
  });

  test('the user is asked again when the provider wants it, and whoever signs in then takes the first one’s place', async () => {
    await acquire();
    provider.refuse = {
      error: 'invalid_grant',
      error_description: 'AADSTS50173 ann@example.org',
      suberror: 'bad_token',
    };
    expect(await acquire(SILENT)).toEqual({
      ok: false,
      reason: 'interactionRequired',
      detail: 'invalid_grant (AADSTS50173)',
    });
    user = (url) => {
      provider.refuse = null;
      void postBack(provider.signIn(url, 'ann.smith@example.org'));
    };
    expect(reason(await acquire())).toBe('token');
    expect(opened).toHaveLength(2);
    expect(reason(await acquire(SILENT))).toBe('token');
    const kept = (await tokens.load(entryName(ASK.address))) ?? '';
    expect(kept).toContain('"ann.smith@example.org"');
    expect(kept).not.toContain('"ann@example.org"');
  });

  test('a provider that cannot be reached is no reason to ask the user', async () => {
    await acquire();
    provider.failure = { ok: false, failure: { kind: 'offline', detail: 'net::ERR_INTERNET_DISCONNECTED' } };
    expect(await acquire()).toMatchObject({ ok: false, reason: 'unreachable' });
    expect(opened).toHaveLength(1);
  });

  test('what is forgotten is forgotten, also while it is being fetched', async () => {
    await acquire();
    const openId = open();
    const pending = openId.acquire(SILENT, new AbortController().signal);
    await openId.forget('Ann@Example.org');
    expect(reason(await pending)).toBe('cancelled');
    expect(reason(await acquire(SILENT))).toBe('interactionRequired');
    expect(reason(await openId.acquire(ASK, new AbortController().signal))).toBe('token');
  });

  test('what two ask at once is asked of the user once', async () => {
    const openId = open();
    const { signal } = new AbortController();
    const outcomes = await Promise.all([
      openId.acquire(ASK, signal),
      openId.acquire({ ...ASK, resource: 'https://lyncdiscover.example.org' }, signal),
    ]);
    expect(outcomes.map(reason)).toEqual(['token', 'token']);
    expect(opened).toHaveLength(1);
  });

  test('one account’s memory is not another’s', async () => {
    await acquire();
    expect(reason(await acquire({ ...SILENT, address: 'bob@example.org' }))).toBe('interactionRequired');
  });

  test('a store that keeps nothing still serves one process', async () => {
    tokens = { ...createMemoryTokens(), save: () => Promise.resolve(false) };
    const openId = open();
    const { signal } = new AbortController();
    await openId.acquire(ASK, signal);
    expect(reason(await openId.acquire(SILENT, signal))).toBe('token');
    expect(reason(await acquire(SILENT))).toBe('interactionRequired');
  });
});

describe('without a sign-in', () => {
  const port = (): string => new URL(new URL(opened[0] ?? '').searchParams.get('redirect_uri') ?? '').port;
  const isShut = () => expect(fetch(`http://127.0.0.1:${port()}/`)).rejects.toThrow();

  test('the signal ends the wait and the port', async () => {
    const controller = new AbortController();
    user = () => controller.abort();
    expect(reason(await acquire({}, controller.signal))).toBe('cancelled');
    await isShut();
    expect(reason(await acquire({}, controller.signal))).toBe('cancelled');
    expect(opened).toHaveLength(1);
  });

  test('the wait has an end', async () => {
    user = () => {};
    const outcome = acquire();
    await expect.poll(() => opened.length).toBe(1);
    clock.advance(BROWSER_MS - 1);
    expect((await fetch(`http://127.0.0.1:${port()}/`)).status).toBe(404);
    clock.advance(1);
    expect(reason(await outcome)).toBe('cancelled');
    await isShut();
  });

  test.each([
    [{ error: 'access_denied', error_description: 'AADSTS65004: declined' }, 'cancelled'],
    [{ error: 'access_denied', error_description: 'AADSTS50105' }, 'denied'],
    [{ error: 'server_error' }, 'failed'],
  ])('%j means %s', async (fields, expected) => {
    user = (url) => {
      const { redirectUri, fields: good } = provider.signIn(url);
      void postBack({ redirectUri, fields: { ...fields, state: good['state'] ?? '' } });
    };
    expect(reason(await acquire())).toBe(expected);
    await isShut();
  });

  test('a browser that does not open is a failure, not a wait', async () => {
    const outcome = await open(false).acquire(ASK, new AbortController().signal);
    expect(outcome).toMatchObject({ ok: false, reason: 'failed', detail: 'no browser could be opened' });
    await isShut();
  });

  test('a code that is not this sign-in’s own is worth nothing', async () => {
    user = (url) => {
      const stolen = new URL(url);
      stolen.searchParams.set('code_challenge', 'A'.repeat(43));
      void postBack(provider.signIn(stolen.href));
    };
    expect(reason(await acquire())).toBe('denied');
  });

  test.each([
    ['no https', { authority: 'http://login.example.org/x' }],
    ['credentials inside', { authority: 'https://a:b@login.example.org/x' }],
  ])('an authority with %s is not asked', async (_what, request) => {
    expect(reason(await acquire(request))).toBe('failed');
    expect([opened, provider.requests]).toEqual([[], []]);
  });

  test.each([
    ['another issuer', { issuer: 'https://evil.example.net/' }],
    ['a sign-in page without encryption', { authorization_endpoint: 'http://login.example.org/authorize' }],
    ['no endpoints', { authorization_endpoint: undefined, token_endpoint: undefined }],
  ])('metadata with %s leads nowhere', async (_what, wrong) => {
    Object.assign(provider.metadata, wrong);
    expect(reason(await acquire())).toBe('failed');
    expect(opened).toEqual([]);
  });

  test('a token endpoint without encryption gets no code', async () => {
    provider.metadata['token_endpoint'] = 'http://login.example.org/token';
    expect(reason(await acquire())).toBe('unreachable');
    expect(provider.forms).toEqual([]);
  });
});

test('no outcome and no console shows a code, a token or an address', async () => {
  const said: string[] = [];
  const { log, warn, error, info, debug } = console;
  const note = (...all: unknown[]): void => void said.push(JSON.stringify(all));
  Object.assign(console, { log: note, warn: note, error: note, info: note, debug: note });
  try {
    await acquire();
    provider.refuse = { error: 'invalid_grant', error_description: `refresh-1 ${ASK.address} code-1` };
    said.push(JSON.stringify(await acquire(SILENT)));
    said.push(JSON.stringify(await acquire()));
    provider.refuse = { error: `https://login.example.org/?code=code-1` };
    said.push(JSON.stringify(await acquire()));
  } finally {
    Object.assign(console, { log, warn, error, info, debug });
  }
  expect(said).toHaveLength(3);
  expect(said.join()).not.toMatch(/access-|refresh-|code-|https?:|@/);
});
