/**
 * Reads what real and documented servers sent: a collection of samples and traces that lies beside the project. Where
 * it is absent these tests are skipped, and the report says so.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBatch } from './media/batch.ts';
import { readChallenges, webTicketOf } from './sign-in/challenge.ts';
import { readReason } from './errors/errors.ts';
import { readEvents } from './media/events.ts';
import { readResource } from './media/media.ts';
import { bytes } from './testing.ts';
import type { Resource } from './types.ts';

const ROOT = fileURLToPath(new URL('../../../../shared/ucwa', import.meta.url));
const present = existsSync(ROOT);

interface Message {
  readonly file: string;
  /** Header section, or '' in a bare JSON file. */
  readonly head: string;
  readonly body: string;
}

const messages = present ? ['samples', 'traces'].flatMap(messagesIn) : [];
const bodies = messages.filter(({ body }) => body.startsWith('{'));
/** The documentation abridges many bodies (`{ ... }`, commas left over): no server sends those. */
const valid = bodies.filter(({ body }) => isJson(body));
const abridged = bodies.filter(({ body }) => !isJson(body));

describe.skipIf(!present)(`samples and traces of servers${present ? '' : ' (skipped: no ../shared/ucwa)'}`, () => {
  it('finds them', () => {
    expect(valid.length).toBeGreaterThan(430);
  });

  it('reads every valid body as a resource', () => {
    for (const { file, body } of valid) {
      const read = readResource(bytes(`\uFEFF${body}`), 'application/json; charset=utf-8');
      expect(read.ok, file).toBe(true);
      const links = read.ok ? Object.values(read.value.links).flat() : [];
      expect(
        links.every(({ href }) => href !== ''),
        file,
      ).toBe(true);
    }
  });

  it('loses no link, embedded resource or plain property', () => {
    for (const { file, body } of valid) {
      const read = readResource(bytes(body), null);
      const source = JSON.parse(body) as Record<string, unknown>;
      if (read.ok) expect(count(read.value), file).toBe(countJson(source));
    }
  });

  it('answers every abridged body with an error', () => {
    expect(abridged.length).toBeGreaterThan(0);
    for (const { file, body } of abridged) expect(readResource(bytes(body), null).ok, file).toBe(false);
  });

  it('reads every event of every event package', () => {
    const packages = valid.filter(({ body }) => /"sender"\s*:\s*\[/.test(body));
    expect(packages.length).toBeGreaterThan(20);
    let events = 0;
    for (const { file, body } of packages) {
      const read = readEvents(bytes(body), 'application/json');
      expect(read, file).toMatchObject({ ok: true, value: { broken: 0 } });
      if (read.ok) events += read.value.events.length;
      expect(read.ok && read.value.events.length, file).toBe((body.match(/"link"\s*:/g) ?? []).length);
    }
    expect(events).toBeGreaterThan(50);
  });

  it('reads every batch with all its parts', () => {
    const batches = messages.filter(
      ({ head, file }) => head.startsWith('HTTP') && head.includes('multipart') && file.includes('traces'),
    );
    expect(batches.length).toBeGreaterThan(2);
    for (const { file, head, body } of batches) {
      const read = readBatch(bytes(body), /^Content-Type:(.*)$/im.exec(head)?.[1]?.trim() ?? null);
      const expected = (body.match(/^HTTP\/1\.1 200/gm) ?? []).length;
      expect(read.ok && read.value.map((part) => part?.status), file).toEqual(Array(expected).fill(200));
    }
  });

  it('finds the ticket service in every challenge', () => {
    const challenges = messages.flatMap(({ head, body, file }) =>
      [...`${head}\n${body}`.matchAll(/^WWW-Authenticate:(.*)$/gim)].map(([, value = '']) => ({ file, value })),
    );
    const offers = challenges.filter(({ value }) => value.includes('MsRtcOAuth'));
    expect(offers.length).toBeGreaterThan(2);
    for (const { file, value } of offers) {
      const found = webTicketOf(readChallenges([value]));
      expect(found?.href, file).toMatch(/^https:.*oauthtoken$/);
      expect(found?.grantTypes, file).toContain('password');
    }
  });
});

/** What a mutation starts from: the collection where it is there, else these. */
const seeds = [
  ...valid.map(({ body }) => body).filter((body) => body.length < 6000),
  '{"rel":"me","_links":{"self":{"href":"/me","revision":"2"}},"_embedded":{"a":[{"rel":"a"}]}}',
  '{"_links":{"next":{"href":"/e"}},"sender":[{"rel":"people","events":[{"link":{"rel":"a","href":"/a"},"type":"added"}]}]}',
  '{"code":"Conflict","subcode":"AlreadyExists","parameters":[{"name":"a"}],"reason":{"code":"X"}}',
  'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"rel":"me"}\r\n--b--',
  'MsRtcOAuth href="https://a/t",grant_type="password,b", Bearer x=""',
];

describe('damaged input', () => {
  const mutated = fc
    .tuple(
      fc.constantFrom(...seeds),
      fc.array(fc.tuple(fc.nat(), fc.nat(8), fc.string({ maxLength: 4 })), { maxLength: 6 }),
    )
    .map(([seed, cuts]) =>
      cuts.reduce((text, [at, length, put]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + length);
      }, seed),
    )
    .map(bytes);
  const swapped = fc.tuple(fc.constantFrom(...seeds), fc.json(), fc.nat()).map(([seed, value, at]) => {
    const places = [...seed.matchAll(/:\s*/g)];
    const place = places[at % Math.max(1, places.length)];
    if (place === undefined) return bytes(seed);
    const from = place.index + place[0].length;
    return bytes(seed.slice(0, from) + value + seed.slice(from).replace(/^("[^"]*"|[\w.]+|\{\}|\[\])/, ''));
  });
  const anything = fc.oneof(fc.uint8Array({ maxLength: 400 }), mutated, swapped, fc.json().map(bytes));
  const type = fc.constantFrom('application/json', 'multipart/batching; boundary=b', 'multipart/x; boundary="', null);

  it('never makes a reader throw', () => {
    fc.assert(
      fc.property(anything, type, (input, contentType) => {
        for (const read of [readResource, readEvents, readBatch])
          expect(typeof read(input, contentType).ok).toBe('boolean');
        readReason(input, contentType);
        webTicketOf(readChallenges([new TextDecoder().decode(input)]));
      }),
      { numRuns: 1500 },
    );
  });
});

function messagesIn(folder: string): Message[] {
  return readdirSync(`${ROOT}/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(http|json|txt)$/.test(name) && !/(^|\/)(facts|index)\.json$/.test(name))
    .flatMap((name) => {
      const file = `${folder}/${name}`;
      const content = readFileSync(`${ROOT}/${file}`, 'utf8');
      if (!name.endsWith('.http')) return [{ file, head: '', body: content.trim() }];
      return content.split(/^### (?:request|response)\r?$/m).map((section) => {
        const [head = '', ...rest] = section.trimStart().split(/\r?\n\r?\n/);
        return { file, head, body: rest.join('\r\n\r\n').trim() };
      });
    });
}

function isJson(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

/** Links, plain properties and embedded resources, all the way down. */
function count(resource: Resource): number {
  const links = Object.values(resource.links).flat().length;
  const inside = Object.values(resource.embedded).flat();
  return links + Object.keys(resource.properties).length + inside.reduce((sum, one) => sum + 1 + count(one), 0);
}

function countJson(source: Record<string, unknown>): number {
  const many = (value: unknown): unknown[] => Object.values(value ?? {}).flat() as unknown[];
  const plain = Object.entries(source).filter(
    ([name, value]) =>
      !['rel', 'etag', '_links', '_embedded'].includes(name) &&
      (value === null || typeof value !== 'object' || Array.isArray(value)),
  );
  const links = many(source._links).filter((link) => typeof (link as { href?: unknown }).href === 'string');
  const inside = many(source._embedded).filter((one) => one !== null && typeof one === 'object') as Record<
    string,
    unknown
  >[];
  return links.length + plain.length + inside.reduce((sum, one) => sum + 1 + countJson(one), 0);
}
