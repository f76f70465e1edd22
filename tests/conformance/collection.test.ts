import { describe, expect, it } from 'vitest';
import { readResource } from '../../main/core/ucwa/index.ts';
import type { Resource } from '../../main/core/ucwa/index.ts';
import { messages, present } from './collection.ts';
import type { Message } from './collection.ts';
import { normalise } from './normalise.ts';
import { lines } from './table.ts';

const all = messages();

describe.skipIf(!present)(`samples and traces${present ? '' : ' (skipped: no ../shared/ucwa)'}`, () => {
  it('are all read or written, or skipped for a good reason', async () => {
    const found = await lines();
    expect(found.filter(({ outcome }) => outcome === 'failed').map(({ message, why }) => [message.file, why])).toEqual(
      [],
    );
    const count = (outcome: string): number => found.filter((line) => line.outcome === outcome).length;
    expect(count('read')).toBeGreaterThan(840);
    expect(count('written')).toBeGreaterThan(550);
    expect(count('skipped')).toBeLessThan(190);
  });

  it('are skipped among the traces only where no server sent them like that', async () => {
    const skipped = (await lines()).filter(
      ({ message, outcome }) => message.page === 'trace' && outcome === 'skipped' && message.kind !== 'request',
    );
    const reasons = new Map<string, string[]>();
    for (const { message, why } of skipped)
      reasons.set(why, [...(reasons.get(why) ?? []), message.operation.slice(0, 3)]);
    expect(Object.fromEntries(reasons)).toEqual({
      'a list of figures, no message': ['065'],
      'does not parse as published': ['122'],
      'prose, code or part of a message': ['063', '095'],
    });
  });

  const pairs = all.flatMap((json) => {
    if (!json.file.endsWith('.response.json.http')) return [];
    const xml = all.find(({ file }) => file === json.file.replace('.json.http', '.xml.http'));
    return xml?.body.includes('<resource') === true && !xml.contentType?.startsWith('multipart') ? [{ json, xml }] : [];
  });

  it('come in pairs', () => {
    expect(pairs.length).toBeGreaterThan(140);
  });

  it.each(pairs)('$json.file has the same shape in both media', ({ json, xml }) => {
    expect(shape(read(xml))).toEqual(shape(read(json)));
  });

  it('give equal models in both media, wherever the printed values are equal', () => {
    // The generated samples draw values, times and numbers in hrefs anew for each medium.
    const equal = pairs.filter(({ json, xml }) => {
      const [a, b] = [normalise(read(json)), normalise(read(xml))];
      return JSON.stringify(a) === JSON.stringify(b);
    });
    expect(equal.length).toBeGreaterThanOrEqual(99);
  });
});

function read({ body, contentType, file }: Message): Resource {
  const reading = readResource(new TextEncoder().encode(body), contentType);
  if (!reading.ok) throw new Error(`${file}: ${reading.error.detail}`);
  return reading.value;
}

/** Names, kinds and numbers of everything; no values. No XML sample prints the revision of a resource. */
function shape({ rel, properties, links, embedded }: Resource): unknown {
  return {
    rel,
    properties: Object.keys(properties).sort(),
    lists: Object.keys(properties).filter((name) => Array.isArray(properties[name])).length,
    links: Object.fromEntries(Object.entries(links).map(([name, list]) => [name, list.length])),
    embedded: Object.fromEntries(Object.entries(embedded).map(([name, list]) => [name, list.map(shape)])),
  };
}
