/** Reads one message of the collection with the wire layer's readers and says how that went. */
import { readBatch, readChallenges, readError, readEvents, readResource } from '../../main/core/ucwa/index.ts';
import type { Reading } from '../../main/core/ucwa/index.ts';
import { parseXml } from '../../simulator/http/xml-text.ts';
import type { Message } from './collection.ts';

export interface Verdict {
  readonly outcome: 'read' | 'written' | 'skipped' | 'failed';
  /** What it was read as, or why it was not. */
  readonly why: string;
}

/** Judges an answer, an event or a fragment. */
export function judge(message: Message): Verdict {
  const { status, headers, body, contentType, kind } = message;
  if (body === '') return bodyless(message);
  const type = contentType?.split(';')[0]?.trim() ?? '';
  const bytes = new TextEncoder().encode(body);
  if (type.startsWith('multipart/') && /<BR>/i.test(body)) {
    return skipped('printed with tags for its line ends');
  }
  if (type.startsWith('multipart/')) return judgeBatch(bytes, contentType);
  if (/^(image|text\/html|application\/sdp)/.test(type)) return skipped(`${type} is no UCWA document`);
  if (kind === 'fragment' && type === '') {
    const challenges = body.match(/^WWW-Authenticate:.*$/gim);
    if (challenges !== null) return of(readChallenges(challenges).length >= challenges.length, 'challenges');
    if (!/^(\{|<\?xml)/.test(body)) return skipped('prose, code or part of a message');
  }
  if (kind !== 'request' && isWellFormed(body) && body.startsWith('[')) {
    if (kind !== 'event') return skipped('a list of figures, no message');
    return judge({ ...message, body: `{"sender":[{"events":${body}}]}` });
  }
  if (!isWellFormed(body)) {
    return readResource(bytes, contentType).ok
      ? { outcome: 'failed', why: 'was read although it does not parse' }
      : skipped('does not parse as published');
  }
  if ((status ?? 200) >= 400) {
    const { reason } = readError(status ?? 0, headers, bytes);
    // Token services answer with OAuth errors, which are no UCWA reasons.
    return reason !== null || /"error"\s*:/.test(body) ? read('error') : failed('no reason was found');
  }
  if (/"sender"\s*:\s*\[|<events[\s>]/.test(body)) {
    return verdict(readEvents(bytes, contentType), 'events', ({ events, broken, follow }) =>
      broken > 0
        ? `${broken} broken events`
        : events.length === 0 && follow === null && !/"sender"\s*:\s*\[\]/.test(body)
          ? 'nothing in it'
          : null,
    );
  }
  if (/^<\?xml[^>]*>\s*<reason/.test(body) || (kind === 'fragment' && body.includes('"subcode"'))) {
    return readError(409, contentType === null ? {} : { 'content-type': [contentType] }, bytes).reason === null
      ? failed('no reason was found')
      : read('error');
  }
  return verdict(readResource(bytes, contentType), 'resource', ({ links, properties, embedded }) =>
    Object.keys({ ...links, ...properties, ...embedded }).length === 0 &&
    body.length > 2 &&
    !body.includes('operationsQueued')
      ? 'nothing in it'
      : null,
  );
}

function bodyless({ status, headers, method }: Message): Verdict {
  if (method !== null) return skipped('a request without body');
  if (status === 401) {
    return of(readChallenges(headers['www-authenticate'] ?? []).length > 0, 'challenges');
  }
  if ((status ?? 200) >= 400) return of(readError(status ?? 0, headers, new Uint8Array()).reason === null, 'error');
  return skipped('no body');
}

function judgeBatch(bytes: Uint8Array, contentType: string | null): Verdict {
  return verdict(readBatch(bytes, contentType), 'batch', (parts) => {
    const bad = parts.findIndex((part) => {
      if (part === null) return true;
      const type = part.headers['content-type']?.[0] ?? null;
      const parses = isWellFormed(new TextDecoder().decode(part.body));
      return part.body.length > 0 && readResource(part.body, type).ok !== parses;
    });
    return bad < 0 ? null : `part ${bad + 1} was not read as it is`;
  });
}

/** Asked of others than the readers under test. What real answers have before their first brace is no fault. */
export function isWellFormed(body: string): boolean {
  if (body.startsWith('<')) return parseXml(body) !== null;
  try {
    return typeof JSON.parse(body.replace(/^[^{[]*/, '')) === 'object';
  } catch {
    return false;
  }
}

function verdict<T>(reading: Reading<T>, as: string, wrong: (value: T) => string | null): Verdict {
  if (!reading.ok) return failed(`${reading.error.detail} at line ${reading.error.place.line}`);
  const why = wrong(reading.value);
  return why === null ? read(as) : failed(why);
}

const read = (why: string): Verdict => ({ outcome: 'read', why });
const failed = (why: string): Verdict => ({ outcome: 'failed', why });
const skipped = (why: string): Verdict => ({ outcome: 'skipped', why });
const of = (good: boolean, as: string): Verdict => (good ? read(as) : failed(`not read as ${as}`));
