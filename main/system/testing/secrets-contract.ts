/** What every SecretStore must do; run against each of them. */
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { SecretStore } from '../../core/ports.ts';

/** Declares the tests for one store. Uses accounts of its own and removes them. */
export function testSecretStore(create: () => SecretStore): void {
  const account = 'ann@contract.example.org';
  const other = 'bob@contract.example.org';
  const store = create();

  afterEach(async () => {
    await store.delete(account);
    await store.delete(other);
  });

  test('an unknown account has no secret', async () => {
    expect(await store.get(account)).toEqual({ ok: true, secret: null });
  });

  test('a secret is kept per account, replaced, and deleted', async () => {
    expect(await store.set(account, 'first')).toEqual({ ok: true });
    expect(await store.set(other, 'second')).toEqual({ ok: true });
    expect(await store.set(account, 'third')).toEqual({ ok: true });
    expect(await store.get(account)).toEqual({ ok: true, secret: 'third' });
    expect(await store.get(other)).toEqual({ ok: true, secret: 'second' });
    expect(await store.delete(account)).toEqual({ ok: true });
    expect(await store.get(account)).toEqual({ ok: true, secret: null });
    expect(await store.get(other)).toEqual({ ok: true, secret: 'second' });
  });

  test('deleting what is not there is no failure', async () => {
    expect(await store.delete(account)).toEqual({ ok: true });
  });

  test('2560 bytes of UTF-16 fit, one character more does not', async () => {
    const most = 'ä'.repeat(1280);
    expect(await store.set(account, most)).toEqual({ ok: true });
    expect(await store.get(account)).toEqual({ ok: true, secret: most });
    expect(await store.set(account, `${most}x`)).toMatchObject({ ok: false, reason: 'tooLarge' });
    expect(await store.get(account)).toEqual({ ok: true, secret: most });
  });

  test.each([[''], ['before\0after']])('%j is refused and changes nothing', async (secret) => {
    await store.set(account, 'kept');
    expect(await store.set(account, secret)).toMatchObject({ ok: false, reason: 'refused' });
    expect(await store.get(account)).toEqual({ ok: true, secret: 'kept' });
  });

  test('every text comes back as it was', async () => {
    const secret = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((text) => !text.includes('\0'));
    await fc.assert(
      fc.asyncProperty(secret, async (text) => {
        expect(await store.set(account, text)).toEqual({ ok: true });
        expect(await store.get(account)).toEqual({ ok: true, secret: text });
      }),
      { numRuns: 30 },
    );
  });
}
