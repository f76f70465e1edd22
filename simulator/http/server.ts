/** The TLS server: one port, several names, HTTP/1.1 with keep-alive. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { ServerIdentity } from '../tls/authority.ts';
import type { World } from '../world.ts';
import { wallTime } from '../clock.ts';
import { parseTarget, type Host, type Reply, type SimRequest } from './message.ts';
import { answer } from './pipeline.ts';
import { htmlPage } from './refusal.ts';
import { render } from './render.ts';

const LOOPBACK = '127.0.0.1';
const BODY_LIMIT = 1_000_000;
const KEEP_ALIVE_MS = 120_000;

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

export async function startServer(port: number, identity: ServerIdentity, world: World): Promise<RunningServer> {
  const server = createServer(
    { key: identity.keyPem, cert: identity.certificatePem, keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 },
    (incoming, response) => void serve(incoming, response, world),
  );
  // A client that trusts another authority breaks the handshake; that is its affair.
  server.on('tlsClientError', (_error, socket) => socket.destroy());
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

async function serve(incoming: IncomingMessage, response: ServerResponse, world: World): Promise<void> {
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
  const host = hostOf(incoming.headers.host ?? '', world);
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
    arrivedAt,
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
  const { status, headers, body } = render(reply, request, world);
  send(response, status, { ...headers, 'X-MS-Server-Fqdn': world.serverFqdn, 'X-MS-UcwaVersion': '2.0' }, body);
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

/** The name and port that the client wrote; null for a name that nothing lives at. */
function hostOf(header: string, world: World): Host | null {
  const [, name = '', port = ''] = /^(\[[^\]]+\]|[^:]*)(:\d+)?$/.exec(header.trim().toLowerCase()) ?? [];
  const { discovery, discoveryInternal, pool } = world.hosts;
  const both = name === 'localhost' || name === LOOPBACK;
  if (!both && ![discovery, discoveryInternal, pool].includes(name)) return null;
  return {
    name,
    port,
    discovery: both || name !== pool,
    pool: both || name === pool,
    internal: name === discoveryInternal,
  };
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
