/** Tickets and token caches in memory only: where the system has no keychain to encrypt them with. */
import type { TokenStore } from '../core/ports.ts';

/** Builds the store; nothing outlives the process. */
export function createMemoryTokens(): TokenStore {
  const kept = new Map<string, string>();
  return {
    load: (name) => Promise.resolve(kept.get(name) ?? null),
    save(name, text) {
      kept.set(name, text);
      return Promise.resolve(true);
    },
    delete(name) {
      kept.delete(name);
      return Promise.resolve();
    },
  };
}
