/** The fake of `net`: each request is a program the test answers, with Electron's order of events. */
import { EventEmitter } from 'node:events';
import { needsReady } from './lifecycle.ts';

/** Headers that Chromium refuses to take from an app. */
const RESTRICTED = /^(content-length|host|trailer|te|upgrade|cookie2|keep-alive|transfer-encoding)$/i;

class FakeIncomingMessage
  extends EventEmitter
  implements Pick<Electron.IncomingMessage, 'statusCode' | 'headers' | 'rawHeaders'>
{
  statusCode: number;
  rawHeaders: string[];

  constructor(statusCode: number, headers: readonly (readonly [string, string])[]) {
    super();
    this.statusCode = statusCode;
    this.rawHeaders = headers.flat();
  }

  /** Repeated fields joined by a comma, as Chromium does. */
  get headers(): Record<string, string | string[]> {
    const joined: Record<string, string> = {};
    for (let i = 0; i < this.rawHeaders.length; i += 2) {
      const name = (this.rawHeaders[i] ?? '').toLowerCase();
      const value = this.rawHeaders[i + 1] ?? '';
      joined[name] = joined[name] === undefined ? value : `${joined[name]}, ${value}`;
    }
    return joined;
  }
}

export class FakeClientRequest
  extends EventEmitter
  implements Pick<Electron.ClientRequest, 'abort' | 'followRedirect' | 'setHeader'>
{
  options: Electron.ClientRequestConstructorOptions;
  headers: Record<string, string> = {};
  body = '';
  ended = false;
  aborted = false;
  closed = false;
  followed = false;
  /** How each `login` was answered: the user name, or null for cancelled. */
  logins: (string | null)[] = [];
  #response: FakeIncomingMessage | null = null;

  constructor(options: Electron.ClientRequestConstructorOptions) {
    super();
    const url = new URL(options.url ?? '');
    if (!/^https?:$/.test(url.protocol)) throw new TypeError('ClientRequest only supports http: and https: protocols');
    this.options = options;
    for (const [name, value] of Object.entries(options.headers ?? {})) this.setHeader(name, String(value));
  }

  setHeader(name: string, value: string): void {
    if (this.ended) throw new Error("Can't set headers after they are sent");
    if (RESTRICTED.test(name)) throw new TypeError(`Invalid header name: ${name}`);
    this.headers[name.toLowerCase()] = value;
  }
  write(chunk: string | Buffer): void {
    if (this.ended) throw new Error('write after end');
    this.body += chunk.toString();
  }
  end(chunk?: string | Buffer): this {
    if (chunk !== undefined) this.write(chunk);
    this.ended = true;
    return this;
  }
  followRedirect(): void {
    this.followed = true;
  }

  /** `abort` and `close` come a turn later; a response in progress gets `aborted` and `error`. */
  abort(): void {
    if (this.aborted || this.closed) return;
    this.aborted = true;
    queueMicrotask(() => {
      this.emit('abort');
      if (this.#response !== null) {
        this.#response.emit('aborted');
        this.#response.emit('error', new Error('aborted'));
      }
      this.#close();
    });
  }

  #close(): void {
    if (this.closed) return;
    this.closed = true;
    this.emit('close');
  }

  /** The head of an answer arrives. */
  head(statusCode: number, headers: readonly (readonly [string, string])[] = []): void {
    this.#response = new FakeIncomingMessage(statusCode, headers);
    this.emit('response', this.#response);
  }
  /** A part of the body arrives. */
  data(chunk: string | Buffer): void {
    this.#response?.emit('data', Buffer.from(chunk));
  }
  /** The body is complete. */
  complete(): void {
    this.#response?.emit('end');
    this.#close();
  }
  /** A whole answer at once. */
  respond(statusCode: number, headers: readonly (readonly [string, string])[] = [], body: string | Buffer = ''): void {
    this.head(statusCode, headers);
    if (body.length > 0) this.data(body);
    this.complete();
  }
  /** Fails as Chromium words it, e.g. `net::ERR_CONNECTION_REFUSED`; before the head or in the middle of the body. */
  fail(message: string): void {
    const error = new Error(message);
    if (this.#response === null) this.emit('error', error);
    else this.#response.emit('error', error);
    this.#close();
  }
  /** A redirect arrives: mode `manual` cancels it unless followRedirect is called during the event. */
  redirect(statusCode: number, location: string, headers: Record<string, string[]>): void {
    this.emit('redirect', statusCode, this.options.method ?? 'GET', location, headers);
    if (!this.followed && !this.aborted) {
      this.emit('error', new Error('Redirect was cancelled'));
      this.#close();
    }
  }
  /**
   * Server or proxy ask for credentials; without a listener Electron cancels. As documented, a request that omits
   * credentials is not told that a server asked.
   */
  askLogin(info: Electron.AuthInfo): void {
    if (this.options.credentials === 'omit' && !info.isProxy) return;
    const answer = (username?: string) => void this.logins.push(username ?? null);
    if (!this.emit('login', info, answer)) answer();
  }
}

class FakeNet implements Pick<Electron.Net, 'isOnline'> {
  requests: FakeClientRequest[] = [];
  online = true;
  isOnline(): boolean {
    return this.online;
  }
  request(options: Electron.ClientRequestConstructorOptions): FakeClientRequest {
    needsReady('net.request');
    const request = new FakeClientRequest(options);
    this.requests.push(request);
    return request;
  }
}

export const net = new FakeNet();

/** Forgets all requests; online again. */
export function resetNet(): void {
  net.requests = [];
  net.online = true;
}
