/**
 * The Http port over Electron's network stack: the only one that brings the system's proxy and PAC file, the system's
 * certificate store, client certificates and single sign-on (ARCHITECTURE section 7).
 */
import { net, session } from 'electron';
import type { Clock, Http, HttpOutcome, HttpRequest } from '../core/ports.ts';
import { headersOf, kindOfNetError, redirectHeaders } from './http-words.ts';

/** A larger answer is given up; the largest expected one is a batch of 100 resources. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** What stands in for the word of Chromium's own check in a verify procedure: neither accept nor refuse. */
const AS_CHROMIUM_SAYS = -3;

/**
 * Opens the session and returns the port. Call it after `ready`.
 *
 * No cache, no cookies, no Origin, no Referer; redirects are handed to the caller as answers; credentials of the
 * system go to nobody (`allowNTLMCredentialsForDomains('')`).
 */
export function createHttp(options: { clock: Clock; userAgent: string }): Http {
  const ucwa = session.fromPartition('ucwa', { cache: false });
  ucwa.setUserAgent(options.userAgent);
  ucwa.allowNTLMCredentialsForDomains('');
  // Only listens: a refused certificate is named in the failure, and the decision stays Chromium's.
  const refused = new Map<string, string>();
  ucwa.setCertificateVerifyProc((request, callback) => {
    if (request.verificationResult === 'net::OK') refused.delete(request.hostname);
    else refused.set(request.hostname, `${request.certificate.issuerName}, ${request.certificate.fingerprint}`);
    callback(AS_CHROMIUM_SAYS);
  });
  return { send: (request, signal) => send(request, signal, { clock: options.clock, session: ucwa, refused }) };
}

interface Context {
  clock: Clock;
  session: Electron.Session;
  refused: ReadonlyMap<string, string>;
}

function send(request: HttpRequest, signal: AbortSignal | undefined, context: Context): Promise<HttpOutcome> {
  if (signal?.aborted === true) return Promise.resolve(failure('aborted', 'ABORTED'));
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
        session: context.session,
        useSessionCookies: false,
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
    const certificate = kind === 'tls' ? context.refused.get(new URL(request.url).hostname) : undefined;
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
      if (length > MAX_BODY_BYTES) giveUp(failure('unreachable', 'RESPONSE_TOO_LARGE'));
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
