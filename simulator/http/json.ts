/** Documents as JSON, and JSON bodies as input (PROTOCOL 5.1). */
import type { InputProperties, Medium } from './medium.ts';
import type { Document, ErrorBody, EventPackage, Link, PropertyValue, Resource } from './resource.ts';
import { asList } from './resource.ts';

export const JSON_MEDIUM: Medium = {
  types: ['application/json', 'application/vnd.microsoft.com.ucwa+json'],
  byteOrderMark: true,
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
    ...(resource.nameless ? {} : { rel: resource.rel }),
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
