/** What `read.ts` does, without the process around it: from arguments and bytes to what is printed. */
import type { HttpResponse } from '../ports.ts';
import { readBatch } from './media/batch.ts';
import { readChallenges } from './sign-in/challenge.ts';
import { readError } from './errors/errors.ts';
import { readEvents } from './media/events.ts';
import { contentTypeOf } from './client/headers.ts';
import { readResource } from './media/media.ts';
import type { Reading } from './media/misread.ts';

/** `exit`: 0 it was read, 1 it could not be read (`output` says why and where), 2 the call was wrong. */
export interface CommandOutcome {
  readonly exit: 0 | 1 | 2;
  readonly output: string;
}

export const USAGE = `Usage: node main/core/ucwa/read.ts KIND [options] < file

KIND  resource     a resource, or a whole answer with one
      events       an answer of the event channel
      error        an answer that refuses
      challenges   WWW-Authenticate fields, one a line
      batch        a multipart answer

  --content-type TYPE       what the answer said its body is
  --status NUMBER           the status of the answer (error; default 500)
  --header 'Name: value'    a header field of the answer; may be given often
  --http                    the file begins with a status line and header fields

Prints JSON. Ends with 0 when it was read, 1 when it could not be, 2 when the call was wrong.`;

const KINDS = ['resource', 'events', 'error', 'challenges', 'batch'] as const;
type Kind = (typeof KINDS)[number];

interface Options {
  readonly kind: Kind;
  readonly http: boolean;
  readonly status: number | null;
  readonly headers: Record<string, string[]>;
}

/** Reads `bytes` as the arguments say. Never throws. */
export function readCommand(args: readonly string[], bytes: Uint8Array): CommandOutcome {
  const options = optionsOf(args);
  if (typeof options === 'string') return { exit: 2, output: `${options}\n\n${USAGE}` };
  const message = options.http ? splitMessage(bytes) : { status: null, headers: {}, body: bytes };
  const headers = { ...message.headers, ...options.headers };
  const response = { status: options.status ?? message.status ?? 500, headers, body: message.body };
  const read = readKind(options.kind, response);
  return { exit: read.ok ? 0 : 1, output: JSON.stringify(read.ok ? read.value : { error: read.error }, null, 2) };
}

function readKind(kind: Kind, response: HttpResponse): Reading<unknown> {
  const { status, headers, body } = response;
  const contentType = contentTypeOf(response);
  switch (kind) {
    case 'resource':
      return readResource(body, contentType);
    case 'events':
      return readEvents(body, contentType);
    case 'error':
      return { ok: true, value: readError(status, headers, body) };
    case 'challenges': {
      const lines = new TextDecoder().decode(body).split(/\r?\n/);
      const bare = lines.map((line) => line.replace(/^\s*WWW-Authenticate\s*:/i, ''));
      return { ok: true, value: readChallenges([...(headers['www-authenticate'] ?? []), ...bare]) };
    }
    case 'batch': {
      const parts = readBatch(body, contentType);
      return parts.ok ? { ok: true, value: parts.value.map(readPart) } : parts;
    }
  }
}

/** A part of a batch with its body read by its status; null for one that could not be told. */
function readPart(part: HttpResponse | null): unknown {
  if (part === null) return null;
  const { status, headers, body } = part;
  if (status >= 300 && status !== 304) return { status, headers, refused: readError(status, headers, body) };
  if (body.length === 0) return { status, headers, resource: null };
  const read = readResource(body, contentTypeOf(part));
  return read.ok ? { status, headers, resource: read.value } : { status, headers, error: read.error };
}

function optionsOf(args: readonly string[]): Options | string {
  const [named, ...rest] = args;
  const kind = KINDS.find((one) => one === named);
  if (kind === undefined) return named === undefined ? 'KIND is missing.' : `There is no KIND "${named}".`;
  const headers = Object.create(null) as Record<string, string[]>;
  let http = false;
  let status: number | null = null;
  while (rest.length > 0) {
    const option = rest.shift();
    if (option === '--http') {
      http = true;
      continue;
    }
    const value = rest.shift();
    if (value === undefined) return `${option ?? ''} is unknown or lacks its value.`;
    const field = option === '--content-type' ? `Content-Type: ${value}` : option === '--header' ? value : null;
    if (option === '--status' && /^[1-9]\d\d$/.test(value)) status = Number(value);
    else if (field === null || !addField(headers, field)) return `${option ?? ''} ${value} is not understood.`;
  }
  return { kind, http, status, headers };
}

/** Splits a message as it goes over the wire; without the blank line, the body begins where no more fields stand. */
function splitMessage(bytes: Uint8Array): {
  status: number | null;
  headers: Record<string, string[]>;
  body: Uint8Array;
} {
  const headers = Object.create(null) as Record<string, string[]>;
  let status: number | null = null;
  let at = 0;
  for (let first = true; at < bytes.length; first = false) {
    const end = bytes.indexOf(0x0a, at);
    const next = end < 0 ? bytes.length : end + 1;
    const line = new TextDecoder().decode(bytes.subarray(at, next)).trimEnd();
    const answered = first ? /^HTTP\/[\d.]+ +(\d{3})\b/.exec(line) : null;
    if (answered !== null) status = Number(answered[1]);
    else if (line === '') return { status, headers, body: bytes.subarray(next) };
    else if (!addField(headers, line)) break;
    at = next;
  }
  return { status, headers, body: bytes.subarray(at) };
}

function addField(headers: Record<string, string[]>, field: string): boolean {
  const [, name, value = ''] = /^([A-Za-z][\w-]*)[ \t]*:(.*)$/.exec(field) ?? [];
  if (name === undefined) return false;
  const key = name.toLowerCase();
  (headers[key] ??= []).push(value.trim());
  return true;
}
