import { describe, expect, it } from 'vitest';
import { failure, json, raw } from '../testing.ts';
import type { Scripted } from '../testing.ts';
import {
  APPLICATIONS,
  challenge,
  EXTERNAL,
  linking,
  outcome,
  PASSIVE,
  pool,
  POOL,
  PROVIDER,
  signInRun,
  ticket,
  USER,
  WINDOWS,
  withCredentials,
} from '../../testing/sign-in-run.ts';
import type { Challenge, Run } from '../../testing/sign-in-run.ts';

const EVERYTHING = { grants: `${WINDOWS},${PASSIVE},password`, provider: PROVIDER };
const PAGE = json(400, { error: 'invalid_grant', ms_rtc_passiveauthuri: `${POOL}/PassiveAuth/PassiveAuth.aspx` });
const REFUSED = json(400, { error: 'invalid_grant' });
const NOT_HERE = json(400, { error: 'unsupported_grant_type' });
const TOKEN = { ok: true, token: 'jwt', expiresAt: 5_000_000 } as const;
const ALL = { means: { windows: true, passive: 'ask', microsoft: 'ask' }, systemUser: true } as const;

/** A pool whose ticket service answers by grant. */
function setUp(
  answers: Partial<Record<'password' | 'windows' | 'passive', Scripted[]>>,
  run: Run = {},
  offer: Challenge = EVERYTHING,
) {
  const made = signInRun(run);
  const left = {
    password: [...(answers.password ?? [])],
    windows: [...(answers.windows ?? [])],
    passive: [...(answers.passive ?? [])],
  };
  const asked: string[] = [];
  pool(made.http, offer, (request, signal) => {
    const form = new URLSearchParams(request.body ?? '');
    const grant = form.get('grant_type') ?? '';
    const kind = grant === WINDOWS ? 'windows' : grant === PASSIVE ? 'passive' : 'password';
    asked.push(`${kind} as ${request.as ?? 'nobody'} with ${[...form.keys()].join()}`);
    const next = left[kind].shift() ?? NOT_HERE;
    return typeof next === 'function' ? next(request, signal) : next;
  });
  return { made, asked };
}

const PASSWORD = 'password as nobody with grant_type,username,password';
const SYSTEM = 'windows as systemUser with grant_type';
const COOKIES = 'passive as pageUser with grant_type';

describe('the order of grants', () => {
  it('asks the provider by what it remembers first, then the service as the system user, then for the page', async () => {
    const means = { ...ALL.means, password: null };
    const run = { ...ALL, means, tokens: [], pages: ['returned' as const] };
    const { made, asked } = setUp({ windows: [raw(401, '')], passive: [PAGE, ticket('cwt=1')] }, run);
    const result = await made.run();
    expect([outcome(result), result.ok && result.value.kind]).toEqual([APPLICATIONS, 'passive']);
    expect(asked).toEqual([SYSTEM, COOKIES, COOKIES]);
    expect(made.asked).toMatchObject([{ interactive: false }]);
    expect(made.shown).toEqual([{ url: `${POOL}/PassiveAuth/PassiveAuth.aspx`, returnsTo: POOL }]);
  });

  it('takes a password at hand before the system user', async () => {
    const { made, asked } = setUp({ password: [ticket('cwt=1')] }, ALL);
    expect(await made.run()).toMatchObject({ ok: true, value: { kind: 'password' } });
    expect(asked).toEqual([PASSWORD]);
  });

  it('goes on from a password that the service does not want to the system user', async () => {
    const { made, asked } = setUp({ password: [NOT_HERE], windows: [ticket('cwt=1')] }, ALL);
    expect(await made.run()).toMatchObject({ ok: true, value: { kind: 'windows' } });
    expect(asked).toEqual([PASSWORD, SYSTEM]);
  });

  it('bothers the user once: a closed page is not followed by the browser', async () => {
    const run = { ...ALL, means: { ...ALL.means, password: null }, tokens: [], pages: ['closed' as const] };
    const { made } = setUp({ windows: [raw(401, '')], passive: [PAGE] }, run);
    expect(outcome(await made.run())).toBe('auth.required');
    expect(made.asked).toMatchObject([{ interactive: false }]);
  });

  it('uses nothing that is not allowed', async () => {
    const { made, asked } = setUp(
      {},
      { means: { password: null }, systemUser: true, pages: ['returned'], tokens: [TOKEN] },
    );
    expect(outcome(await made.run())).toBe('auth.required');
    expect([asked, made.asked, made.shown]).toEqual([[], [], []]);
    expect(made.offers).toEqual([['windows', 'password', 'passive', 'microsoft']]);
  });

  it('asks silently where the user may not be asked', async () => {
    const run = { means: { password: null, passive: 'silent', microsoft: 'silent' }, pages: [], tokens: [] } as const;
    const { made, asked } = setUp({ passive: [PAGE] }, { ...run, pages: [], tokens: [] });
    expect(outcome(await made.run())).toBe('auth.required');
    expect([asked, made.shown, made.waiting]).toEqual([[COOKIES], [], []]);
  });
});

describe('what is offered', () => {
  it('is what this computer can do, and no more', async () => {
    const { made } = setUp({ password: [ticket('cwt=1')] });
    await made.run();
    expect(made.offers).toEqual([['password']]);
  });

  it('shrinks by what has proven impossible', async () => {
    const { made } = setUp({ windows: [raw(401, '')] }, { means: { password: null, windows: true }, systemUser: true });
    const result = await made.run();
    expect(result).toMatchObject({ error: { code: 'auth.required', message: 'Enter your password to sign in.' } });
    expect(made.offers).toEqual([['windows', 'password'], ['password']]);
  });

  it.each([
    ['only meetings', 'urn:microsoft.rtc:anonmeeting', null],
    ['only what this computer cannot do', `${WINDOWS},${PASSIVE}`, PROVIDER],
  ])('may be nothing: %s', async (_, grants, provider) => {
    const { made } = setUp({}, {}, { grants, provider });
    expect(outcome(await made.run())).toBe('auth.unsupported');
    expect([withCredentials(made.http), made.offers]).toEqual([[], [[]]]);
  });
});

describe('a password', () => {
  it('that is refused is never sent again, to whatever service, and nothing else is tried', async () => {
    const { made, asked } = setUp({ password: [REFUSED, ticket('no')] }, ALL);
    const result = await made.run();
    expect(result).toMatchObject({
      error: { code: 'auth.denied', status: 400, subcode: 'invalid_grant', retryable: false },
    });
    expect(asked).toEqual([PASSWORD]);
  });

  it.each<[string, Scripted, string]>([
    ['a sign-in page', PAGE, 'auth.unsupported'],
    ['a refused grant', NOT_HERE, 'auth.unsupported'],
    ['a failure of the service', json(400, { error: 'server_error' }), 'ucwa.serviceFailure'],
    ['a bad request', json(400, { error: 'invalid_request' }), 'ucwa.unexpected'],
    ['401', raw(401, '<html>', { 'content-type': 'text/html' }), 'auth.denied'],
    ['403 with diagnostics', raw(403, '', { 'x-ms-diagnostics': '28004' }), 'auth.denied'],
    ['403 of a proxy', raw(403, '<html>', { 'content-type': 'text/html' }), 'ucwa.forbidden'],
    ['503', raw(503, ''), 'ucwa.unavailable'],
    ['no ticket', json(200, { expires_in: 5 }), 'ucwa.unexpected'],
    ['a ticket that no header may carry', json(200, { access_token: 'a\r\nb' }), 'ucwa.unexpected'],
    ['a page', raw(200, '<html>', { 'content-type': 'text/html' }), 'ucwa.unexpected'],
    ['silence', failure('timeout'), 'network.timeout'],
    ['an untrusted certificate', failure('tls', 'CN=x'), 'tls.untrusted'],
  ])('answered by %s is an error', async (_, answer, code) => {
    const { made } = setUp({ password: [answer] }, {}, { grants: 'password', provider: PROVIDER });
    expect(outcome(await made.run())).toBe(code);
  });

  it.each([
    [1000, 1_800_000],
    ['1000', 1_800_000],
    ['x', 3_880_000],
    [-5, 3_880_000],
  ])('gets a ticket whose life is given as %j', async (life, renewAt) => {
    const { made } = setUp({ password: [ticket('cwt=1', life)] });
    await made.run();
    expect(made.tickets).toMatchObject([{ renewAt }]);
  });
});

describe('the system user', () => {
  it('who is denied leaves the password to be asked for', async () => {
    const { made } = setUp({ windows: [REFUSED] }, { means: { password: null, windows: true }, systemUser: true });
    expect(outcome(await made.run())).toBe('auth.required');
  });

  it('who is denied where nothing else is offered is denied', async () => {
    const run = { means: { password: null, windows: true }, systemUser: true };
    const { made } = setUp({ windows: [REFUSED] }, run, { grants: WINDOWS, provider: PROVIDER });
    expect(outcome(await made.run())).toBe('auth.denied');
  });
});

describe('the sign-in page', () => {
  const PAGES = { means: { password: null, passive: 'ask' } } as const;

  it('is not shown as long as its cookies are good', async () => {
    const { made } = setUp({ passive: [ticket('cwt=1')] }, { ...PAGES, pages: [] });
    expect(await made.run()).toMatchObject({ ok: true, value: { kind: 'passive' } });
    expect([made.shown, made.waiting]).toEqual([[], []]);
  });

  it('is said to be waited for', async () => {
    const { made } = setUp({ passive: [PAGE, ticket('cwt=1')] }, { ...PAGES, pages: ['returned'] });
    await made.run();
    expect(made.waiting).toEqual([{ kind: 'passive', host: 'pool.contoso.com' }, null]);
  });

  it.each<[string, 'returned' | 'closed' | 'failed', Scripted[], string]>([
    ['is closed', 'closed', [PAGE], 'auth.required'],
    ['cannot be shown', 'failed', [PAGE], 'auth.required'],
    ['led back for nothing', 'returned', [PAGE, PAGE], 'auth.denied'],
    ['is at no address', 'returned', [REFUSED], 'auth.unsupported'],
    [
      'is at http',
      'returned',
      [json(400, { error: 'invalid_grant', ms_rtc_passiveauthuri: 'http://pool.contoso.com/' })],
      'auth.hostNotTrusted',
    ],
  ])('leads nowhere when it %s', async (_, ending, passive, code) => {
    const { made } = setUp({ passive }, { ...PAGES, pages: [ending] }, { grants: PASSIVE, provider: PROVIDER });
    const result = await made.run();
    expect(outcome(result)).toBe(code);
    expect(result.ok || result.error.retryable).toBe(false);
    expect(made.shown.length).toBe(passive[0] === PAGE ? 1 : 0);
  });
});

describe('Microsoft sign-in', () => {
  const OFFER = { grants: 'urn:microsoft.rtc:anonmeeting', provider: PROVIDER };
  const ASK = { means: { password: null, microsoft: 'ask' } } as const;
  const no = (reason: 'interactionRequired' | 'cancelled' | 'denied' | 'unreachable' | 'failed') =>
    ({ ok: false, reason, detail: 'AADSTS1' }) as const;

  it('asks for a token for the origin that is called, silently, then in the browser', async () => {
    const { made } = setUp({}, { ...ASK, tokens: [no('interactionRequired'), TOKEN] }, OFFER);
    const result = await made.run();
    expect([outcome(result), result.ok && result.value.kind]).toEqual([APPLICATIONS, 'microsoft']);
    const common = { authority: PROVIDER, clientId: 'rollcall', resource: POOL, address: 'a@contoso.com' };
    expect(made.asked).toEqual([
      { ...common, interactive: false },
      { ...common, interactive: true },
    ]);
    expect(made.waiting).toEqual([{ kind: 'microsoft', host: 'login.contoso.com' }, null]);
    expect(made.tickets).toMatchObject([
      { service: PROVIDER, origins: [POOL], kind: 'microsoft', expiresAt: 5_000_000 },
    ]);
    expect(withCredentials(made.http)).toEqual([`GET ${USER}`]);
  });

  it('goes to the provider of the registration where it names one', async () => {
    const openId = { clientId: 'rollcall', authority: 'https://login.partner.test/tenant' };
    const { made } = setUp({}, { ...ASK, tokens: [TOKEN], request: { openId } }, OFFER);
    expect((await made.run()).ok).toBe(true);
    expect(made.asked).toMatchObject([{ authority: 'https://login.partner.test/tenant' }]);
  });

  it.each([
    ['Microsoft', 'https://login.microsoftonline.com/common', true, null],
    ['somebody else', 'https://login.evil.test/common', false, 'login.evil.test'],
    [
      'a name that looks like Microsoft',
      'https://login.microsoftonline.com.evil.test/common',
      false,
      'login.microsoftonline.com.evil.test',
    ],
    ['Microsoft without https', 'http://login.microsoftonline.com/common', false, null],
  ])('sends the user to %s only if that may be', async (_, provider, may, host) => {
    const { made } = setUp({}, { ...ASK, tokens: [TOKEN] }, { ...OFFER, provider });
    const result = await made.run();
    expect(result.ok).toBe(may);
    if (!may) expect(result).toMatchObject({ error: { code: 'auth.hostNotTrusted', host } });
    expect(made.asked).toHaveLength(may ? 1 : 0);
  });

  it('asks about a host only when the user has chosen this way', async () => {
    const run = { means: { password: null, microsoft: 'silent' }, tokens: [TOKEN] } as const;
    const { made } = setUp(
      {},
      { ...run, tokens: [TOKEN] },
      { grants: 'password', provider: 'https://login.evil.test/c' },
    );
    expect(outcome(await made.run())).toBe('auth.required');
  });

  it.each([
    ['cancelled', [no('interactionRequired'), no('cancelled')], 'auth.required', false],
    ['failed', [no('failed'), no('failed')], 'auth.required', false],
    ['denied', [no('denied')], 'auth.denied', false],
    ['unreachable', [no('unreachable')], 'network.unreachable', true],
    ['unreachable in the browser', [no('interactionRequired'), no('unreachable')], 'network.unreachable', false],
  ])('that is %s says so', async (_, tokens, code, retryable) => {
    const { made } = setUp({}, { ...ASK, tokens: [...tokens] }, OFFER);
    const result = await made.run();
    expect([outcome(result), result.ok || result.error.retryable]).toEqual([code, retryable]);
  });

  it('that the server does not take is denied, and the same token is not sent again', async () => {
    const made = signInRun({ ...ASK, tokens: [TOKEN, TOKEN, TOKEN] });
    made.http.on(`GET ${EXTERNAL}`, linking({ user: USER }));
    made.http.on(`GET ${USER}`, challenge({ service: null, provider: PROVIDER }));
    expect(outcome(await made.run())).toBe('auth.denied');
    expect(withCredentials(made.http)).toEqual([`GET ${USER}`]);
  });
});
