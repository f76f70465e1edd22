/** Web tickets: one per ticket service, each used only for the origins whose challenge named it (PROTOCOL 3). */
import type { Clock, Http, HttpResponse, Logger } from '../../ports.ts';
import { appError, fail, ok } from '../../result.ts';
import type { AppError, Result } from '../../result.ts';
import { readChallenges, webTicketOf } from './challenge.ts';
import { cancelled, errorOf, errorOfFailure } from '../errors/errors.ts';
import { contentTypeOf, diagnosticsOf, serverCorrelationId } from '../client/headers.ts';
import { originOf, parse, resolveHref } from '../client/href.ts';
import type { JsonObject } from '../media/json.ts';
import { MEDIA_TYPES, readObject } from '../media/media.ts';
import { unlessAborted } from '../client/wait.ts';

export interface Tickets {
  /**
   * The ticket to send to a URL, renewed when 80 % of its life is over; null as long as the URL's origin has not
   * challenged us (then ask without one). A known wrong password fails without asking the server again.
   */
  current(url: string, signal?: AbortSignal): Promise<Result<string | null>>;
  /**
   * Another ticket after a refusal. `used`: the ticket that was refused, null when none was sent; a ticket that somebody
   * else has got meanwhile is given without a request. Null: this origin has not said where tickets are had.
   */
  renew(url: string, refused: HttpResponse, used: string | null, signal?: AbortSignal): Promise<Result<string | null>>;
}

export interface TicketOptions {
  readonly http: Http;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly userAgent: string;
  readonly username: string;
  readonly password: string;
  /** Says whether the password may go to `url`, which the answer of `namedBy` named; fails with the reason why not. */
  readonly approve: (url: string, namedBy: string) => Result<null>;
  /** Told before and after each request for a ticket, for the trace. */
  readonly onStep?: (host: string, what: string) => void;
}

interface Service {
  readonly url: string;
  ticket: { readonly token: string; readonly renewAt: number; readonly expiresAt: number } | null;
  /** The request under way, shared by all who wait for it. */
  pending: Promise<Result<string>> | null;
  /** The server refused the password: asking again could lock the account. */
  denied: AppError | null;
}

const RENEW_AT = 0.8;
const RETRY_AFTER_MS = 60_000;
/** For an answer that does not say how long its ticket is good. */
const DEFAULT_LIFE_SECONDS = 3600;
const TIMEOUT_MS = 30_000;

/** Gets tickets by the password grant. The password stays in here. */
export function createTickets(options: TicketOptions): Tickets {
  const services = new Map<string, Service>();
  /** Which service an origin named in its challenge. */
  const named = new Map<string, Service>();

  /** The named one; before any challenge, the one that is at home at that very origin (PROTOCOL 3.7). */
  function serviceFor(origin: string): Service | undefined {
    return named.get(origin) ?? [...services.values()].find((service) => originOf(service.url) === origin);
  }

  function learn(url: string, origin: string, refused: HttpResponse): Result<Service | null> {
    const offer = webTicketOf(readChallenges(refused.headers['www-authenticate'] ?? []));
    if (offer === null) return ok(named.get(origin) ?? null);
    const href = resolveHref(offer.href, url);
    const host = parse(url)?.host ?? null;
    if (href === null) return fail(unsupported('The server named no usable address for signing in.', host));
    if (offer.grantTypes.length > 0 && !offer.grantTypes.includes('password')) {
      return fail(unsupported('This server does not offer sign-in with a password.', host));
    }
    const approved = options.approve(href, url);
    if (!approved.ok) return approved;
    const service = services.get(href) ?? { url: href, ticket: null, pending: null, denied: null };
    services.set(href, service);
    named.set(origin, service);
    return ok(service);
  }

  function fetchTicket(service: Service): Promise<Result<string>> {
    if (service.denied !== null) return Promise.resolve(fail(service.denied));
    service.pending ??= requestTicket(service).finally(() => {
      service.pending = null;
    });
    return service.pending;
  }

  async function requestTicket(service: Service): Promise<Result<string>> {
    const host = parse(service.url)?.host ?? '';
    options.onStep?.(host, 'Asking for a ticket with the password');
    const outcome = await options.http.send({
      method: 'POST',
      url: service.url,
      headers: {
        // The token endpoint is no UCWA resource: it speaks JSON whatever the medium (PROTOCOL 3.3).
        accept: MEDIA_TYPES.json,
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
        'user-agent': options.userAgent,
      },
      body: new URLSearchParams({
        grant_type: 'password',
        username: options.username,
        password: options.password,
      }).toString(),
      timeoutMs: TIMEOUT_MS,
    });
    const now = options.clock.now();
    const result = outcome.ok
      ? readTicket(outcome.response, host, now)
      : fail(errorOfFailure(outcome.failure, { host, correlationId: null }));
    if (result.ok) {
      const { token, lifeMs } = result.value;
      service.ticket = { token, renewAt: now + lifeMs * RENEW_AT, expiresAt: now + lifeMs };
      options.onStep?.(host, 'Got a ticket');
      options.logger.log('info', 'ticket received', { host, lifeSeconds: lifeMs / 1000 });
      return ok(token);
    }
    const { code, status, diagnostics } = result.error;
    if (code === 'auth.denied') service.denied = result.error;
    options.onStep?.(host, `No ticket: ${result.error.message}`);
    options.logger.log('warn', 'no ticket', { host, code, status, diagnostics });
    return result;
  }

  return {
    async current(url, signal) {
      const origin = originOf(url);
      const service = origin === null ? undefined : serviceFor(origin);
      if (service === undefined) return ok(null);
      const { ticket } = service;
      const now = options.clock.now();
      if (ticket !== null && now < ticket.renewAt) return ok(ticket.token);
      const fresh = await unlessAborted(fetchTicket(service), signal, () => fail(cancelled()));
      // A renewal that fails early does no harm while the old ticket is good; the next try has time.
      if (!fresh.ok && ticket !== null && now < ticket.expiresAt) {
        service.ticket = { ...ticket, renewAt: Math.min(ticket.expiresAt, now + RETRY_AFTER_MS) };
        return ok(ticket.token);
      }
      return fresh;
    },

    async renew(url, refused, used, signal) {
      const origin = originOf(url);
      if (origin === null) return ok(null);
      const service = learn(url, origin, refused);
      if (!service.ok || service.value === null) return service.ok ? ok(null) : service;
      const { ticket } = service.value;
      if (ticket !== null && ticket.token !== used && options.clock.now() < ticket.renewAt) return ok(ticket.token);
      return unlessAborted(fetchTicket(service.value), signal, () => fail(cancelled()));
    },
  };
}

function readTicket(response: HttpResponse, host: string, now: number): Result<{ token: string; lifeMs: number }> {
  const body = readObject(response.body, contentTypeOf(response));
  if (response.status !== 200) return fail(refusal(response, body.ok ? body.value : {}, host, now));
  const token = body.ok ? body.value.access_token : undefined;
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) {
    return fail(
      appError('ucwa.unexpected', 'The sign-in service gave no ticket.', { status: 200, host, retryable: true }),
    );
  }
  const seconds = Number(body.ok ? body.value.expires_in : undefined);
  return ok({ token, lifeMs: (seconds > 0 && Number.isFinite(seconds) ? seconds : DEFAULT_LIFE_SECONDS) * 1000 });
}

/** PROTOCOL 3.5. Anything that is no OAuth error is read by the catalogue. */
function refusal(response: HttpResponse, body: JsonObject, host: string, now: number): AppError {
  const correlationId = serverCorrelationId(response);
  const general = errorOf(response, { host, correlationId, now });
  const facts = {
    ...general,
    subcode: typeof body.error === 'string' ? body.error : general.subcode,
    retryable: false,
  };
  const as = (code: AppError['code'], message: string, retryable = false): AppError => ({
    ...facts,
    code,
    message,
    retryable,
    remedy: retryable ? 'repeatLater' : 'stop',
  });
  switch (body.error) {
    case 'invalid_grant':
      return typeof body.ms_rtc_passiveauthuri === 'string'
        ? as('auth.unsupported', "This server wants you to sign in on your organisation's sign-in page.")
        : as('auth.denied', 'The server did not accept this address and password.');
    case 'unsupported_grant_type':
      return as('auth.unsupported', 'This server does not offer sign-in with a password.');
    case 'server_error':
      return as('ucwa.serviceFailure', 'The sign-in service failed. Try again later.', true);
    case 'invalid_request':
    case 'invalid_scope':
      return as('ucwa.unexpected', 'The sign-in service did not understand the request.');
  }
  if (response.status === 401) return as('auth.denied', 'The server did not accept this address and password.');
  if (response.status === 403 && diagnosticsOf(response).number !== null) {
    return as('auth.denied', 'The server does not let this account sign in.');
  }
  return general;
}

function unsupported(message: string, host: string | null): AppError {
  return appError('auth.unsupported', message, { host });
}
