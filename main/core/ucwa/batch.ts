/** Multipart batches (PROTOCOL 16): writing the requests, reading the answers. */
import type { HttpResponse } from '../ports.ts';
import { parse } from './href.ts';
import { decode, misread } from './misread.ts';
import type { Reading } from './misread.ts';

export const BATCH_TYPE = 'multipart/batching';

export interface Batch {
  readonly contentType: string;
  readonly body: string;
}

/** Writes GETs of absolute URLs of one host as a batch. `boundary`: letters, digits and dashes. */
export function writeBatch(urls: readonly string[], boundary: string, accept: string): Batch {
  const parts = urls.map((url) => {
    const { host, origin } = parse(url) ?? { host: '', origin: '' };
    const lines = [
      `--${boundary}`,
      'Content-Type: application/http; msgtype=request',
      '',
      `GET ${pathOf(url, origin)} HTTP/1.1`,
      `Host: ${host}`,
      `Accept: ${accept}`,
      '',
      '',
    ];
    return `${lines.join('\r\n')}\r\n`;
  });
  return { contentType: `${BATCH_TYPE};boundary=${boundary}`, body: `${parts.join('')}--${boundary}--\r\n` };
}

/** What follows scheme and host, as the server spelled it. */
function pathOf(url: string, origin: string): string {
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/#.*$/s, '');
  return origin !== '' && path.startsWith('/') ? path : `/${path}`;
}

/**
 * Reads the answers of a batch, in the order of the requests. A part that cannot be read is null and keeps its place.
 * Fails only when no part at all can be told apart.
 */
export function readBatch(bytes: Uint8Array, contentType: string | null): Reading<(HttpResponse | null)[]> {
  const text = decode(bytes);
  if (!text.ok) return text;
  const body = text.value;
  const announced = boundaryOf(contentType);
  const boundary = announced !== null && body.includes(`--${announced}`) ? announced : sniffBoundary(body);
  const parts = boundary === null ? [] : splitParts(body, boundary);
  if (parts.length === 0) {
    const fault = { offset: body.length, detail: 'no line begins with a boundary' };
    return misread('The server sent an answer that is not a readable batch.', fault, body);
  }
  return { ok: true, value: parts.map(readPart) };
}

/** What the first line that begins with two dashes says. */
function sniffBoundary(body: string): string | null {
  for (const line of body.split('\n')) {
    const delimiter = line.trim();
    if (delimiter.startsWith('--') && delimiter.length > 2) return delimiter.slice(2);
  }
  return null;
}

function boundaryOf(contentType: string | null): string | null {
  const match = /;\s*boundary\s*=\s*(?:"([^"]*)"|([^\s;"]+))/i.exec(contentType ?? '');
  return match?.[1] ?? match?.[2] ?? null;
}

/** The text between delimiter lines; what stands before the first and after the closing one is no part. */
function splitParts(body: string, boundary: string): string[] {
  const parts: string[][] = [];
  for (const line of body.split('\n')) {
    const delimiter = line.trimEnd();
    if (delimiter === `--${boundary}--`) break;
    if (delimiter === `--${boundary}`) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  // A missing closing delimiter may leave a last part of nothing but blanks: that is none.
  return parts.map((lines) => lines.join('\n')).filter((part, at, all) => at < all.length - 1 || part.trim() !== '');
}

const STATUS_LINE = /^[ \t\uFEFF]*HTTP\/\d(?:\.\d)?[ \t]*(\d{3})(?!\d)/im;

function readPart(part: string): HttpResponse | null {
  const status = STATUS_LINE.exec(part);
  if (status === null) return null;
  const lines = part.slice(status.index).split('\n').slice(1);
  const headers: Record<string, string[]> = {};
  let at = 0;
  for (; at < lines.length; at += 1) {
    const field = /^[ \t]*([A-Za-z][\w-]*)[ \t]*:(.*)$/.exec((lines[at] ?? '').trimEnd());
    if (field === null) break;
    const name = (field[1] ?? '').toLowerCase();
    headers[name] = [...(headers[name] ?? []), (field[2] ?? '').trim()];
  }
  // Without the blank line between headers and body, the body begins where the headers end.
  if ((lines[at] ?? '').trim() === '') at += 1;
  const body = lines
    .slice(at)
    .join('\n')
    .replace(/\r?\n?$/, '');
  return { status: Number(status[1]), headers, body: new TextEncoder().encode(body) };
}
