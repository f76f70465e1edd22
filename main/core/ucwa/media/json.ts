/** JSON as UCWA servers send it (PROTOCOL 5.1, 5.2, 18), turned into the one resource model. */
import { bareEtag } from '../client/etag.ts';
import { jsonFault } from './json-fault.ts';
import { MAX_NODES, misread } from './misread.ts';
import type { Reading } from './misread.ts';
import type { Link, PropertyValue, Resource } from '../types.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Deeper nesting than any server sends; what lies below is left out. */
const MAX_DEPTH = 24;

/** Reads a JSON object. A byte order mark and stray characters before the first `{` are skipped. */
export function parseJson(text: string): Reading<JsonObject> {
  const crowded = beyond(text, MAX_NODES);
  if (crowded !== null) return unreadable(text, crowded, `more than ${MAX_NODES} objects and lists`);
  const start = text.trimStart().startsWith('[') ? 0 : Math.max(0, text.indexOf('{'));
  try {
    const value: unknown = JSON.parse(text.slice(start));
    if (isObject(value)) return { ok: true, value };
    return unreadable(text, 0, 'no JSON object');
  } catch {
    const fault = jsonFault(text, start);
    return unreadable(text, fault?.offset ?? start, fault?.detail ?? 'no JSON');
  }
}

/** Where the objects and lists become too many, or null. Braces inside strings count too: no text has that many. */
function beyond(text: string, limit: number): number | null {
  if (text.length <= limit) return null;
  let count = 0;
  for (const opening of ['{', '[']) {
    for (let at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, at + 1)) {
      count += 1;
      if (count > limit) return at;
    }
  }
  return null;
}

/**
 * Reads a resource from a parsed JSON object. One-or-many becomes a list; unknown link attributes, links without href
 * and values that are no property (objects) are left out. `rel` is used where the object names none.
 */
export function resourceOf(value: JsonObject, rel = ''): Resource {
  return readObject(value, rel, 0);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One, many or none, as a list of objects; anything else in it is left out. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  if (Array.isArray(value)) return value.filter(isObject);
  return isObject(value) ? [value] : [];
}

/** The first of them, or null. */
export function firstObject(value: unknown): JsonObject | null {
  return isObject(value) ? value : (objectsOf(value)[0] ?? null);
}

/** The links of one member of `_links`. */
export function linksOf(value: unknown): Link[] {
  if (Array.isArray(value)) return value.map(linkOf).filter((link) => link !== null);
  const link = linkOf(value);
  return link === null ? [] : [link];
}

/** One link, or null where it cannot be read. */
export function linkOf(value: unknown): Link | null {
  const source: JsonObject = typeof value === 'string' ? { href: value } : isObject(value) ? value : {};
  const { href, title } = source;
  if (typeof href !== 'string' || href === '') return null;
  return { href, title: typeof title === 'string' ? title : null, revision: revisionOf(source.revision ?? source.rev) };
}

function readObject(value: JsonObject, fallbackRel: string, depth: number): Resource {
  const properties = emptyRecord<PropertyValue>();
  for (const name of Object.keys(value)) {
    const property = RESERVED.has(name) ? undefined : propertyOf(value[name], depth);
    if (property !== undefined) properties[name] = property;
  }
  const links = recordOf(value._links, linksOf);
  const embedded = recordOf(depth < MAX_DEPTH ? value._embedded : null, (member, rel) =>
    objectsOf(member).map((item) => readObject(item, rel, depth + 1)),
  );
  const self = links.self?.[0];
  return {
    rel: typeof value.rel === 'string' && value.rel !== '' ? value.rel : fallbackRel,
    href: self?.href ?? null,
    revision: self?.revision ?? 1,
    etag: typeof value.etag === 'string' || typeof value.etag === 'number' ? bareEtag(String(value.etag)) : null,
    properties,
    links,
    embedded,
  };
}

const RESERVED = new Set(['rel', 'etag', '_links', '_embedded']);

function propertyOf(value: unknown, depth: number): PropertyValue | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (!Array.isArray(value) || depth >= MAX_DEPTH) return undefined;
  return value.map((item: unknown) => propertyOf(item, depth + 1)).filter((item) => item !== undefined);
}

/** PROTOCOL 5.6: a string or a number, compared as a float; absent or unreadable is 1. */
function revisionOf(value: unknown): number {
  const revision = typeof value === 'string' ? Number.parseFloat(value) : value;
  return typeof revision === 'number' && Number.isFinite(revision) && revision >= 1 ? revision : 1;
}

/** Every member of an object, read; nothing of what is no object. */
function recordOf<T>(value: unknown, read: (member: unknown, name: string) => T): Readonly<Record<string, T>> {
  if (!isObject(value)) return NOTHING;
  const record = emptyRecord<T>();
  for (const name of Object.keys(value)) record[name] = read(value[name], name);
  return record;
}

const NOTHING: Readonly<Record<string, never>> = Object.freeze(emptyRecord<never>());

/** Without a prototype a server's `__proto__` or `constructor` is a name like any other. */
function emptyRecord<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>;
}

function unreadable(text: string, offset: number, detail: string): Reading<never> {
  return misread('The server sent an answer that is not readable JSON.', { offset, detail }, text);
}
