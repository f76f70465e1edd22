/** A sign-in over scripted HTTP in `contoso.com`: what it is given can be changed, and what it tells is kept. */
import type { HttpRequest, OpenIdOutcome, OpenIdRequest } from '../ports.ts';
import type { Result } from '../result.ts';
import type { KeptTicket, Means, SignedIn, SignInKind, SignInRequest, SignInStep } from '../ucwa/index.ts';
import { signIn } from '../ucwa/index.ts';
import { fakeClock, fakeHttp, fakeLogger, json, raw } from '../ucwa/testing.ts';
import type { FakeHttp, Scripted } from '../ucwa/testing.ts';

export const INTERNAL = 'https://lyncdiscoverinternal.contoso.com/';
export const EXTERNAL = 'https://lyncdiscover.contoso.com/';
export const POOL = 'https://pool.contoso.com';
export const USER = `${POOL}/root/oauth/user?originalDomain=contoso.com`;
export const SERVICE = `${POOL}/WebTicket/oauthtoken`;
export const APPLICATIONS = `${POOL}/ucwa/oauth/v1/applications`;
export const PROVIDER = 'https://login.contoso.com/common';

export const WINDOWS = 'urn:microsoft.rtc:windows';
export const PASSIVE = 'urn:microsoft.rtc:passive';

/** A discovery answer. */
export function linking(links: Readonly<Record<string, string>>): Scripted {
  return json(200, { _links: Object.fromEntries(Object.entries(links).map(([rel, href]) => [rel, { href }])) });
}

export interface Challenge {
  readonly service?: string | null;
  readonly grants?: string;
  /** Base URL of an OpenID provider. */
  readonly provider?: string | null;
  readonly status?: number;
}

/** 401 with a challenge. */
export function challenge({
  service = SERVICE,
  grants = `${WINDOWS},password`,
  provider = null,
  status = 401,
}: Challenge = {}) {
  const bearer = provider === null ? '' : `, authorization_uri="${provider}/oauth2/authorize"`;
  const values = [`Bearer trusted_issuers=""${bearer}`];
  if (service !== null) values.push(`MsRtcOAuth href="${service}",grant_type="${grants}"`);
  return raw(status, '<html>', { 'content-type': 'text/html', 'www-authenticate': values });
}

/** A challenge until a ticket comes along, then the answer. */
export function guarded(answer: Scripted, offer: Challenge = {}): Scripted {
  return (request, signal) =>
    request.headers.authorization === undefined ? challenge(offer) : play(answer, request, signal);
}

/** What a script answers to a request. */
export function play(answer: Scripted, request: HttpRequest, signal?: AbortSignal) {
  return typeof answer === 'function' ? answer(request, signal) : answer;
}

export function ticket(token: string, expires_in: unknown = 28_800): Scripted {
  return json(200, { access_token: token, expires_in });
}

/** Where applications are made; a GET names the resource only. */
export function applications(http: FakeHttp, url = APPLICATIONS, offer: Challenge = {}): void {
  http.on(`GET ${url}`, guarded(json(200, { rel: 'applications' }), offer));
  http.on(`POST ${url}`, guarded(json(201, { rel: 'application' }), offer));
}

/** A single pool, reachable from outside. */
export function pool(http: FakeHttp, offer: Challenge = {}, service: Scripted = ticket('cwt=1')): void {
  http.on(`GET ${EXTERNAL}`, linking({ user: USER }));
  http.on(`GET ${USER}`, guarded(linking({ applications: APPLICATIONS }), offer));
  http.on(`POST ${SERVICE}`, service);
  applications(http, APPLICATIONS, offer);
}

export interface Run {
  readonly request?: Partial<SignInRequest>;
  readonly means?: Partial<Means>;
  /** How the page ends, each time; absent: this computer shows no pages. */
  readonly pages?: ('returned' | 'closed' | 'failed')[];
  /** What the provider answers, each time; absent: this computer knows no provider. */
  readonly tokens?: OpenIdOutcome[];
  readonly systemUser?: boolean;
}

export const NOTHING: Means = { password: null, windows: false, passive: 'never', microsoft: 'never' };

export function signInRun({ request: more = {}, means = {}, pages, tokens, systemUser = false }: Run = {}) {
  const [http, clock, logger] = [fakeHttp(), fakeClock(), fakeLogger()];
  const stop = new AbortController();
  const steps = new Map<number, SignInStep>();
  const offers: (readonly SignInKind[])[] = [];
  const waiting: unknown[] = [];
  const shown: { url: string; returnsTo: string }[] = [];
  const asked: OpenIdRequest[] = [];
  let kept: readonly KeptTicket[] = [];
  const request: SignInRequest = {
    address: 'a@contoso.com',
    server: null,
    approval: { trustedHosts: [], only: false },
    means: { ...NOTHING, password: 'secret', ...means },
    found: null,
    tickets: [],
    openId: tokens === undefined ? null : { clientId: 'rollcall', authority: null },
    ...more,
  };
  const help = {
    systemUser,
    pages: pages && {
      async show(page: { url: string; returnsTo: string }) {
        shown.push(page);
        return pages.shift() ?? 'failed';
      },
      forget: async () => undefined,
    },
    openId: tokens && {
      async acquire(wanted: OpenIdRequest): Promise<OpenIdOutcome> {
        asked.push(wanted);
        return tokens.shift() ?? { ok: false, reason: 'interactionRequired', detail: '' };
      },
      forget: async () => undefined,
    },
  };
  const ports = {
    ...{ http, clock, logger, userAgent: 'Rollcall/test' },
    help: { systemUser, pages: help.pages ?? null, openId: help.openId ?? null },
  };
  return {
    ...{ http, clock, logger, stop, offers, waiting, shown, asked },
    /** In the order in which they began. */
    get steps() {
      return [...steps.values()];
    },
    get tickets() {
      return kept;
    },
    run: (changed: Partial<SignInRequest> = {}): Promise<Result<SignedIn>> =>
      signIn(
        ports,
        { ...request, ...changed },
        {
          onStep: (step) => steps.set(step.id, step),
          onOffer: (kinds) => offers.push(kinds),
          onWaiting: (what) => waiting.push(what),
          onTickets: (tickets) => (kept = tickets),
        },
        stop.signal,
      ),
  };
}

/** The applications URL, or why there is none. */
export function outcome(result: Result<SignedIn>): string {
  return result.ok ? result.value.applicationsUrl : result.error.code;
}

/** Every request with a credential, as `METHOD url`. */
export function withCredentials({ requests }: FakeHttp): string[] {
  return requests
    .filter(
      ({ headers, body, as }) => headers.authorization !== undefined || body !== null || (as ?? 'nobody') !== 'nobody',
    )
    .map(({ method, url }) => `${method} ${url}`);
}
