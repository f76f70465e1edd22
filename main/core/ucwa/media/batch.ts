/** Multipart batches (PROTOCOL 16): writing the requests, reading the answers. */
import type { HttpResponse } from '../../ports.ts';
import { parse } from '../client/href.ts';
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
  if (parts.length === 0 || parts.length >= MAX_PARTS) {
    const detail = parts.length === 0 ? 'no line is a boundary' : `${MAX_PARTS} parts or more`;
    const fault = { offset: body.length, detail };
    return misread('The server sent an answer that is not a readable batch.', fault, body);
  }
  return { ok: true, value: parts.map(readPart) };
}

/** What the first line that begins with two dashes says. */
function sniffBoundary(body: string): string | null {
  for (let at = body.indexOf('--'); at >= 0; at = body.indexOf('--', lineEnd(body, at))) {
    const start = body.lastIndexOf('\n', at) + 1;
    const boundary = body.slice(at + 2, lineEnd(body, at)).trim();
    if (boundary !== '' && body.slice(start, at).trim() === '') return boundary;
  }
  return null;
}

function boundaryOf(contentType: string | null): string | null {
  const match = /;\s*boundary\s*=\s*(?:"([^"]*)"|([^\s;"]+))/i.exec(contentType ?? '');
  return match?.[1] ?? match?.[2] ?? null;
}

/** Many times what one batch may ask for; and what one answer may have of header fields. */
const MAX_PARTS = 1000;
const MAX_FIELDS = 1000;

/** The text between delimiter lines; what stands before the first and after the closing one is no part. */
function splitParts(body: string, boundary: string): string[] {
  const parts: string[] = [];
  const delimiter = `--${boundary}`;
  let begin: number | null = null;
  for (let at = body.indexOf(delimiter); at >= 0; at = body.indexOf(delimiter, at + delimiter.length)) {
    if (at > 0 && body.charAt(at - 1) !== '\n') continue;
    const end = lineEnd(body, at);
    const rest = body.slice(at + delimiter.length, end).trimEnd();
    if (rest !== '' && rest !== '--') continue;
    if (begin !== null) parts.push(body.slice(begin, at));
    begin = rest === '' ? end + 1 : null;
    if (begin === null || parts.length > MAX_PARTS) break;
  }
  if (begin !== null && parts.length <= MAX_PARTS) parts.push(body.slice(begin));
  // A missing or a doubled delimiter at the end may leave a last part of nothing but blanks: that is none.
  return parts.filter((part, at) => at < parts.length - 1 || part.trim() !== '');
}

/** Where the line ends that `at` stands in: its line feed, or the end of the text. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

const STATUS_LINE = /^[ \t\uFEFF]*HTTP\/\d(?:\.\d)?[ \t]*([1-9]\d\d)(?!\d)/im;

function readPart(part: string): HttpResponse | null {
  const status = STATUS_LINE.exec(part);
  if (status === null) return null;
  const headers = Object.create(null) as Record<string, string[]>;
  let at = lineEnd(part, status.index) + 1;
  for (let count = 0; count < MAX_FIELDS && at < part.length; count += 1) {
    const end = lineEnd(part, at);
    const field = /^[ \t]*([A-Za-z][\w-]*)[ \t]*:(.*)$/.exec(part.slice(at, end).trimEnd());
    if (field === null) break;
    const name = (field[1] ?? '').toLowerCase();
    (headers[name] ??= []).push((field[2] ?? '').trim());
    at = end + 1;
  }
  // Without the blank line between headers and body, the body begins where the headers end.
  const end = lineEnd(part, at);
  if (part.slice(at, end).trim() === '') at = end + 1;
  const body = part.slice(at).replace(/\r?\n?$/, '');
  return { status: Number(status[1]), headers, body: new TextEncoder().encode(body) };
}
