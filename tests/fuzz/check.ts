/** Puts one case through every reader and says what is wrong with what comes out; null when nothing is. */
import {
  date,
  flag,
  readBatch,
  readChallenges,
  readError,
  readEvents,
  readResource,
  text,
  texts,
} from '../../main/core/ucwa/index.ts';
import type { Reading, Resource, UcwaEvent } from '../../main/core/ucwa/index.ts';
import { writeInput, writeResource } from '../../main/core/ucwa/media/media.ts';
import type { Case } from './cases.ts';

const EVENT_TYPES = ['added', 'updated', 'deleted', 'started', 'completed'];
/** What one event or resource may cost at most is less than one character of input. */
const PER_BYTE = 1;

export function check({ bytes, contentType }: Case): string | null {
  try {
    return (
      checkReading('resource', bytes, readResource(bytes, contentType), (resource) => checkResource(resource, bytes)) ??
      checkReading('events', bytes, readEvents(bytes, contentType), ({ events, broken, brokenAt = [] }) =>
        events.length + broken > bytes.length * PER_BYTE || brokenAt.length > broken
          ? 'more events than bytes'
          : first(events, (event) => checkEvent(event, bytes)),
      ) ??
      checkReading('batch', bytes, readBatch(bytes, contentType), (parts) =>
        first(parts, (part) =>
          part !== null && (part.status < 100 || part.status > 999 || part.body.length > bytes.length * 3)
            ? 'a part out of bounds'
            : null,
        ),
      ) ??
      checkError(bytes, contentType) ??
      checkChallenges(bytes)
    );
  } catch (error) {
    return `threw ${String(error)}`;
  }
}

function checkReading<T>(
  name: string,
  bytes: Uint8Array,
  reading: Reading<T>,
  wrong: (value: T) => string | null,
): string | null {
  if (reading.ok) {
    const why = wrong(reading.value);
    return why === null ? null : `${name}: ${why}`;
  }
  const { code, message, detail, place } = reading.error;
  const placed = place.offset >= 0 && place.offset <= bytes.length && place.line >= 1 && place.column >= 1;
  const worded = code === 'ucwa.unexpected' && message.endsWith('.') && detail !== '';
  return placed && worded ? null : `${name}: a failure without place or words`;
}

function checkResource(resource: Resource, bytes: Uint8Array): string | null {
  if (sizeOf(resource) > bytes.length * PER_BYTE + 1) return 'more resources than bytes';
  for (const list of Object.values(resource.links)) {
    if (list.some(({ href, revision }) => href === '' || !(revision >= 1))) return 'a link without href or revision';
  }
  for (const name of Object.keys(resource.properties)) {
    text(resource, name);
    texts(resource, name);
    const [ms, spelled] = [date(resource, name), flag(resource, name)];
    if (ms !== null && !Number.isFinite(ms)) return 'a date that is none';
    if (spelled !== null && typeof spelled !== 'boolean') return 'a flag that is none';
  }
  for (const write of [writeInput, writeResource]) {
    const { body, type } = write('xml', resource.properties);
    if (!readResource(new TextEncoder().encode(body), type).ok) return 'what was written in XML is not read back';
  }
  return null;
}

function sizeOf({ embedded }: Resource): number {
  return Object.values(embedded)
    .flat()
    .reduce((sum, one) => sum + sizeOf(one), 1);
}

function checkEvent({ type, rel, href, resource }: UcwaEvent, bytes: Uint8Array): string | null {
  if (!EVENT_TYPES.includes(type) || rel === '' || href === '') return 'an event without type or target';
  return resource === null ? null : checkResource(resource, bytes);
}

function checkError(bytes: Uint8Array, contentType: string | null): string | null {
  const headers = contentType === null ? {} : { 'content-type': [contentType] };
  for (const status of [200, 302, 400, 403, 404, 409, 500]) {
    const { error, row, reason } = readError(status, headers, bytes);
    if (error.message === '' || error.status !== status || error.retryable !== row.retryable)
      return 'error: incomplete';
    if ((error.serverMessage?.length ?? 0) > 500 || /[\r\n]|https?:\/\/\S/i.test(error.serverMessage ?? ''))
      return 'error: words';
    if ((reason?.parameters.length ?? 0) > 5) return 'error: parameters';
  }
  return null;
}

function checkChallenges(bytes: Uint8Array): string | null {
  const field = new TextDecoder().decode(bytes);
  const challenges = readChallenges([field, ...field.split('\n', 5)]);
  return challenges.length > 2 * bytes.length || challenges.some(({ scheme }) => scheme === '') ? 'challenges' : null;
}

function first<T>(items: readonly T[], wrong: (item: T) => string | null): string | null {
  for (const item of items) {
    const why = wrong(item);
    if (why !== null) return why;
  }
  return null;
}
