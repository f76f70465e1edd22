/** From a reply to status, headers and bytes; the same for a lone answer and for a part of a batch. */
import type { World } from '../world.ts';
import { namesTag } from './conditional.ts';
import { chooseMedium, STANDARD_MEDIUM } from './media.ts';
import type { Reply, SimRequest } from './message.ts';
import type { Refusal } from './refusal.ts';
import { htmlPage } from './refusal.ts';
import { STATUS_CODES } from 'node:http';

export interface Rendered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

const BYTE_ORDER_MARK = '\uFEFF';
/** Seconds in Retry-After where a refusal names none. */
const RETRY_AFTER = '1';

export function render(reply: Reply, request: SimRequest, world: World): Rendered {
  const headers: Record<string, string | readonly string[]> = { 'Cache-Control': 'no-cache', ...reply.headers };
  const { raw, document } = reply;
  const etag = document?.kind === 'resource' ? document.resource.etag : raw?.etag;
  if (etag !== undefined) {
    headers['ETag'] ??= `"${etag}"`;
    const known = request.headers['if-none-match'];
    if (request.method === 'GET' && reply.status === 200 && known !== undefined && namesTag(known, etag)) {
      return { status: 304, headers, body: Buffer.alloc(0) };
    }
  }
  if (raw) {
    headers['Content-Type'] ??= raw.type;
    return { status: reply.status, headers, body: Buffer.from(raw.body) };
  }
  if (!document) return { status: reply.status, headers, body: Buffer.alloc(0) };

  const { type, medium } = chooseMedium(request.headers['accept']) ?? STANDARD_MEDIUM;
  headers['Content-Type'] ??= `${type}; charset=utf-8`;
  const { bom } = world.knobs;
  const marked = medium.byteOrderMark && (bom === 'always' || (bom === 'batch' && request.inBatch));
  const text = medium.write(document, world.knobs);
  return { status: reply.status, headers, body: Buffer.from(marked ? BYTE_ORDER_MARK + text : text) };
}

/** A lone answer, with what the front end says of itself. */
export function renderAnswer(reply: Reply, request: SimRequest, world: World): Rendered {
  const rendered = render(reply, request, world);
  if (request.host.place.does !== 'frontEnd') return rendered;
  const ours = { 'X-MS-Server-Fqdn': world.serverFqdn, 'X-MS-UcwaVersion': '2.0' };
  return { ...rendered, headers: { ...rendered.headers, ...ours } };
}

/** A refusal as a reply. */
export function refusalReply(refusal: Refusal, world: World): Reply {
  const { status, details } = refusal;
  const diagnostics = details.diagnostics ?? { number: 2, reason: refusal.message };
  const headers: Record<string, string | readonly string[]> = {
    'X-Ms-diagnostics': `${diagnostics.number};source="${world.serverFqdn}";reason="${diagnostics.reason}"`,
    ...details.headers,
  };
  if ((status === 429 || status === 503) && world.knobs.retryAfter) headers['Retry-After'] ??= RETRY_AFTER;
  if (details.html) {
    const page = htmlPage(status, STATUS_CODES[status] ?? 'Error');
    return { status, headers, raw: { type: 'text/html', body: page } };
  }
  const subcode = details.subcode ?? (world.knobs.literalNone ? 'None' : null);
  const parameters = details.parameters ?? [];
  return {
    status,
    headers,
    document: { kind: 'error', error: { code: refusal.code, subcode, message: refusal.message, parameters } },
  };
}
