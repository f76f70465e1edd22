/** Needs a secret service on a session bus; the test command brings a private one. Always runs for real. */
import { expect, test } from 'vitest';
import { createSystemClock } from './clock.ts';
import { createKeytarSecrets } from './keytar-secrets.ts';
import { testSecretStore } from './testing/secrets-contract.ts';

testSecretStore(() => createKeytarSecrets(createSystemClock()));

test('two stores see the same keychain', async () => {
  const account = 'carol@contract.example.org';
  const first = createKeytarSecrets(createSystemClock());
  const second = createKeytarSecrets(createSystemClock());
  expect(await first.set(account, 'shared')).toEqual({ ok: true });
  expect(await second.get(account)).toEqual({ ok: true, secret: 'shared' });
  expect(await second.delete(account)).toEqual({ ok: true });
  expect(await first.get(account)).toEqual({ ok: true, secret: null });
});
