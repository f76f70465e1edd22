/** The Http port over Node's own network stack. */
import type { Agent } from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';
import * as tls from 'node:tls';
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import {
  MAX_BODY_BYTES,
  type Clock,
  type Http,
  type HttpOutcome,
  type HttpRequest,
  type HttpResponse,
} from '../core/ports.ts';
import { failureFrom } from './http-failure.ts';
import { http } from './node-http.ts';
import { resolveTarget } from './resolve.ts';
import type { ResolveRule } from './resolve.ts';

/** Idle and busy connections to one host: the long poll, a batch, and what the user does meanwhile. */
const MAX_SOCKETS = 16;

export interface NodeHttpOptions {
  clock: Clock;
  /** PEM text of one more certificate authority, or null. */
  ca: string | null;
  resolve: readonly ResolveRule[];
  /** For tests; default MAX_BODY_BYTES. */
  mostBytes?: number;
}

export interface NodeHttp extends Http {
  /** Cuts all connections. */
  close(): void;
}

interface Target {
  secure: boolean;
  hostname: string;
  port: number;
  /** As it stands in the URL, for Host. */
  authority: string;
  /** Path and query, byte for byte. */
  path: string;
}

/** Splits a URL without changing its path; null when it cannot be used. */
export function targetOf(url: string): Target | null {
  const parts = /^(https?):\/\/([^/?#@\s]+)([^#]*)/i.exec(url);
  if (parts === null || !URL.canParse(url)) return null;
  const [, scheme = '', authority = '', rest = ''] = parts;
  const { hostname, port } = new URL(url);
  const secure = scheme.toLowerCase() === 'https';
  return {
    secure,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 443 : 80) : Number(port),
    authority,
    path: rest.startsWith('/') ? rest : `/${rest}`,
  };
}

/** Every value of every field, in order, as they came. */
function headersOf(raw: readonly string[]): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    if (name === '__proto__') continue;
    (headers[name] ??= []).push(raw[at + 1] ?? '');
  }
  return headers;
}

async function inflate(body: Buffer, most: zlib.ZlibOptions): Promise<Buffer> {
  // Servers send `deflate` with and without the zlib wrapper; its first byte tells.
  return ((body[0] ?? 0) & 0x0f) === 8 ? promisify(zlib.inflate)(body, most) : promisify(zlib.inflateRaw)(body, most);
}

async function decode(encoding: string, body: Buffer, maxOutputLength: number): Promise<Buffer> {
  const most = { maxOutputLength };
  if (body.length === 0) return body;
  switch (encoding) {
    case '':
    case 'identity':
      return body;
    case 'gzip':
    case 'x-gzip':
      return promisify(zlib.gunzip)(body, most);
    case 'deflate':
      return inflate(body, most);
    case 'br':
      return promisify(zlib.brotliDecompress)(body, most);
    default:
      throw new Error(`content-encoding ${encoding.slice(0, 20)}`);
  }
}

async function responseOf(
  status: number,
  raw: readonly string[],
  body: Buffer,
  mostBytes: number,
): Promise<HttpResponse> {
  const headers = headersOf(raw);
  const encoding = (headers['content-encoding'] ?? []).join(',').trim().toLowerCase();
  const decoded = await decode(encoding, body, mostBytes);
  delete headers['content-encoding'];
  return { status, headers, body: decoded };
}

/** Default, system and extra authorities, parsed once: a few hundred take tens of milliseconds. */
function trust(ca: string | null): tls.SecureContext {
  const known = [...tls.getCACertificates('default'), ...tls.getCACertificates('system')];
  return tls.createSecureContext({ ca: [...new Set(ca === null ? known : [...known, ca])] });
}

function refused(kind: 'unreachable' | 'aborted' | 'timeout' | 'tooLarge', detail: string): HttpOutcome {
  return { ok: false, failure: { kind, detail } };
}

/**
 * Builds the adapter. Plain http is for the discovery hop alone: GET only. Adds Host, Accept-Encoding, Content-Length
 * and Connection; no Origin, Referer or cookies; follows no redirect.
 */
export function createNodeHttp(options: NodeHttpOptions): NodeHttp {
  const mostBytes = options.mostBytes ?? MAX_BODY_BYTES;
  const shared = { keepAlive: true, maxSockets: MAX_SOCKETS };
  const plainAgent = new http.Agent(shared);
  let secureAgent: https.Agent | null = null;

  function agentFor(target: Target): Agent {
    if (!target.secure) return plainAgent;
    secureAgent ??= new https.Agent({ ...shared, secureContext: trust(options.ca) });
    return secureAgent;
  }

  function requestOptions(request: HttpRequest, target: Target): https.RequestOptions {
    const { host, port } = resolveTarget(options.resolve, target.hostname, target.port);
    const headers: Record<string, string | number> = { 'accept-encoding': 'gzip, deflate, br', ...request.headers };
    headers['host'] = target.authority;
    if (request.body !== null) headers['content-length'] = Buffer.byteLength(request.body);
    else if (request.method === 'POST' || request.method === 'PUT') headers['content-length'] = 0;
    return {
      agent: agentFor(target),
      method: request.method,
      host,
      port,
      path: target.path,
      headers,
      // Names the certificate is checked against, also where a rule leads elsewhere; addresses are checked by `host`.
      ...(net.isIP(target.hostname) === 0 ? { servername: target.hostname } : {}),
    };
  }

  function exchange(
    request: HttpRequest,
    target: Target,
    signal: AbortSignal | undefined,
    again: boolean,
  ): Promise<HttpOutcome> {
    return new Promise((resolve) => {
      let answered = false;
      let settled = false;
      let certificate: tls.PeerCertificate | null = null;
      const sent = (target.secure ? https : http).request(requestOptions(request, target));
      const settle = (outcome: HttpOutcome): void => {
        settled = true;
        cancelTimer();
        signal?.removeEventListener('abort', onAbort);
        resolve(outcome);
        if (!outcome.ok) sent.destroy();
      };
      const onAbort = (): void => settle(refused('aborted', 'aborted'));
      const onError = (error: unknown): void => {
        // The server closed an idle connection just as it was used again: ask once more on a new one.
        const stale = sent.reusedSocket && !answered && !again && request.method === 'GET' && signal?.aborted !== true;
        if (!stale || settled) settle({ ok: false, failure: failureFrom(error, certificate) });
        else void exchange(request, target, signal, true).then(settle);
      };
      const cancelTimer = options.clock.setTimer(request.timeoutMs, () =>
        settle(refused('timeout', `no answer within ${request.timeoutMs} ms`)),
      );
      signal?.addEventListener('abort', onAbort);

      sent.on('socket', (socket) => {
        // The only moment at which a refused certificate can be read: TLSSocket drops it with the connection.
        if (socket instanceof tls.TLSSocket && socket.connecting) {
          socket.prependOnceListener('secure', () => {
            certificate = socket.getPeerCertificate();
          });
        }
      });
      sent.on('error', onError);
      sent.on('response', (response) => {
        answered = true;
        const parts: Buffer[] = [];
        let size = 0;
        response.on('error', onError);
        response.on('data', (part: Buffer) => {
          size += part.length;
          parts.push(part);
          if (size > mostBytes) settle(refused('tooLarge', `response over ${mostBytes} bytes`));
        });
        response.on('end', () => {
          if (size > mostBytes) return;
          responseOf(response.statusCode ?? 0, response.rawHeaders, Buffer.concat(parts), mostBytes).then(
            (value) => settle({ ok: true, response: value }),
            (error: unknown) => settle({ ok: false, failure: failureFrom(error, null) }),
          );
        });
      });
      sent.end(request.body ?? undefined);
    });
  }

  return {
    async send(request, signal) {
      const target = targetOf(request.url);
      if (target === null) return refused('unreachable', 'not an http address');
      if (!target.secure && request.method !== 'GET') return refused('unreachable', 'plain http is for GET alone');
      if (signal?.aborted === true) return refused('aborted', 'aborted');
      try {
        return await exchange(request, target, signal, false);
      } catch (error) {
        // Node refuses headers and paths it cannot send, synchronously.
        return { ok: false, failure: failureFrom(error, null) };
      }
    },
    close() {
      plainAgent.destroy();
      secureAgent?.destroy();
    },
  };
}
