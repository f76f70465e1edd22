/** The servers: one port with TLS and one without, several names on both, HTTP/1.1 with keep-alive. */
import * as http from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificates } from '../tls/certificates.ts';
import type { World } from '../world.ts';
import { wallTime } from '../clock.ts';
import { hostOf, type ListeningPorts } from './host.ts';
import { parseTarget, type Reply, type SimRequest } from './message.ts';
import { answer } from './pipeline.ts';
import { htmlPage } from './refusal.ts';
import { renderAnswer } from './render.ts';

const LOOPBACK = '127.0.0.1';
const BODY_LIMIT = 1_000_000;
const KEEP_ALIVE_MS = 120_000;

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

export interface RunningServers extends RunningServer {
  /** Of plain http. */
  readonly plainPort: number;
}

/** Starts both. `port` is that of TLS; plain http takes a free one. */
export async function startServers(
  port: number,
  certificates: Certificates,
  world: World,
  plainPort = 0,
): Promise<RunningServers> {
  const timing = { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 };
  const ports: ListeningPorts = { secure: 0, plain: 0 };
  const serving =
    (secure: boolean) =>
    (incoming: IncomingMessage, response: ServerResponse): void =>
      void serve(incoming, response, world, secure, ports);
  const secure = https.createServer(
    {
      ...timing,
      ...certificates.standard,
      SNICallback: (name, answer) => answer(null, certificates.contextFor(name, world)),
    },
    serving(true),
  );
  // A client that trusts another authority breaks the handshake; that is its affair.
  secure.on('tlsClientError', (_error, socket) => socket.destroy());
  const first = await listen(secure, port);
  ports.secure = first.port;
  const second = await listen(http.createServer(timing, serving(false)), plainPort).catch(async (error: unknown) => {
    await first.close();
    throw error;
  });
  ports.plain = second.port;
  return {
    port: first.port,
    plainPort: second.port,
    close: async () => {
      await Promise.all([first.close(), second.close()]);
    },
  };
}

async function listen(server: http.Server | https.Server, port: number): Promise<RunningServer> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  world: World,
  secure: boolean,
  ports: ListeningPorts,
): Promise<void> {
  const arrivedAt = wallTime();
  const body = await readBody(incoming).catch(() => null);
  if (body === null) {
    response.setHeader('Connection', 'close');
    send(response, 413, {}, Buffer.from(htmlPage(413, 'Request Entity Too Large')), 'text/html');
    return;
  }
  const closing: (() => void)[] = [];
  response.once('close', () => {
    if (!response.writableFinished) for (const task of closing) task();
  });
  const host = hostOf(incoming.headers.host ?? '', secure, world.topology, ports);
  if (!host) {
    send(response, 404, {}, Buffer.from(htmlPage(404, 'Not Found')), 'text/html');
    return;
  }
  const method = (incoming.method ?? 'GET').toUpperCase();
  const target = parseTarget(incoming.url ?? '/');
  const request: SimRequest = {
    ...target,
    method,
    host,
    headers: flat(incoming),
    body,
    inBatch: false,
    connection: incoming.socket,
    arrivedAt,
    sentAt: arrivedAt,
    onClosed: (task) => closing.push(task),
  };
  // The channel may answer at once for every event; only the same poll over and over is too fast.
  const kind = target.path.endsWith('/events') ? `${target.path}?${target.rawQuery}` : target.path;
  world.strictness.pace(`${method} ${kind}`, arrivedAt, world.knobs.rateLimit);
  const reply = await answer(request, world);
  write(reply, request, response, world);
}

function write(reply: Reply, request: SimRequest, response: ServerResponse, world: World): void {
  const { afterwards } = reply;
  if (afterwards) {
    let done = false;
    const once = (): void => {
      if (!done) afterwards();
      done = true;
    };
    response.once('finish', once);
    response.once('close', once);
    if (response.closed) once();
  }
  if (reply.cut) {
    response.destroy();
    return;
  }
  const { status, headers, body } = renderAnswer(reply, request, world);
  send(response, status, headers, body);
}

function send(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string | readonly string[]>>,
  body: Buffer,
  type?: string,
): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (type !== undefined) response.setHeader('Content-Type', type);
  if (status !== 204 && status !== 304) response.setHeader('Content-Length', body.length);
  response.writeHead(status);
  response.end(body);
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    const piece = chunk as Buffer;
    length += piece.length;
    if (length > BODY_LIMIT) throw new Error('the body is too large');
    chunks.push(piece);
  }
  return Buffer.concat(chunks);
}

function flat(incoming: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}
