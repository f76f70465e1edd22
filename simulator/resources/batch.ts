/** The batch resource: several requests in one (PROTOCOL 16). */
import { STATUS_CODES } from 'node:http';
import { andAfterwards, parseTarget, type Reply, type SimRequest } from '../http/message.ts';
import { BATCH_TYPE, boundaryOf, readBatch, writeBatch, type BatchPart, type PartReply } from '../http/multipart.ts';
import { Refusal } from '../http/refusal.ts';
import { render } from '../http/render.ts';
import type { Call, Route } from '../http/router.ts';

/** What a part's answer carries in captures; everything else belongs to the outer answer. */
const PART_HEADERS = ['Cache-Control', 'Content-Type', 'ETag', 'Location', 'Retry-After', 'X-Ms-diagnostics', 'Allow'];

async function batch(call: Call): Promise<Reply> {
  const { request, world } = call;
  if (request.inBatch) {
    world.strictness.record('batchInBatch', 'POST batch');
    throw new Refusal(400, { message: 'A batch cannot be part of a batch.' });
  }
  const boundary = boundaryOf(request.headers['content-type']);
  if (boundary === null) {
    world.strictness.record('malformedBody', 'media type of a batch');
    throw new Refusal(415);
  }
  const parts = readBatch(request.body.toString('utf8'), boundary);
  if (!parts || parts.length === 0) {
    world.strictness.record('malformedBody', 'the batch does not parse');
    throw new Refusal(400, { subcode: 'DeserializationFailure' });
  }
  if (parts.length > world.knobs.batchLimit) {
    world.strictness.record('batchTooLarge', `${parts.length} parts`);
    throw new Refusal(429);
  }
  const replies: PartReply[] = [];
  let afterwards = (): void => undefined;
  for (const part of parts) {
    judgePart(part, call);
    const inner = partRequest(part, request);
    const reply = await call.nested(inner);
    if (reply.afterwards) ({ afterwards = afterwards } = andAfterwards({ status: 0, afterwards }, reply.afterwards));
    if (reply.cut) return { status: 0, cut: true, afterwards };
    const { status, headers, body } = render(reply, inner, world);
    const shown = Object.entries(headers).filter(([name]) => PART_HEADERS.includes(name));
    replies.push({
      status,
      reason: STATUS_CODES[status] ?? '',
      headers: Object.fromEntries(shown.map(([name, value]) => [name, String(value)])),
      body: body.toString('utf8'),
    });
  }
  return { status: 200, raw: writeBatch(replies), afterwards };
}

/** Each part is a complete request to the host of the batch, and says that it is one. */
function judgePart({ type, headers }: BatchPart, { request, world }: Call): void {
  const isRequest = /^application\/http\s*;\s*msgtype=request$/i.test(type);
  const host = headers['host']?.toLowerCase().replace(/:\d+$/, '');
  if (!isRequest || host !== request.host.name)
    world.strictness.record('batchPart', `type ${type}, host ${host ?? ''}`);
}

/** A part borrows ticket, host and connection from the batch. */
function partRequest(part: BatchPart, outer: SimRequest): SimRequest {
  const target = parseTarget(part.target.replace(/^https?:\/\/[^/]*/i, ''));
  const authorization = part.headers['authorization'] ?? outer.headers['authorization'];
  return {
    ...outer,
    ...target,
    method: part.method,
    headers: { ...part.headers, ...(authorization === undefined ? {} : { authorization }) },
    body: Buffer.from(part.body),
    inBatch: true,
  };
}

export const batchRoutes: readonly Route[] = [
  { method: 'POST', pattern: '/batch', ok: 200, media: BATCH_TYPE, handle: batch },
];
