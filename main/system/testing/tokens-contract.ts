/** What every TokenStore must do; run against each of them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TokenStore } from '../../core/ports.ts';

/** Declares the tests for one kind of store; `create` gives an empty one. */
export function testTokenStore(create: () => TokenStore): void {
  test('what was never kept is null', async () => {
    expect(await create().load('tickets-ann')).toBeNull();
  });

  test('an entry is kept per name, replaced, and deleted', async () => {
    const store = create();
    expect(await store.save('tickets-ann', 'first')).toBe(true);
    expect(await store.save('tickets-bob', 'second')).toBe(true);
    expect(await store.save('tickets-ann', 'third')).toBe(true);
    expect(await store.load('tickets-ann')).toBe('third');
    await store.delete('tickets-ann');
    expect(await store.load('tickets-ann')).toBeNull();
    expect(await store.load('tickets-bob')).toBe('second');
  });

  test('deleting what is not there is no failure', async () => {
    await create().delete('tickets-ann');
  });

  test('of several saves at once the last one counts', async () => {
    const store = create();
    const texts = Array.from({ length: 20 }, (_, at) => `text ${at}`);
    await Promise.all(texts.map((text) => store.save('tickets-ann', text)));
    expect(await store.load('tickets-ann')).toBe('text 19');
  });

  test('every text comes back as it was, also a megabyte', async () => {
    const store = create();
    const big = 'ä'.repeat(500_000);
    expect(await store.save('big', big)).toBe(true);
    expect(await store.load('big')).toBe(big);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 200 }), async (text) => {
        expect(await store.save('any', text)).toBe(true);
        expect(await store.load('any')).toBe(text);
      }),
      { numRuns: 30 },
    );
  });
}
