/** Knobs whose value differs from host to host: `pool=expired;discovery=good`. */
import type { Place } from './topology.ts';

/**
 * The value for a place in a text of `host=value` pairs between semicolons; a host is a key, a full name, or `*` for all
 * others. Null where the text says nothing about it.
 */
export function forHost(text: string, place: Pick<Place, 'key' | 'name'>): string | null {
  const pairs = new Map(
    text
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair !== '')
      .map((pair): [string, string] => {
        const equals = pair.indexOf('=');
        return equals === -1 ? [pair, ''] : [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
      }),
  );
  return pairs.get(place.name) ?? pairs.get(place.key) ?? pairs.get('*') ?? null;
}
