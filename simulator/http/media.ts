/**
 * The one place where documents become bytes and bytes become input. Another media type is one more entry in `MEDIA`
 * with its own writer and reader.
 */
import type { Document, ErrorBody, EventPackage, Link, PropertyValue, Resource } from './resource.ts';
import { asList } from './resource.ts';

/** Properties of a request body under their names as sent. */
export type InputProperties = Readonly<Record<string, unknown>>;

interface Medium {
  /** Types that a client may name in Accept and Content-Type; the first is what answers to a wildcard are sent as. */
  readonly types: readonly string[];
  readonly write: (document: Document) => string;
  /** Null when the text is not an object of this medium. */
  readonly read: (text: string) => InputProperties | null;
}

const JSON_MEDIUM: Medium = {
  types: ['application/json', 'application/vnd.microsoft.com.ucwa+json'],
  write: (document) => toJsonText(toJson(document)),
  read: (text) => {
    try {
      const value: unknown = JSON.parse(text);
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as InputProperties) : null;
    } catch {
      return null;
    }
  },
};

const MEDIA: readonly Medium[] = [JSON_MEDIUM];

/** A medium together with the exact type that the client asked for. */
export interface ChosenMedium {
  readonly type: string;
  readonly write: (document: Document) => string;
}

export const STANDARD_MEDIUM: ChosenMedium = { type: 'application/json', write: JSON_MEDIUM.write };

/** What to answer with, by the Accept header; absent counts as a wildcard. Null: nothing acceptable (GAPS 81). */
export function chooseMedium(accept: string | undefined): ChosenMedium | null {
  if (accept === undefined || accept.trim() === '') return STANDARD_MEDIUM;
  const ranges = accept
    .split(',')
    .map((part, index) => {
      const [type = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith('q='));
      return { type, quality: quality ? Number(quality.slice(2)) : 1, index };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality || a.index - b.index);
  for (const { type } of ranges) {
    if (type === '*/*' || type === 'application/*') return STANDARD_MEDIUM;
    const medium = MEDIA.find(({ types }) => types.includes(type));
    if (medium) return { type, write: medium.write };
  }
  return null;
}

/** The reader of a body's type, or null for a type that the server does not take (415). */
export function readerFor(contentType: string | undefined): ((text: string) => InputProperties | null) | null {
  const type = (contentType ?? 'application/json').split(';')[0]?.trim().toLowerCase();
  return MEDIA.find(({ types }) => types.includes(type ?? ''))?.read ?? null;
}

function toJson(document: Document): unknown {
  switch (document.kind) {
    case 'resource':
      return resourceToJson(document.resource);
    case 'events':
      return packageToJson(document.package);
    case 'error':
      return errorToJson(document.error);
    case 'operations':
      return { operations: [null] };
  }
}

function resourceToJson(resource: Resource): object {
  const embedded = resource.embedded && mapValues(resource.embedded, (inner) => oneOrMany(inner, resourceToJson));
  return {
    ...propertiesToJson(resource.properties),
    _links: mapValues(resource.links, (link) => oneOrMany(link, (one: Link) => one)),
    ...(embedded ? { _embedded: embedded } : {}),
    ...(resource.rel === null ? {} : { rel: resource.rel }),
    ...(resource.etag === undefined ? {} : { etag: resource.etag }),
  };
}

function propertiesToJson(properties: Readonly<Record<string, PropertyValue>>): object {
  const json: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(properties)) {
    if (value === null) continue;
    json[name] = value instanceof Date ? `/Date(${value.getTime()})/` : value;
  }
  return json;
}

function packageToJson(events: EventPackage): object {
  return {
    _links: events.links,
    ...(events.senders === null
      ? {}
      : {
          sender: events.senders.map((sender) => ({
            rel: sender.rel,
            href: sender.href,
            events: sender.events.map(({ link, in: inside, type, embedded }) => ({
              link,
              ...(inside ? { in: inside } : {}),
              ...(embedded ? { _embedded: { [link.rel]: resourceToJson(embedded) } } : {}),
              type,
            })),
          })),
        }),
  };
}

function errorToJson(error: ErrorBody): object {
  return {
    code: error.code,
    ...(error.subcode === null ? {} : { subcode: error.subcode }),
    message: error.message,
    ...(error.parameters.length > 0 ? { parameters: error.parameters } : {}),
  };
}

/** Captures escape the slashes of dates and the ampersand (PROTOCOL 5.1). */
function toJsonText(value: unknown): string {
  return JSON.stringify(value)
    .replace(/"\/Date\((-?\d+)\)\/"/g, '"\\/Date($1)\\/"')
    .replaceAll('&', '\\u0026');
}

function oneOrMany<T extends object, R>(value: T | readonly T[], map: (one: T) => R): R | R[] {
  return Array.isArray(value) ? asList(value).map(map) : map(value as T);
}

function mapValues<T, R>(record: Readonly<Record<string, T>>, map: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
