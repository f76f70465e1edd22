/** Reading a `Resource`: links, embedded resources and properties, with the tolerance of PROTOCOL 5.1 and 18. */
import type { Link, PropertyValue, Resource } from '../types.ts';

/** The first link of that rel, or null: the server does not allow it now (PROTOCOL 5.1). */
export function link(resource: Resource, rel: string): Link | null {
  return links(resource, rel)[0] ?? null;
}

/** All links of that rel, in the server's order; empty when there is none. */
export function links(resource: Resource, rel: string): readonly Link[] {
  return own(resource.links, rel) ?? [];
}

/** All embedded resources under that key, in the server's order; a missing key reads like an empty list. */
export function embedded(resource: Resource, rel: string): readonly Resource[] {
  return own(resource.embedded, rel) ?? [];
}

/** A property as trimmed text; absent, empty or not a single value: null. Numbers and booleans are spelled out. */
export function text(resource: Resource, name: string): string | null {
  const trimmed = rawText(resource, name).trim();
  return trimmed === '' ? null : trimmed;
}

/** A property as text exactly as the server sent it; '' when absent or not a single value. */
export function rawText(resource: Resource, name: string): string {
  const value = own(resource.properties, name);
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** A boolean, also when spelled `"True"` or `"false"` (PROTOCOL 5.1); anything else is null. */
export function flag(resource: Resource, name: string): boolean | null {
  const spelled = rawText(resource, name).trim().toLowerCase();
  if (spelled === 'true') return true;
  return spelled === 'false' ? false : null;
}

const JSON_DATE = /^\/Date\((-?\d{1,16})(?:[+-]\d{4})?\)\/$/;
const ISO_DATE = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)?)?$/i;

/**
 * A date as milliseconds since 1970 UTC, from `/Date(ms)/` (JSON) or ISO 8601 (XML; without a zone it is UTC); null
 * when absent or unreadable.
 */
export function date(resource: Resource, name: string): number | null {
  const spelled = rawText(resource, name).trim();
  const json = JSON_DATE.exec(spelled);
  if (json !== null) return Number(json[1]);
  const iso = ISO_DATE.exec(spelled);
  if (iso === null) return null;
  const [, day, time = '00:00', fraction = '0', zone = 'Z'] = iso;
  const seconds = time.length === 5 ? `${time}:00` : time;
  const ms = Date.parse(`${day}T${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}${zone.toUpperCase()}`);
  return Number.isFinite(ms) ? ms : null;
}

/** A list of texts, trimmed, empty ones left out; a single value reads as a list of one. */
export function texts(resource: Resource, name: string): string[] {
  const value = own(resource.properties, name);
  const items: readonly PropertyValue[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return (
    items
      .filter((item) => typeof item === 'string' || typeof item === 'number')
      .map((item) => String(item).trim())
      .filter((item) => item !== '')
      // Every contact keeps one: a copy is exactly as long as its content, what `filter` makes has room for 16 more.
      .slice()
  );
}

/** Looks up what the server sent, never what an object inherits (`constructor`, `toString`). */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
