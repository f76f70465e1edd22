/** Lets the client send what a documented request asks, and compares what goes out with what is documented. */
import type { HttpRequest } from '../../main/core/ports.ts';
import { BATCH_TYPE, readBatch, writeBatch } from '../../main/core/ucwa/media/batch.ts';
import type { CallOptions, Medium } from '../../main/core/ucwa/index.ts';
import { readerFor } from '../../simulator/http/media.ts';
import { parseXml } from '../../simulator/http/xml-text.ts';
import type { XmlElement } from '../../simulator/http/xml-text.ts';
import type { Message } from './collection.ts';
import type { Verdict } from './judge.ts';
import { recorder } from './recorder.ts';
import { isWellFormed, mended } from './well-formed.ts';

/** Judges a request: `written` when the client's own request says the same in method, address, headers and body. */
export async function replay(message: Message): Promise<Verdict> {
  const { method, target, headers, body } = message;
  if (method === null || target === null) return { outcome: 'skipped', why: 'no request' };
  if (!isMethod(method)) return { outcome: 'skipped', why: `${method} is never sent` };
  const type = headers['content-type']?.[0] ?? (body === '' ? null : (message.contentType ?? null));
  if (type?.startsWith('multipart/') === true) return replayBatch(message, type);
  const medium = mediumOf(type ?? headers.accept?.[0] ?? null);
  if (medium === null) return { outcome: 'skipped', why: `${type ?? headers.accept?.[0] ?? ''} is written elsewhere` };
  const url = absolute(target, headers.host?.[0]);
  if (url === null) return { outcome: 'skipped', why: 'its address is abridged or holds a blank' };

  if (body !== '' && !isWellFormed(body)) {
    const better = mended(body);
    if (better === null) return { outcome: 'skipped', why: 'does not parse as published' };
    const verdict = await replay({ ...message, body: better.body });
    return verdict.outcome === 'written' ? { ...verdict, why: `${verdict.why}, mended: ${better.repairs}` } : verdict;
  }
  if (body === '' && type !== null) return { outcome: 'skipped', why: 'its body is not printed' };
  if (method === 'PUT' && body.includes('<input')) {
    return { outcome: 'skipped', why: 'a PUT of parameters; here a PUT holds a resource' };
  }
  // What the parameters are, a reader says that shares nothing with the writer under test.
  const parameters = body === '' ? null : (readerFor(type ?? undefined)?.(body) ?? null);
  if (body !== '' && parameters === null) return { outcome: 'skipped', why: 'its body is prose around an example' };
  const sent = await send(method, url, medium, parameters === null ? null : { ...parameters }, optionsOf(headers));
  if (sent === null) return { outcome: 'failed', why: 'nothing was sent' };
  const differs = difference(sent, { method, url, headers, body });
  return differs === null ? { outcome: 'written', why: medium } : { outcome: 'failed', why: differs };
}

/** What the client sends for one call. */
export async function send(
  method: HttpRequest['method'],
  href: string,
  medium: Medium,
  body: Record<string, unknown> | null,
  options: CallOptions,
): Promise<HttpRequest | null> {
  const { client, requests } = recorder(href, medium);
  if (method === 'GET') await client.get(href, options);
  else if (method === 'POST') await client.post(href, body, options);
  else if (method === 'PUT') await client.put(href, body ?? {}, options);
  else await client.delete(href, options);
  return requests[0] ?? null;
}

/** How two requests differ, or null. Host and Content-Length are the transport's; entity tags go out quoted. */
export function difference(
  sent: HttpRequest,
  wanted: { method: string; url: string; headers: Message['headers']; body: string },
): string | null {
  if (sent.method !== wanted.method) return `method ${sent.method}`;
  if (sent.url !== wanted.url) return 'another address';
  for (const name of ['accept', 'content-type', 'if-match', 'if-none-match', 'x-ms-requiresminresourceversion']) {
    const value = wanted.headers[name]?.[0];
    if (value !== undefined && bare(value) !== bare(sent.headers[name] ?? ''))
      return `${name}: ${sent.headers[name] ?? ''}`;
  }
  if (wanted.headers.authorization !== undefined && sent.headers.authorization !== 'Bearer ticket') return 'no ticket';
  return sameBody(sent.body ?? '', wanted.body) ? null : `another body: ${sent.body ?? ''}`;
}

function bare(value: string): string {
  return value
    .replaceAll('"', '')
    .replace(/;\s*charset=.*$/i, '')
    .toLowerCase();
}

/** Same values in the same order, whatever the blanks in between. */
function sameBody(a: string, b: string): boolean {
  if (a === '' || b === '') return a === b;
  if (!b.startsWith('<')) return JSON.stringify(JSON.parse(a)) === JSON.stringify(JSON.parse(b));
  const [ours, theirs] = [parseXml(a), parseXml(b)];
  return ours !== null && theirs !== null && JSON.stringify(shapeOf(ours)) === JSON.stringify(shapeOf(theirs));
}

/** What matters of an element. `True` and `False` are booleans as the generated samples spell them. */
function shapeOf({ name, namespace, attributes, children, text }: XmlElement): unknown {
  const own = [...attributes].filter(([key]) => !key.startsWith('xmlns'));
  return [name, namespace, own, children.length > 0 ? children.map(shapeOf) : text];
}

/** Our batches hold GETs of one host in the order given; each must ask what the documented part asks. */
function replayBatch({ body, headers }: Message, type: string): Verdict {
  const wanted = partsOf(body);
  const hosts = new Set(wanted.map(({ host }) => host));
  const accepts = new Set(wanted.map(({ accept }) => accept));
  const abridged = wanted.length === 0 || wanted.some(({ method, path }) => method !== 'GET' || !path.startsWith('/'));
  if (abridged || hosts.size !== 1 || accepts.size !== 1)
    return { outcome: 'skipped', why: 'a batch of other requests' };
  const [{ host, accept }] = wanted as [Part];
  const written = writeBatch(
    wanted.map(({ path }) => `https://${host}${path}`),
    'b-1',
    accept,
  );
  const same = JSON.stringify(partsOf(written.body)) === JSON.stringify(wanted);
  // Writing and reading share the format: our own reader must find as many parts, none of which is an answer.
  const parts = readBatch(new TextEncoder().encode(written.body), written.contentType);
  const counted = parts.ok && parts.value.length === wanted.length;
  const accepted = headers.accept === undefined || headers.accept[0] === BATCH_TYPE;
  if (same && counted && accepted && type.startsWith(BATCH_TYPE)) return { outcome: 'written', why: 'batch' };
  return { outcome: 'failed', why: 'another batch' };
}

interface Part {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly accept: string;
}

function partsOf(body: string): Part[] {
  return [...body.matchAll(/^(GET|POST|PUT|DELETE) +(\S+) +HTTP\/1\.1\r?\n((?:[\w-]+:.*\r?\n)*)/gim)].map(
    ([, method = '', path = '', fields = '']) => ({
      method: method.toUpperCase(),
      path: path.replace(/^https?:\/\/[^/]+/i, ''),
      host: /^Host: *(.*?)\r?$/im.exec(fields)?.[1] ?? '',
      accept: /^Accept: *(.*?)\r?$/im.exec(fields)?.[1] ?? '',
    }),
  );
}

function optionsOf(headers: Message['headers']): CallOptions {
  const [match, noneMatch, revision] = ['if-match', 'if-none-match', 'x-ms-requiresminresourceversion'].map(
    (name) => headers[name]?.[0],
  );
  return {
    ...(match === undefined ? {} : { ifMatch: match }),
    ...(noneMatch === undefined ? {} : { ifNoneMatch: noneMatch }),
    ...(revision === undefined ? {} : { revision: Number(revision) }),
  };
}

function mediumOf(type: string | null): Medium | null {
  switch (type?.split(';')[0]?.trim().toLowerCase() ?? '') {
    case '':
    case 'application/json':
      return 'json';
    case 'application/xml':
      return 'xml';
    case 'application/vnd.microsoft.com.ucwa+json':
      return 'ucwa+json';
    case 'application/vnd.microsoft.com.ucwa+xml':
      return 'ucwa+xml';
    default:
      return null;
  }
}

function absolute(target: string, host: string | undefined): string | null {
  const url = target.startsWith('/') ? (host === undefined ? null : `https://${host}${target}`) : target;
  return url !== null && !/[<>{}… ]|\.\.\./.test(url) && URL.canParse(url) ? url : null;
}

function isMethod(method: string): method is HttpRequest['method'] {
  return ['GET', 'POST', 'PUT', 'DELETE'].includes(method);
}
