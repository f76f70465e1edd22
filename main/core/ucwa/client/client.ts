/** The UCWA client: one application's host, its tickets and its answers. Implements `UcwaClient` of types.ts. */
import type { HttpRequest, HttpResponse } from '../../ports.ts';
import { appError, fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import { readEvents } from '../media/events.ts';
import { errorOf } from '../errors/errors.ts';
import { quotedEtag } from './etag.ts';
import { exchange } from './exchange.ts';
import type { Exchanged, ExchangePorts } from './exchange.ts';
import { createGetMany } from './get-many.ts';
import { contentTypeOf, etagOf, frontEndOf } from './headers.ts';
import { hasUserInfo, hostOf, originOf, resolverFor, withQuery } from './href.ts';
import { DEFAULT_MEDIUM, MEDIA_TYPES, readObject, readResource, writeInput, writeResource } from '../media/media.ts';
import type { Content } from '../media/media.ts';
import { unplaced } from '../media/misread.ts';
import type { Reading } from '../media/misread.ts';
import type { Tickets } from './tickets.ts';
import type { Answer, CallOptions, Medium, UcwaClient } from '../types.ts';

export interface ClientOptions extends ExchangePorts {
  readonly tickets: Tickets;
  /** The applications URL; relative hrefs belong to its origin. */
  readonly base: string;
  /** Origins besides that of `base` to which tickets may go. */
  readonly allowedOrigins: readonly string[];
  /** Default: `json`. */
  readonly medium?: Medium;
}

const TIMEOUT_MS = 30_000;
/** The server holds an event request for 180 s unless told otherwise (PROTOCOL 7.1). */
const EVENTS_TIMEOUT_MS = 240_000;

/** Builds the client. Nothing is sent before the first call. */
export function createClient(options: ClientOptions): UcwaClient {
  const medium = options.medium ?? DEFAULT_MEDIUM;
  const resolve = resolverFor(options.base);
  const home = `${originOf(options.base)}/`;
  const allowed = new Set([options.base, ...options.allowedOrigins].map(originOf));

  /** Resolves an href and checks that tickets may go there. */
  function target(href: string, query: CallOptions['query']): Result<string> {
    const url = resolve(query === undefined ? href : withQuery(href, query));
    // As nearly all that a server names: on its own host.
    if (url?.startsWith(home) === true) return ok(url);
    const origin = url === null || hasUserInfo(url) ? null : originOf(url);
    if (url === null || origin === null) {
      return fail(appError('ucwa.unexpected', 'The server named an address that cannot be used.'));
    }
    if (!allowed.has(origin)) {
      const host = hostOf(origin);
      const message = `The server pointed to ${host}, which is not approved for your account.`;
      return fail(appError('auth.hostNotTrusted', message, { host }));
    }
    return ok(url);
  }

  /** Sends a request; the answer is 2xx or 304, everything else is an error. */
  async function call(
    method: HttpRequest['method'],
    href: string,
    content: Content | null,
    callOptions: CallOptions & { accept?: string },
  ): Promise<Result<Exchanged>> {
    const url = target(href, callOptions.query);
    if (!url.ok) return url;
    const headers: Record<string, string> = { accept: callOptions.accept ?? MEDIA_TYPES[medium] };
    if (content !== null) headers['content-type'] = content.type;
    if ((callOptions.revision ?? 1) >= 2) headers['x-ms-requiresminresourceversion'] = String(callOptions.revision);
    if (callOptions.ifNoneMatch !== undefined) headers['if-none-match'] = quotedEtag(callOptions.ifNoneMatch);
    if (callOptions.ifMatch !== undefined) headers['if-match'] = quotedEtag(callOptions.ifMatch);
    const request = {
      method,
      url: url.value,
      headers,
      body: content?.body ?? null,
      timeoutMs: callOptions.timeoutMs ?? TIMEOUT_MS,
    };
    const exchanged = await exchange(options, options.tickets, request, callOptions.signal);
    if (!exchanged.ok) return exchanged;
    const { response, host, correlationId } = exchanged.value;
    if (isGood(response.status)) return exchanged;
    return fail(errorOf(response, { host, correlationId, now: options.clock.now() }));
  }

  /** Tells an error of reading which answer it is about, and the log where in it. */
  function within<T>({ response, host, ...exchanged }: Omit<Exchanged, 'ticket'>, reading: Reading<T>): Result<T> {
    if (reading.ok) return reading;
    const correlationId = exchanged.correlationId ?? options.clock.uuid();
    const { status } = response;
    const { place, detail } = reading.error;
    const { line, column } = place;
    options.logger.log('warn', 'unreadable answer', { host, status, line, column, detail, correlationId });
    return fail({ ...unplaced(reading.error), status, host, frontEnd: frontEndOf(response), correlationId });
  }

  async function get(href: string, callOptions: CallOptions = {}): Promise<Result<Answer>> {
    const exchanged = await call('GET', href, null, callOptions);
    return exchanged.ok ? within(exchanged.value, readAnswer(exchanged.value.response)) : exchanged;
  }

  /**
   * After a write, a body that cannot be read does not undo what was done: it reads like none. A web page that no front
   * end puts its name to comes from somebody in between: the write did not arrive.
   */
  async function write(
    method: 'POST' | 'PUT' | 'DELETE',
    href: string,
    content: Content | null,
    callOptions: CallOptions = {},
  ): Promise<Result<Answer>> {
    const exchanged = await call(method, href, content, callOptions);
    if (!exchanged.ok) return exchanged;
    const answer = within(exchanged.value, readAnswer(exchanged.value.response));
    if (answer.ok) return answer;
    const { response } = exchanged.value;
    if (answer.error.remedy === 'waitOut' && frontEndOf(response) === null) return answer;
    return ok({ status: response.status, resource: null, etag: etagOf(response) });
  }

  const getMany = createGetMany({
    clock: options.clock,
    logger: options.logger,
    accept: MEDIA_TYPES[medium],
    resolve: (href) => target(href, undefined),
    get: (href, signal) => get(href, signal === undefined ? {} : { signal }),
    post: (href, content, accept, signal) =>
      call('POST', href, content, signal === undefined ? { accept } : { accept, signal }),
    renew: async (url, refused, ticket, signal) => {
      const renewed = await options.tickets.renew(url, refused, ticket, signal);
      return renewed.ok ? ok(renewed.value !== null) : renewed;
    },
    read: (response, { host, correlationId }) =>
      isGood(response.status)
        ? within({ response, host, correlationId }, readAnswer(response))
        : fail(errorOf(response, { host, correlationId, now: options.clock.now() })),
  });

  return {
    get,
    post: (href, body, callOptions) =>
      write('POST', href, body === null ? null : writeInput(medium, body), callOptions),
    put: (href, body, callOptions) => write('PUT', href, writeResource(medium, body), callOptions),
    delete: (href, callOptions) => write('DELETE', href, null, callOptions),

    async events(href, callOptions = {}) {
      const timeoutMs = callOptions.timeoutMs ?? EVENTS_TIMEOUT_MS;
      const exchanged = await call('GET', href, null, { ...callOptions, timeoutMs });
      if (!exchanged.ok) return exchanged;
      const { response } = exchanged.value;
      return within(exchanged.value, readEvents(response.body, contentTypeOf(response)));
    },

    getMany,

    async getRaw(href, callOptions = {}) {
      const exchanged = await call('GET', href, null, callOptions);
      if (!exchanged.ok) return exchanged;
      const { response } = exchanged.value;
      const object = within(exchanged.value, readObject(response.body, contentTypeOf(response)));
      if (!object.ok) return object;
      const { etag } = object.value;
      return ok({ body: { ...object.value }, etag: etagOf(response) ?? (typeof etag === 'string' ? etag : null) });
    },

    async getBytes(href, { maxBytes, ...callOptions }) {
      const exchanged = await call('GET', href, null, callOptions);
      if (!exchanged.ok) return exchanged;
      const { response, host, correlationId } = exchanged.value;
      const { status, body: bytes } = response;
      if (bytes.length > maxBytes) {
        const message = 'The server sent an answer that is too large.';
        return fail(appError('ucwa.unexpected', message, { status, host, correlationId }));
      }
      return ok({ status, bytes, contentType: contentTypeOf(response), etag: etagOf(response) });
    },
  };
}

function isGood(status: number): boolean {
  return (status >= 200 && status < 300) || status === 304;
}

/** Reads a good answer. The ETag header, which is about this very answer, wins over the property. */
function readAnswer(response: HttpResponse): Reading<Answer> {
  const { status } = response;
  const etag = etagOf(response);
  if (status === 304 || response.body.length === 0) return { ok: true, value: { status, resource: null, etag } };
  const resource = readResource(response.body, contentTypeOf(response));
  if (!resource.ok) return resource;
  const known = etag ?? resource.value.etag;
  return { ok: true, value: { status, resource: { ...resource.value, etag: known }, etag: known } };
}
