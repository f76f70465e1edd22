/**
 * Where the system's browser brings the answer of an OpenID provider: a port of this machine that listens as long as one
 * sign-in lasts (RFC 8252, 7.3). Real sockets, no scripts, one answer.
 */
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A provider's answer is a few kilobytes. */
const MOST_BYTES = 64 * 1024;

/** What the provider said: a code, or why there is none, in its own words. */
export type LoopbackAnswer = { code: string } | { error: string; subcode: string; description: string };

export interface Loopback {
  /** `http://localhost:PORT`: registrations name localhost, and any port of it is right. */
  redirectUri: string;
  /** Settles once somebody who knows `state` has answered and was told so; never rejects. */
  answer: Promise<LoopbackAnswer>;
  /** Stops listening and cuts what is open. Safe to call twice. */
  close(): void;
}

const PAGES = {
  done: ['Signed in', 'You are signed in. You can close this window and return to Rollcall.'],
  refused: ['Not signed in', 'The sign-in was not completed. You can close this window and return to Rollcall.'],
  foreign: ['Not for this sign-in', 'This answer does not belong to a sign-in that is under way.'],
} as const;

/** Begins to listen on a free port of 127.0.0.1. `state`: unguessable; an answer without it changes nothing. */
export async function openLoopback(state: string): Promise<Loopback> {
  let settle: (answer: LoopbackAnswer) => void = () => {};
  const answer = new Promise<LoopbackAnswer>((resolve) => {
    settle = resolve;
  });
  // Only for a sign-in: it takes 20 ms to load, which every start would pay.
  const { createServer } = await import('node:http');
  const server = createServer((request, response) => {
    void fieldsOf(request).then((fields) => {
      const said = fields === null ? null : answerIn(fields);
      if (fields === null || said === null) return reply(response, 404, 'foreign');
      if (!isExpected(fields, state)) return reply(response, 400, 'foreign');
      // The browser has the page before the port is closed.
      response.on('close', () => settle(said));
      reply(response, 200, 'code' in said ? 'done' : 'refused');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  return {
    redirectUri: `http://localhost:${port}`,
    answer,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The fields of an answer: posted as a form, as is asked for, or in the address, as others do. Null: no answer. */
async function fieldsOf(request: IncomingMessage): Promise<URLSearchParams | null> {
  const [path, query = ''] = (request.url ?? '').split('?');
  if (path !== '/') return null;
  if (request.method === 'GET') return new URLSearchParams(query);
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (request.method !== 'POST' || type !== 'application/x-www-form-urlencoded') return null;
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > MOST_BYTES) return null;
      parts.push(part);
    }
  } catch {
    return null;
  }
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'));
}

function answerIn(fields: URLSearchParams): LoopbackAnswer | null {
  const error = fields.get('error');
  const code = fields.get('code');
  if (error !== null) {
    return { error, subcode: fields.get('error_subcode') ?? '', description: fields.get('error_description') ?? '' };
  }
  return code === null || code === '' ? null : { code };
}

function isExpected(fields: URLSearchParams, state: string): boolean {
  const [given = '', ...more] = fields.getAll('state').map((text) => Buffer.from(text));
  const wanted = Buffer.from(state);
  return more.length === 0 && given.length === wanted.length && timingSafeEqual(Buffer.from(given), wanted);
}

function reply(response: ServerResponse, status: number, page: keyof typeof PAGES): void {
  const [title, words] = PAGES[page];
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  });
  response.end(`<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><p>${words}</p></html>`);
}
