import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFault } from './json-fault.ts';

describe('jsonFault', () => {
  it.each([
    ['', 0],
    ['{', 1],
    ['{"a"', 4],
    ['{"a":}', 5],
    ['{"a":1,}', 7],
    ['{"a":1}}', 7],
    ['{"a":1} x', 8],
    ['{"a" 1}', 5],
    ['{a:1}', 1],
    ['{"a":[1,]}', 8],
    ['{"a":[1 2]}', 8],
    ['{"a":[}', 6],
    ['{"a":01}', 6],
    ['{"a":1.}', 6],
    ['{"a":tru}', 5],
    ['{"a":"x', 7],
    ['{"a":"\n"}', 6],
    ['{"a":"\\x"}', 6],
    ['{"a":"\\u12g4"}', 6],
    ['{]', 1],
  ])('finds the fault of %j at %i', (text, offset) => {
    expect(jsonFault(text)?.offset).toBe(offset);
  });

  it('begins where it is told', () => {
    expect(jsonFault('?{"a":1}', 1)).toBeNull();
    expect(jsonFault('?{"a":}', 1)?.offset).toBe(6);
  });

  it('finds a fault exactly where JSON.parse throws', () => {
    const damaged = fc
      .tuple(fc.json(), fc.nat(), fc.nat(2), fc.string({ maxLength: 2 }))
      .map(([text, at, cut, put]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + cut);
      });
    fc.assert(
      fc.property(damaged, (text) => {
        expect(jsonFault(text) === null).toBe(parses(text));
      }),
      { numRuns: 2000 },
    );
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
