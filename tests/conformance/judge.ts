/** Reads one message of the collection with the wire layer's readers and says how that went. */
import { readBatch, readChallenges, readError, readEvents, readResource } from '../../main/core/ucwa/index.ts';
import type { Reading } from '../../main/core/ucwa/index.ts';
import { raw } from '../../main/core/ucwa/testing.ts';
import type { Message } from './collection.ts';
import { recorder } from './recorder.ts';
import { isWellFormed, mended } from './well-formed.ts';

/** A resource of which a page prints the rel alone. */
const ONLY_REL = /^\{\s*"rel"\s*:\s*"\w+"\s*\}$/;

export interface Verdict {
  readonly outcome: 'read' | 'written' | 'skipped' | 'failed';
  /** What it was read as, or why it was not. */
  readonly why: string;
}

/** Judges an answer, an event or a fragment. */
export async function judge(message: Message): Promise<Verdict> {
  const { status, headers, body, contentType, kind } = message;
  if (body === '') return bodyless(message);
  const type = contentType?.split(';')[0]?.trim() ?? '';
  const bytes = new TextEncoder().encode(body);
  if (type.startsWith('multipart/') && /<BR>/i.test(body)) {
    return skipped('printed with tags for its line ends');
  }
  if (type.startsWith('multipart/')) return judgeBatch(bytes, contentType);
  if (/^(image|text\/html|application\/sdp)/.test(type)) {
    return of(!readResource(bytes, contentType).ok, `${type}, and refused`);
  }
  if (kind === 'fragment' && type === '') {
    const challenges = body.match(/^WWW-Authenticate:.*$/gim);
    if (challenges !== null) return of(readChallenges(challenges).length >= challenges.length, 'challenges');
    if (!/^(\{|<\?xml)/.test(body)) {
      const inside = body.startsWith('"') && mended(body) !== null;
      return inside ? judgeMended(message) : skipped('prose, code or part of a message');
    }
  }
  if (kind !== 'request' && isWellFormed(body) && body.startsWith('[')) {
    if (kind !== 'event') return skipped('a list of figures, no message');
    return judge({ ...message, body: `{"sender":[{"events":${body}}]}` });
  }
  if (!isWellFormed(body)) {
    return readResource(bytes, contentType).ok ? failed('was read although it does not parse') : judgeMended(message);
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
    !body.includes('operationsQueued') &&
    !ONLY_REL.test(body)
      ? 'nothing in it'
      : null,
  );
}

/** As a server would have sent it, where the page alone is to blame. */
async function judgeMended(message: Message): Promise<Verdict> {
  const better = mended(message.body);
  if (better === null) return skipped('does not parse as published');
  const verdict = await judge({ ...message, body: better.body });
  return verdict.outcome === 'read' ? read(`${verdict.why}, mended: ${better.repairs}`) : verdict;
}

/** Without a body all is in the status: good ones are taken as done, whatever was asked. */
async function bodyless({ operation, status, headers }: Message): Promise<Verdict> {
  if (status === null) return skipped('no body');
  if (status === 401) {
    return of(readChallenges(headers['www-authenticate'] ?? []).length > 0, 'challenges');
  }
  if (status >= 400) return of(readError(status, headers, new Uint8Array()).reason === null, 'error');
  const fields = Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.join(', ')]));
  const { client } = recorder('https://fe1.contoso.com/', 'json', () => raw(status, '', fields));
  const answer = operation.startsWith('get') ? await client.get('/ucwa') : await client.post('/ucwa', null);
  return of(answer.ok && answer.value.status === status && answer.value.resource === null, 'done');
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

function verdict<T>(reading: Reading<T>, as: string, wrong: (value: T) => string | null): Verdict {
  if (!reading.ok) return failed(`${reading.error.detail} at line ${reading.error.place.line}`);
  const why = wrong(reading.value);
  return why === null ? read(as) : failed(why);
}

const read = (why: string): Verdict => ({ outcome: 'read', why });
const failed = (why: string): Verdict => ({ outcome: 'failed', why });
const skipped = (why: string): Verdict => ({ outcome: 'skipped', why });
const of = (good: boolean, as: string): Verdict => (good ? read(as) : failed(`not read as ${as}`));
