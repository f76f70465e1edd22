/**
 * Both media in one form, for comparing models. XML has texts only, so the accessors of resource.ts are where the media
 * give equal results; this spells every value as they read it.
 */
import { date, flag } from '../../main/core/ucwa/index.ts';
import type { PropertyValue, Resource } from '../../main/core/ucwa/index.ts';

/** A resource whose values are spelled alike whatever medium it came in. */
export function normalise(resource: Resource): unknown {
  const names = Object.keys(resource.properties).sort();
  return {
    rel: resource.rel,
    href: resource.href,
    revision: resource.revision,
    etag: resource.etag,
    properties: Object.fromEntries(names.map((name) => [name, spell(resource, name)])),
    links: sorted(resource.links, (links) => links),
    embedded: sorted(resource.embedded, (list) => list.map(normalise)),
  };
}

function spell(resource: Resource, name: string): unknown {
  const value = resource.properties[name] ?? '';
  if (Array.isArray(value)) return (value as readonly PropertyValue[]).map(String);
  return flag(resource, name) ?? date(resource, name) ?? String(value);
}

/** A medium may name the kinds in any order; within a kind the order counts. */
function sorted<T>(record: Readonly<Record<string, T>>, map: (value: T) => unknown): unknown {
  return Object.fromEntries(
    Object.keys(record)
      .sort()
      .map((name) => [name, map(record[name] as T)]),
  );
}
