/** Asking a web ticket service (PROTOCOL 3.2, 3.3, 3.5). */
import type { HttpRequest, HttpResponse } from '../../../ports.ts';
import { appError } from '../../../result.ts';
import type { AppError } from '../../../result.ts';
import type { ExchangePorts } from '../../client/exchange.ts';
import { contentTypeOf, diagnosticsOf, serverCorrelationId } from '../../client/headers.ts';
import { parse } from '../../client/href.ts';
import { errorOf, errorOfFailure } from '../../errors/errors.ts';
import type { JsonObject } from '../../media/json.ts';
import { MEDIA_TYPES, readObject } from '../../media/media.ts';
import type { Trace } from '../trace.ts';
import type { SignInKind } from '../types.ts';
import type { Outcome } from './grant.ts';

export interface TicketRequest {
  /** URL of the service. */
  readonly service: string;
  readonly kind: SignInKind;
  /** Besides `Content-Type` and the like, all that is sent. */
  readonly form: Readonly<Record<string, string>>;
  readonly as: NonNullable<HttpRequest['as']>;
}

/** A refusal by the service. */
export interface ServiceRefusal {
  readonly response: HttpResponse;
  /** The JSON body; empty where there is none. */
  readonly body: JsonObject;
  /** The `error` of OAuth, or null. */
  readonly oauth: string | null;
  /** The refusal as an error with this code and these words. */
  readonly error: (code: AppError['code'], message: string) => AppError;
}

/** What a refusal means to a grant; null leaves it to what all grants have in common. */
export type ReadRefusal = (refusal: ServiceRefusal) => Outcome | null;

export type AskService = (request: TicketRequest, read: ReadRefusal, signal: AbortSignal) => Promise<Outcome>;

/** For an answer that does not say how long its ticket is good. */
const DEFAULT_LIFE_SECONDS = 3600;
const TIMEOUT_MS = 30_000;

/** What the errors of OAuth come to that mean the same to every grant (PROTOCOL 3.5). */
const OAUTH: Readonly<
  Record<string, { is: 'impossible' | 'trouble'; code: AppError['code']; message: string; retryable: boolean }>
> = {
  unsupported_grant_type: {
    is: 'impossible',
    code: 'auth.unsupported',
    message: 'This server does not let you sign in this way.',
    retryable: false,
  },
  server_error: {
    is: 'trouble',
    code: 'ucwa.serviceFailure',
    message: 'The sign-in service failed. Try again later.',
    retryable: true,
  },
  invalid_request: {
    is: 'trouble',
    code: 'ucwa.unexpected',
    message: 'The sign-in service did not understand the request.',
    retryable: false,
  },
  invalid_scope: {
    is: 'trouble',
    code: 'ucwa.unexpected',
    message: 'The sign-in service did not understand the request.',
    retryable: false,
  },
};

/** Makes the asker. The form is in no log, trace or error. */
export function createAskService(ports: ExchangePorts, trace: Trace): AskService {
  return async ({ service, kind, form, as }, read, signal) => {
    const host = parse(service)?.host ?? '';
    const watch = trace.watch(ports.http, 'signingIn', `ticket (${kind})`);
    const sent = await watch.send(
      {
        method: 'POST',
        url: service,
        headers: {
          // The token endpoint is no UCWA resource: it speaks JSON whatever the medium (PROTOCOL 3.3).
          accept: MEDIA_TYPES.json,
          'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
          'user-agent': ports.userAgent,
        },
        body: new URLSearchParams(form).toString(),
        timeoutMs: TIMEOUT_MS,
        ...(as === 'nobody' ? {} : { as }),
      },
      signal,
    );
    const now = ports.clock.now();
    const outcome: Outcome = sent.ok
      ? readAnswer(sent.response, host, now, read)
      : { is: 'trouble', error: errorOfFailure(sent.failure, { host, correlationId: null }) };
    watch.decide(decision(outcome, now));
    log(ports, kind, host, outcome, now);
    return outcome;
  };
}

function readAnswer(response: HttpResponse, host: string, now: number, read: ReadRefusal): Outcome {
  const parsed = readObject(response.body, contentTypeOf(response));
  const body = parsed.ok ? parsed.value : {};
  if (response.status !== 200) return readRefusal(response, body, host, now, read);
  const token = body.access_token;
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) {
    const more = { status: 200, host, retryable: true };
    return { is: 'trouble', error: appError('ucwa.unexpected', 'The sign-in service gave no ticket.', more) };
  }
  const seconds = Number(body.expires_in);
  const life = seconds > 0 && Number.isFinite(seconds) ? seconds : DEFAULT_LIFE_SECONDS;
  return { is: 'ticket', token, expiresAt: now + life * 1000 };
}

function readRefusal(response: HttpResponse, body: JsonObject, host: string, now: number, read: ReadRefusal): Outcome {
  const general = errorOf(response, { host, correlationId: serverCorrelationId(response), now });
  const oauth = typeof body.error === 'string' ? body.error : null;
  const error = (code: AppError['code'], message: string, retryable = false): AppError => ({
    ...general,
    ...{ code, message, retryable, subcode: oauth ?? general.subcode, remedy: retryable ? 'repeatLater' : 'stop' },
  });
  const special = read({ response, body, oauth, error });
  if (special !== null) return special;
  const said = oauth === null ? undefined : Object.hasOwn(OAUTH, oauth) ? OAUTH[oauth] : undefined;
  if (said !== undefined) return { is: said.is, error: error(said.code, said.message, said.retryable) };
  if (response.status === 403 && diagnosticsOf(response).number !== null) {
    return { is: 'denied', error: error('auth.denied', 'The server does not let this account sign in.') };
  }
  return { is: 'trouble', error: general };
}

function decision(outcome: Outcome, now: number): string {
  switch (outcome.is) {
    case 'ticket':
      return `use the ticket, good for ${Math.round((outcome.expiresAt - now) / 60_000)} minutes`;
    case 'ask':
      return 'the user has to sign in on the page';
    case 'impossible':
      return `this way is not possible: ${outcome.error.message}`;
    case 'denied':
      return `do not try this again: ${outcome.error.message}`;
    case 'trouble':
      return `give up for now: ${outcome.error.message}`;
    default:
      return outcome satisfies never;
  }
}

function log({ logger }: ExchangePorts, kind: SignInKind, host: string, outcome: Outcome, now: number): void {
  switch (outcome.is) {
    case 'ticket':
      logger.log('info', 'ticket received', { host, kind, lifeSeconds: (outcome.expiresAt - now) / 1000 });
      return;
    case 'ask':
      logger.log('debug', 'the sign-in page is needed', { host });
      return;
    default: {
      const { code, status, diagnostics } = outcome.error;
      logger.log('warn', 'no ticket', { host, kind, code, status, diagnostics });
    }
  }
}
