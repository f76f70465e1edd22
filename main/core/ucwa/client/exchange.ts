/** One request and its answer, with the ticket that its host wants. */
import type { Clock, Http, HttpRequest, HttpResponse, Logger } from '../../ports.ts';
import { fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import { errorOfFailure, isTicketRefused } from '../errors/errors.ts';
import { diagnosticsOf, frontEndOf, serverCorrelationId } from './headers.ts';
import { hostOf, originOf } from './href.ts';
import type { Tickets } from './tickets.ts';

export interface ExchangePorts {
  readonly http: Http;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly userAgent: string;
}

export interface Exchanged {
  readonly response: HttpResponse;
  readonly host: string;
  /** Under what the log has it, the server's or ours; null: an answer in order to which the server gave none. */
  readonly correlationId: string | null;
  /** The ticket that the request was sent with; null: none. Secret. */
  readonly ticket: string | null;
}

/**
 * Sends a request and returns the answer whatever its status. `tickets`: null sends no credentials (plain http).
 * A refused ticket is renewed once and the request repeated; a host that refuses without saying where tickets are had
 * is asked once more without one, because that makes it say so (PROTOCOL 3.7).
 */
export async function exchange(
  ports: ExchangePorts,
  tickets: Tickets | null,
  request: HttpRequest,
  signal: AbortSignal | undefined,
): Promise<Result<Exchanged>> {
  if (tickets === null) return send(ports, request, null, signal);
  const first = await tickets.current(request.url, signal);
  if (!first.ok) return first;
  let ticket = first.value;
  let refused: string | null = null;
  let renewed = false;
  for (;;) {
    const exchanged = await send(ports, request, ticket, signal);
    if (!exchanged.ok || !isTicketRefused(exchanged.value.response) || renewed) return exchanged;
    refused = ticket ?? refused;
    const next = await tickets.renew(request.url, exchanged.value.response, refused, signal);
    if (!next.ok) return next;
    if (next.value === null && ticket === null) return exchanged;
    renewed = refused !== null && next.value !== null;
    ticket = next.value;
  }
}

async function send(
  ports: ExchangePorts,
  request: HttpRequest,
  ticket: string | null,
  signal: AbortSignal | undefined,
): Promise<Result<Exchanged>> {
  const host = hostOf(originOf(request.url) ?? '//');
  const started = ports.clock.now();
  const headers: Record<string, string> = { ...request.headers, 'user-agent': ports.userAgent };
  if (ticket !== null) headers.authorization = `Bearer ${ticket}`;
  const outcome = await ports.http.send({ ...request, headers }, signal);
  const facts = { method: request.method, host, ms: ports.clock.now() - started };
  if (!outcome.ok) {
    const { kind, detail } = outcome.failure;
    const correlationId = ports.clock.uuid();
    ports.logger.log('debug', 'no answer', { ...facts, kind, detail, correlationId });
    return fail(errorOfFailure(outcome.failure, { host, correlationId }));
  }
  const { response } = outcome;
  // Where the server names none, a refusal gets one of ours, by which it is found in the log.
  const correlationId = serverCorrelationId(response) ?? (response.status < 400 ? null : ports.clock.uuid());
  ports.logger.log('debug', 'answer', {
    ...facts,
    status: response.status,
    frontEnd: frontEndOf(response),
    diagnostics: diagnosticsOf(response).number,
    correlationId,
  });
  return ok({ response, host, correlationId, ticket });
}
