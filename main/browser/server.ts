/**
 * Serves the window to this machine's browser: loopback only, files of the app only, one WebSocket per tab, all of it
 * within limits. Who is let in is `admission.ts`'s to say. Decides nothing about the app.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Clock, Logger } from '../core/ports.ts';
import { createRate } from '../ipc/rate.ts';
import { createAdmission } from './admission.ts';
import { readTabMessage } from './messages.ts';
import type { HostMessage, TabMessage } from './messages.ts';
import { http } from './node-http.ts';
import { ENTRANCE_PAGE, pageHeaders, readPageFile } from './page-files.ts';

const HOST = '127.0.0.1';

/** What a client gets of the host, whoever it is. */
export interface Limits {
  connections: number;
  /** Open sockets of tabs. */
  tabs: number;
  /** A connection that has not said within this time what it wants is closed (ms). */
  headersMs: number;
  /** One that wants nothing more is closed after this time (ms). */
  idleMs: number;
  headerBytes: number;
  /** One message of a tab. */
  messageBytes: number;
  messagesPerSecond: number;
  /** What waits for a tab that does not read. */
  unreadBytes: number;
}

/**
 * Far from what browsers do. The largest message carries a file to import, of 8 million characters; the largest answer,
 * a state of 10,000 contacts, has 2 MiB. A router refuses single commands long before a tab is cut off for their number.
 */
export const LIMITS: Limits = {
  connections: 64,
  tabs: 16,
  headersMs: 5_000,
  idleMs: 5_000,
  headerBytes: 16 * 1024,
  messageBytes: 32 * 1024 * 1024,
  messagesPerSecond: 1_000,
  unreadBytes: 64 * 1024 * 1024,
};

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
  clock: Pick<Clock, 'now'>;
  logger: Logger;
  /** Default: `LIMITS`. */
  limits?: Partial<Limits>;
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

/** Starts listening. Rejects when the port is taken. */
export async function startServer(parts: ServerParts): Promise<PageServer> {
  const limits = { ...LIMITS, ...parts.limits };
  const admission = createAdmission();
  const server = http.createServer(
    {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.headersMs,
      keepAliveTimeout: limits.idleMs,
      connectionsCheckingInterval: Math.min(1_000, limits.headersMs),
    },
    answer,
  );
  server.maxConnections = limits.connections;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.messageBytes,
    perMessageDeflate: false,
    clientTracking: true,
  });
  let origin = '';

  function refuse(response: ServerResponse, status: number): void {
    // Whatever was sent along stays unread: the connection ends here.
    const headers = { ...pageHeaders(origin), 'content-type': 'text/plain; charset=utf-8', connection: 'close' };
    response.writeHead(status, headers);
    response.end(status === 405 ? 'GET only' : 'Not found');
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { url = '', headers, method } = request;
    // Whatever is wrong, the answer is the same, so that it tells nothing.
    const admitted = admission.admit({ url, headers }, origin);
    if (admitted === null || admitted.to === 'socket') return refuse(response, 404);
    if (method !== 'GET' && method !== 'HEAD') return refuse(response, 405);
    const entrance = admitted.to === 'entrance';
    const file = entrance ? ENTRANCE_PAGE : readPageFile(parts.files, admitted.path);
    if (file === null) return refuse(response, 404);
    response.writeHead(200, {
      ...pageHeaders(origin),
      ...(entrance ? admission.letIn : {}),
      'content-type': file.type,
      'content-length': file.body.length,
    });
    response.end(method === 'HEAD' ? undefined : file.body);
  }

  function accept(socket: WebSocket, again: boolean): void {
    const inTime = createRate(parts.clock, limits.messagesPerSecond);
    const tab: Tab = {
      origin,
      again,
      send: (message) => {
        if (socket.readyState !== socket.OPEN) return;
        if (socket.bufferedAmount > limits.unreadBytes) return socket.terminate();
        socket.send(JSON.stringify(message));
      },
    };
    const handlers = parts.connect(tab);
    socket.on('message', (data: Buffer, isBinary) => {
      // What was on its way when the socket was closed is not read any more.
      if (socket.readyState !== socket.OPEN) return;
      if (!inTime()) return socket.close(1008, 'too many messages');
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
    const { url = '', headers } = request;
    const admitted = admission.admit({ url, headers }, origin);
    if (admitted?.to !== 'socket' || sockets.clients.size >= limits.tabs) {
      stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () => stream.destroy());
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => accept(socket, admitted.again));
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(parts.port, HOST, () => resolve());
  });
  origin = `http://${HOST}:${(server.address() as AddressInfo).port}`;

  return {
    url: origin + admission.entrance,
    origin,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
