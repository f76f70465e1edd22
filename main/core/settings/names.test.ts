import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprint, nameFor } from './names.ts';

describe('fingerprint', () => {
  test.each([
    ['', '6c62272e07bb014262b821756295c58d'],
    ['a', 'd228cb696f1a8caf78912b704e4a8964'],
    ['ab', '08809544bbab1be95aa0733055b69a62'],
    ['foobar', '343e1662793c64bf6f0d3597ba446f18'],
  ])('%j: the published value of FNV-1a', (text, value) => {
    expect(fingerprint(text)).toBe(value);
  });
});

describe('the name of a document', () => {
  test('is one that every file system takes, and tells nothing of the address', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const name = nameFor('account-data', address);
        expect(name).toMatch(/^account-data-[0-9a-f]{32}$/);
        expect(name.length).toBeLessThanOrEqual(64);
      }),
    );
    expect(nameFor('journal', 'ann@example.org')).not.toContain('ann');
  });

  test('is the same for each spelling of the address, and for no other address', () => {
    const name = nameFor('cache', 'ann@example.org');
    expect(nameFor('cache', 'sip:Ann@Example.ORG')).toBe(name);
    expect(nameFor('cache', 'ju\u0308rgen@x')).toBe(nameFor('cache', 'j\u00fcrgen@x'));
    const addresses = Array.from({ length: 5_000 }, (_, index) => `user${index}@example.org`);
    expect(new Set([name, ...addresses.map((address) => nameFor('cache', address))]).size).toBe(5_001);
  });

  test('differs for each kind of document', () => {
    const names = (['cache', 'account-data', 'journal', 'tickets'] as const).map((what) => nameFor(what, 'ann@x'));
    expect(new Set(names).size).toBe(4);
  });
});
