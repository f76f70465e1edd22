/** The password in memory and its keychain; what the user sees of it is tested in accounts.test.ts. */
import { describe, expect, test } from 'vitest';
import type { AppError } from '../result.ts';
import { ANN, BEN } from '../testing/accounts.ts';
import { idle } from '../testing/clock.ts';
import { fakeSecrets } from '../testing/ports.ts';
import { fakeLogger } from '../ucwa/testing.ts';
import { createPasswords } from './passwords.ts';

function passwords(kept: Record<string, string> = {}) {
  const secrets = fakeSecrets(kept);
  const told: AppError[] = [];
  const logger = fakeLogger();
  return { secrets, told, logger, passwords: createPasswords(secrets, logger, (error) => told.push(error)) };
}

describe('a refused password', () => {
  test('does not come back from a keychain that does not let go of it, and the user is told', async () => {
    const { passwords: made, secrets, told } = passwords({ [ANN]: 'bad', [BEN]: 'bad' });
    secrets.delete = () => Promise.resolve({ ok: false, reason: 'refused', detail: '' });
    expect(await made.recall(ANN)).toEqual({ ok: true, value: 'bad' });
    made.refused();
    expect(await made.recall(ANN)).toEqual({ ok: true, value: null });
    expect(told).toMatchObject([{ code: 'keychain.unavailable' }]);
    expect(told[0]?.message).toContain('could not be removed');
    // Somebody else may have the same.
    expect(await made.recall(BEN)).toEqual({ ok: true, value: 'bad' });
  });

  test('makes room for a better one that was put there meanwhile', async () => {
    const { passwords: made, secrets } = passwords({ [ANN]: 'bad' });
    await made.recall(ANN);
    secrets.kept.set(ANN, 'better');
    made.refused();
    expect(await made.recall(ANN)).toEqual({ ok: true, value: 'better' });
  });
});

describe('an accepted password', () => {
  test('that was dropped before the keychain had it is not kept', async () => {
    const { passwords: made, secrets } = passwords();
    made.give(ANN, 'secret', true);
    made.accepted();
    made.drop();
    await idle();
    expect(secrets.kept.size).toBe(0);
  });

  test('does not come back after it was forgotten, however slow the keychain is', async () => {
    const { passwords: made, secrets } = passwords();
    let release = (): void => undefined;
    secrets.set = async (address, secret) => {
      await new Promise<void>((resolve) => (release = resolve));
      secrets.kept.set(address, secret);
      return { ok: true };
    };
    made.give(ANN, 'secret', true);
    made.accepted();
    await idle();
    made.drop();
    const forgotten = made.forget(ANN);
    release();
    await forgotten;
    expect(secrets.kept.size).toBe(0);
  });

  test('is asked of the keychain once, and no word of it is logged', async () => {
    const { passwords: made, secrets, logger } = passwords({ [ANN]: 'secret' });
    await made.recall(ANN);
    secrets.failure = { ok: false, reason: 'unavailable', detail: 'secret' };
    expect(await made.recall(ANN)).toEqual({ ok: true, value: 'secret' });
    expect(made.current()).toBe('secret');
    expect(await made.recall(BEN)).toMatchObject({ ok: false });
    expect(await made.forget(ANN)).toMatchObject({ ok: false });
    expect(logger.lines).toHaveLength(2);
    expect(logger.lines.join()).not.toContain('secret');
  });
});
