/**
 * The Http port over Electron's network stack: the only one that brings the system's proxy and PAC file, the system's
 * certificate store, client certificates and single sign-on (ARCHITECTURE section 7).
 */
import { net } from 'electron';
import { MAX_BODY_BYTES, type Clock, type Http, type HttpOutcome, type HttpRequest } from '../../core/ports.ts';
import { createHttpSessions } from './http-sessions.ts';
import type { HttpSessions } from './http-sessions.ts';
import { headersOf, kindOfNetError, redirectHeaders } from './http-words.ts';

/**
 * Opens the sessions and returns the port. Call it after `ready`.
 *
 * No cache, no Origin, no Referer; redirects are handed to the caller as answers; no cookies but those of the sign-in
 * page for `pageUser`; NTLM and Negotiate for `systemUser` alone, and nobody is ever asked for a password.
 */
export function createHttp(options: { clock: Clock; userAgent: string }): Http {
  const context = { clock: options.clock, sessions: createHttpSessions(options.userAgent) };
  return { send: (request, signal) => send(request, signal, context) };
}

interface Context {
  clock: Clock;
  sessions: HttpSessions;
}

function send(request: HttpRequest, signal: AbortSignal | undefined, context: Context): Promise<HttpOutcome> {
  if (signal?.aborted === true) return Promise.resolve(failure('aborted', 'ABORTED'));
  const route = context.sessions.routeOf(request);
  if (route === null) return Promise.resolve(failure('unreachable', 'NO_HOST_FOR_CREDENTIALS'));
  return new Promise((resolve) => {
    let call: Electron.ClientRequest | null = null;
    const settle = (outcome: HttpOutcome): void => {
      stopTimer();
      signal?.removeEventListener('abort', onAbort);
      resolve(outcome);
    };
    const giveUp = (outcome: HttpOutcome): void => {
      settle(outcome);
      call?.abort();
    };
    const onAbort = (): void => giveUp(failure('aborted', 'ABORTED'));
    const stopTimer = context.clock.setTimer(request.timeoutMs, () => giveUp(failure('timeout', 'TIMED_OUT')));
    signal?.addEventListener('abort', onAbort);
    try {
      call = net.request({
        method: request.method,
        url: request.url,
        headers: request.headers,
        ...route,
        redirect: 'manual',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        priority: 'medium',
      });
      listen(call, request, context, settle, giveUp);
      if (request.body !== null) call.write(request.body);
      call.end();
    } catch (error) {
      giveUp(failure('unreachable', error instanceof Error ? error.message : 'INVALID_REQUEST'));
    }
  });
}

function listen(
  call: Electron.ClientRequest,
  request: HttpRequest,
  context: Context,
  settle: (outcome: HttpOutcome) => void,
  giveUp: (outcome: HttpOutcome) => void,
): void {
  const onError = (error: Error): void => {
    const kind = kindOfNetError(error.message, net.isOnline());
    const certificate = kind === 'tls' ? context.sessions.refusedOf(new URL(request.url).hostname) : undefined;
    settle(failure(kind, certificate === undefined ? error.message : `${error.message} (${certificate})`));
  };
  call.on('error', onError);
  // Mode `manual` cancels the request after this event; what the event tells is the whole answer.
  call.on('redirect', (status, _method, location, headers) => {
    giveUp({
      ok: true,
      response: { status, headers: redirectHeaders(headers, location), body: new Uint8Array() },
    });
  });
  call.on('login', (info, callback) => {
    callback();
    // Cancelling lets a server's 401 through as an answer; a proxy's refusal must not pass for the server's.
    if (info.isProxy) giveUp(failure('unreachable', `PROXY_AUTH_REQUIRED (${info.scheme}, ${info.host})`));
  });
  call.on('response', (message) => {
    const chunks: Buffer[] = [];
    let length = 0;
    message.on('data', (chunk) => {
      length += chunk.length;
      if (length > MAX_BODY_BYTES) giveUp(failure('tooLarge', 'RESPONSE_TOO_LARGE'));
      else chunks.push(chunk);
    });
    message.on('error', onError);
    message.on('aborted', () => settle(failure('unreachable', 'CONNECTION_CUT')));
    message.on('end', () => {
      settle({
        ok: true,
        response: {
          status: message.statusCode,
          headers: headersOf(message.rawHeaders, message.headers),
          body: new Uint8Array(Buffer.concat(chunks)),
        },
      });
    });
  });
}

function failure(kind: Extract<HttpOutcome, { ok: false }>['failure']['kind'], detail: string): HttpOutcome {
  return { ok: false, failure: { kind, detail } };
}
