/** The sign-in library's memory of one account: an entry of the TokenStore, or of this process where that keeps nothing. */
import { createHash } from 'node:crypto';
import type { ICachePlugin } from '@azure/msal-node';
import type { TokenStore } from '../../core/ports.ts';

export interface Remembered {
  /** The library's hook for the account. */
  plugin(address: string): ICachePlugin;
  forget(address: string): Promise<void>;
}

/** The entry's name: a file's name that tells nobody the address. */
export function entryName(address: string): string {
  return `openid-${createHash('sha256').update(address.toLowerCase()).digest('hex').slice(0, 32)}`;
}

export function createRemembered(tokens: TokenStore): Remembered {
  /** What the store did not take: kept as long as the process, so that one sign-in serves every host. */
  const unsaved = new Map<string, string>();
  return {
    plugin(address) {
      const name = entryName(address);
      return {
        async beforeCacheAccess({ tokenCache }) {
          const text = unsaved.get(name) ?? (await tokens.load(name));
          if (text === null) return;
          try {
            tokenCache.deserialize(text);
          } catch {
            await tokens.delete(name);
          }
        },
        async afterCacheAccess({ cacheHasChanged, tokenCache }) {
          if (!cacheHasChanged) return;
          const text = tokenCache.serialize();
          if (await tokens.save(name, text)) unsaved.delete(name);
          else unsaved.set(name, text);
        },
      };
    },
    async forget(address) {
      unsaved.delete(entryName(address));
      await tokens.delete(entryName(address));
    },
  };
}
