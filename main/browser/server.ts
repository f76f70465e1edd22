/**
 * Serves the window to this machine's browser: loopback only, every path behind an unguessable key, no foreign Host or
 * Origin, one WebSocket per tab. Decides nothing about the app.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Logger } from '../core/ports.ts';
import { readTabMessage } from './messages.ts';
import type { HostMessage, TabMessage } from './messages.ts';
import { pageHeaders, readPageFile } from './page-files.ts';

const HOST = '127.0.0.1';
const KEY_BYTES = 32;
const MOST_MESSAGE_BYTES = 1024 * 1024;

/** One open tab. */
export interface Tab {
  /** Address of the page's origin, as the browser told it. */
  origin: string;
  /** The tab was cut off before and may have missed something. */
  again: boolean;
  send(message: HostMessage): void;
}

/** What a tab's connection leads to. */
export interface TabHandlers {
  receive(message: TabMessage): void;
  closed(): void;
}

export interface ServerParts {
  /** Folder with index.html and assets, and the built preload script. */
  files: { renderer: string; preload: string };
  /** 0: any free one. */
  port: number;
  logger: Logger;
  connect: (tab: Tab) => TabHandlers;
}

export interface PageServer {
  /** `http://127.0.0.1:PORT/KEY/`. Whoever knows it is let in. */
  url: string;
  /** `http://127.0.0.1:PORT`. */
  origin: string;
  /** Closes all tabs' connections and stops listening. */
  close(): Promise<void>;
}

/** Takes as long for a near miss as for any other. */
function equal(a: string, b: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}

/** The path below the key, still encoded; null when the key is wrong. */
function pathBelow(key: string, url: string): string | null {
  const [, given = '', ...rest] = (url.split('?')[0] ?? '').split('/');
  return equal(given, key) && rest.length > 0 ? rest.join('/') : null;
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** Whether the request comes from our own page, or from the address bar; `origin` is ours. */
function isOurs(request: IncomingMessage, origin: string): boolean {
  const { host, origin: from, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = request.headers;
  // A name that a foreign page bound to 127.0.0.1 comes with that name as Host.
  if (`http://${host ?? ''}` !== origin) return false;
  if (from !== undefined && from !== origin) return false;
  const direct = site === undefined || site === 'same-origin' || site === 'none';
  return direct || mode === 'navigate';
}

/** Starts listening. Rejects when the port is taken. */
export async function startServer(parts: ServerParts): Promise<PageServer> {
  const key = randomBytes(KEY_BYTES).toString('base64url');
  const server = createServer(answer);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_MESSAGE_BYTES, perMessageDeflate: false });
  let origin = '';

  function refuse(response: ServerResponse, status: number): void {
    response.writeHead(status, { ...pageHeaders(origin), 'content-type': 'text/plain; charset=utf-8' });
    response.end(status === 405 ? 'GET only' : 'Not found');
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    // Whatever is wrong, the answer is the same, so that it tells nothing.
    const path = isOurs(request, origin) ? pathBelow(key, request.url ?? '') : null;
    if (path === null) return refuse(response, 404);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
    const name = decoded(path);
    const file = name === null ? null : readPageFile(parts.files, name);
    if (file === null) return refuse(response, 404);
    response.writeHead(200, {
      ...pageHeaders(origin),
      'content-type': file.type,
      'content-length': file.body.length,
    });
    response.end(request.method === 'HEAD' ? undefined : file.body);
  }

  function accept(socket: WebSocket, again: boolean): void {
    const tab: Tab = {
      origin,
      again,
      send: (message) => {
        if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
      },
    };
    const handlers = parts.connect(tab);
    socket.on('message', (data: Buffer, isBinary) => {
      const message = isBinary ? null : readTabMessage(data.toString('utf8'));
      if (message !== null) handlers.receive(message);
      else socket.close(1008, 'not a message of this app');
    });
    socket.on('error', (error) =>
      parts.logger.log('warn', 'a tab sent what cannot be read', { reason: error.message }),
    );
    socket.on('close', () => handlers.closed());
  }

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    const [path, query] = [pathBelow(key, request.url ?? ''), (request.url ?? '').split('?')[1]];
    // A browser always says where a WebSocket comes from.
    if (path !== 'socket' || request.headers.origin !== origin || !isOurs(request, origin)) {
      stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => accept(socket, query === 'again'));
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(parts.port, HOST, () => resolve());
  });
  origin = `http://${HOST}:${(server.address() as AddressInfo).port}`;

  return {
    url: `${origin}/${key}/`,
    origin,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
