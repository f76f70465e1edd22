/** multipart/batching: what a batch is made of (PROTOCOL 16). */
import { randomUUID } from 'node:crypto';

export const BATCH_TYPE = 'multipart/batching';

export interface BatchPart {
  /** The media type of the part itself; empty where it names none. */
  readonly type: string;
  readonly method: string;
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface PartReply {
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The boundary of a Content-Type, or null when it is not multipart/batching. */
export function boundaryOf(contentType: string | undefined): string | null {
  const match = /^multipart\/batching\s*;(?:.*;)?\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType ?? '');
  return match?.[1] ?? match?.[2] ?? null;
}

/**
 * Reads the parts. Takes CRLF and bare LF, a missing closing boundary, and Content-Transfer-Encoding (GAPS 84).
 * Null when a part holds no HTTP request.
 */
export function readBatch(text: string, boundary: string): BatchPart[] | null {
  const pieces = text.replaceAll('\r\n', '\n').split(`--${boundary}`);
  const parts: BatchPart[] = [];
  for (const piece of pieces.slice(1)) {
    if (piece.startsWith('--')) break;
    const inner = piece.replace(/^[ \t]*\n/, '');
    const outerEnd = inner.startsWith('\n') ? 0 : inner.indexOf('\n\n');
    if (outerEnd === -1) return null;
    const part = readRequest(inner.slice(outerEnd).replace(/^\n+/, ''));
    if (!part) return null;
    const type = /^content-type:(.*)$/im.exec(inner.slice(0, outerEnd))?.[1]?.trim() ?? '';
    parts.push({ ...part, type });
  }
  return parts;
}

function readRequest(text: string): Omit<BatchPart, 'type'> | null {
  const headEnd = text.indexOf('\n\n');
  const head = (headEnd === -1 ? text : text.slice(0, headEnd)).split('\n');
  const line = /^([A-Za-z]+) (\S+) HTTP\/1\.[01]\s*$/.exec(head[0] ?? '');
  if (!line) return null;
  const headers: Record<string, string> = {};
  for (const row of head.slice(1)) {
    const colon = row.indexOf(':');
    if (colon > 0) headers[row.slice(0, colon).trim().toLowerCase()] = row.slice(colon + 1).trim();
  }
  const body = headEnd === -1 ? '' : text.slice(headEnd + 2).trim();
  return { method: (line[1] ?? '').toUpperCase(), target: line[2] ?? '', headers, body };
}

/** Writes the answers with CRLF, a boundary of its own and the closing mark. */
export function writeBatch(replies: readonly PartReply[]): { readonly type: string; readonly body: string } {
  const boundary = randomUUID();
  const lines: string[] = [];
  for (const reply of replies) {
    lines.push(`--${boundary}`, 'Content-Type: application/http; msgtype=response', '');
    lines.push(`HTTP/1.1 ${reply.status} ${reply.reason}`);
    for (const [name, value] of Object.entries(reply.headers)) lines.push(`${name}: ${value}`);
    lines.push('', reply.body);
  }
  lines.push(`--${boundary}--`, '');
  return { type: `${BATCH_TYPE}; boundary="${boundary}"`, body: lines.join('\r\n') };
}
