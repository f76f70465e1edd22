/** A keychain that lasts as long as the process: for tests and demonstrations. */
import type { SecretStore } from '../core/ports.ts';
import { unfit } from './secret-rules.ts';

/** Builds an empty one. */
export function createMemorySecrets(): SecretStore {
  const secrets = new Map<string, string>();
  return {
    get: (account) => Promise.resolve({ ok: true, secret: secrets.get(account) ?? null }),
    set(account, secret) {
      const failure = unfit(secret);
      if (failure === null) secrets.set(account, secret);
      return Promise.resolve(failure ?? { ok: true });
    },
    delete(account) {
      secrets.delete(account);
      return Promise.resolve({ ok: true });
    },
  };
}
