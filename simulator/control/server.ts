/** The control interface over plain HTTP on the loopback address: JSON in, JSON out. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunningServer } from '../http/server.ts';
import type { Control } from './control.ts';
import { ControlError, type Act, type FaultInput, type SessionOp } from './schema.ts';

const LOOPBACK = '127.0.0.1';
const BODY_LIMIT = 1_000_000;

type Operation = (control: Control, body: unknown) => unknown;

// The bodies are judged by the control itself; here they only get their names.
const OPERATIONS: Readonly<Record<string, Operation>> = {
  'GET /state': (control) => control.state(),
  'GET /offences': (control) => control.offences(),
  'DELETE /offences': (control) => control.clearOffences(),
  'GET /warnings': (control) => control.warnings(),
  'GET /requests': (control) => control.requests(),
  'DELETE /requests': (control) => control.clearRequests(),
  'GET /captured': (control) => control.captured(),
  'DELETE /captured': (control) => control.clearCaptured(),
  'POST /act': (control, body) => control.act(body as Act),
  'POST /fault': (control, body) => control.fault(body as FaultInput),
  'DELETE /fault': (control) => control.clearFaults(),
  'POST /session': (control, body) => control.session(body as SessionOp),
  'GET /knobs': (control) => control.knobs(),
  'POST /knobs': (control, body) => control.setKnobs(record(body)),
  'POST /clock': (control, body) => control.advance(record(body)['advanceMs'] as number),
  'POST /lively': (control, body) => control.lively(record(body)['everyMs'] as number),
};

export async function startControlServer(port: number, control: Control): Promise<RunningServer> {
  const server = createServer((incoming, response) => void serve(incoming, response, control));
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

async function serve(incoming: IncomingMessage, response: ServerResponse, control: Control): Promise<void> {
  const path = (incoming.url ?? '/').split('?')[0] ?? '/';
  const operation = OPERATIONS[`${incoming.method ?? 'GET'} ${path}`];
  if (!operation) {
    send(response, 404, { error: 'no such operation', operations: Object.keys(OPERATIONS) });
    return;
  }
  // A page in a browser on this machine must not be able to steer the simulator.
  if (incoming.headers.origin !== undefined) {
    send(response, 403, { error: 'not for browsers' });
    return;
  }
  try {
    const result = operation(control, await readJson(incoming));
    if (result === undefined) send(response, 204, null);
    else send(response, 200, result);
  } catch (error) {
    if (error instanceof ControlError) send(response, 400, { error: error.message });
    else send(response, 500, { error: error instanceof Error ? error.message : 'failed' });
  }
}

function record(body: unknown): Record<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  throw new ControlError('the body must be a JSON object');
}

async function readJson(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    const piece = chunk as Buffer;
    length += piece.length;
    if (length > BODY_LIMIT) throw new ControlError('the body is too large');
    chunks.push(piece);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ControlError('the body does not parse as JSON');
  }
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(value === null ? undefined : JSON.stringify(value));
}
