import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readResource } from '../../main/core/ucwa/index.ts';
import { JSON_MEDIUM } from '../../simulator/http/json.ts';
import type { PropertyValue, Resource } from '../../simulator/http/resource.ts';
import { XML_MEDIUM } from '../../simulator/http/xml.ts';
import { normalise } from '../conformance/normalise.ts';
import { caseOf, seeds } from './cases.ts';
import type { Case } from './cases.ts';
import { check } from './check.ts';

const RUNS = 25_000;

describe('damaged input', () => {
  const from = seeds();

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(`${RUNS} cases of seed %i make no reader throw, hang or tell nonsense`, (seed) => {
    const failures: string[] = [];
    for (let index = 0; index < RUNS && failures.length < 5; index += 1) {
      const wrong = check(caseOf(from, seed, index));
      if (wrong !== null) failures.push(`case ${index}: ${wrong} (again: --seed ${seed} --from ${index} --runs 1)`);
    }
    expect(failures).toEqual([]);
  });

  it('is the same for the same seed, and differs between cases', () => {
    const base64 = ({ bytes }: Case): string => Buffer.from(bytes).toString('base64');
    const some = Array.from({ length: 50 }, (_, index) => base64(caseOf(from, 9, index)));
    expect(Array.from({ length: 50 }, (_, index) => base64(caseOf(from, 9, index)))).toEqual(some);
    expect(new Set(some).size).toBeGreaterThan(45);
  });
});

describe('structures', () => {
  const type = fc.constantFrom('application/json', 'application/xml', 'multipart/batching; boundary=b', null);
  const json = fc.json({ maxDepth: 8 });
  const xml = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 6 },
      fc.string({ maxLength: 12 }).map((text) => text.replace(/[<&]/g, '')),
      fc
        .tuple(
          fc.constantFrom(
            'resource',
            'property',
            'propertyList',
            'item',
            'link',
            'events',
            'sender',
            'in',
            'added',
            'reason',
          ),
          fc.dictionary(fc.constantFrom('rel', 'href', 'name', 'revision', 'title'), fc.string({ maxLength: 8 })),
          fc.array(tie('node'), { maxLength: 5 }),
        )
        .map(([name, attributes, children]) => {
          const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${value.replace(/[<&"]/g, '')}"`);
          return `<${name}${written.join('')}>${children.join('')}</${name}>`;
        }),
    ),
  })).node;

  it('in JSON and XML, whole or cut, make no reader throw or tell nonsense', () => {
    const text = fc.oneof(
      json,
      xml,
      fc.tuple(fc.oneof(json, xml), fc.nat()).map(([whole, at]) => whole.slice(0, at % 500)),
    );
    fc.assert(
      fc.property(text, type, (body, contentType) => {
        expect(check({ bytes: new TextEncoder().encode(body), contentType })).toBeNull();
      }),
      { numRuns: 5000 },
    );
  });

  it('that another implementation writes in both media give equal models', () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .filter((one) => one.isWellFormed() && !/[\p{Cc}\uFFFE\uFFFF]/u.test(one));
    const name = fc.stringMatching(/^[a-z][A-Za-z0-9]{1,8}$/).filter((one) => !['rel', 'etag', 'self'].includes(one));
    const value: fc.Arbitrary<PropertyValue> = fc.oneof(
      text,
      fc.boolean(),
      fc.integer(),
      fc.array(text, { maxLength: 3 }),
      fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
    );
    const href = fc.stringMatching(/^\/[a-z0-9%=&?]{1,12}$/);
    const link = fc.record({ href });
    const { resource } = fc.letrec<{ resource: Resource }>((tie) => ({
      resource: fc
        .record({
          rel: name,
          self: href,
          links: fc.dictionary(name, fc.oneof(link, fc.array(link, { minLength: 1, maxLength: 3 })), { maxKeys: 3 }),
          properties: fc.dictionary(name, value, { maxKeys: 5 }),
          embedded: fc.oneof(
            { maxDepth: 2 },
            fc.constant({}),
            fc.dictionary(name, fc.array(tie('resource'), { minLength: 1, maxLength: 3 }), { maxKeys: 2 }),
          ),
        })
        .map(({ self, links, ...rest }) => ({ ...rest, links: { self: { href: self }, ...links } })),
    }));
    fc.assert(
      fc.property(resource, fc.boolean(), (one, docsStyle) => {
        const document = { kind: 'resource', resource: named(one) } as const;
        const models = [JSON_MEDIUM, XML_MEDIUM].map((medium) => {
          const read = readResource(
            new TextEncoder().encode(medium.write(document, { docsStyle })),
            medium.types[0] ?? '',
          );
          return read.ok ? normalise(read.value) : read.error.detail;
        });
        expect(models[1]).toEqual(models[0]);
      }),
      { numRuns: 3000 },
    );
  });
});

/** In XML the rel of an embedded resource is what it is to its container, so here it is that in both media. */
function named(resource: Resource): Resource {
  const embedded = Object.entries(resource.embedded ?? {}).map(([rel, held]) => {
    const list: readonly Resource[] = Array.isArray(held) ? held : [held as Resource];
    return [rel, list.map((one) => named({ ...one, rel }))] as const;
  });
  return { ...resource, embedded: Object.fromEntries(embedded) };
}
