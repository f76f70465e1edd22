import type { ISerializableTokenCache, TokenCacheContext } from '@azure/msal-node';
import { expect, test } from 'vitest';
import type { TokenStore } from '../../core/ports.ts';
import { createMemoryTokens } from '../memory-tokens.ts';
import { createRemembered, entryName } from './remembered.ts';

/** A cache of the library that holds `text`, and what it was given. */
function cache(text: string, hasChanged = true) {
  const read: string[] = [];
  const tokenCache: ISerializableTokenCache = {
    serialize: () => text,
    deserialize(given) {
      JSON.parse(given);
      read.push(given);
    },
  };
  return { read, context: { cacheHasChanged: hasChanged, hasChanged, tokenCache } as unknown as TokenCacheContext };
}
const refusing: TokenStore = { ...createMemoryTokens(), save: () => Promise.resolve(false) };

test('an entry’s name tells nobody the address, whatever its case', () => {
  expect(entryName('Ann@Example.org')).toBe(entryName('ann@example.org'));
  expect(entryName('ann@example.org')).toMatch(/^openid-[0-9a-f]{32}$/);
});

test('what changed is kept for the next time, apart for each account', async () => {
  const tokens = createMemoryTokens();
  const remembered = createRemembered(tokens);
  await remembered.plugin('ann@example.org').afterCacheAccess(cache('{"a":1}').context);
  await remembered.plugin('ann@example.org').afterCacheAccess(cache('{"a":2}', false).context);
  const [ann, bob] = [cache(''), cache('')];
  await createRemembered(tokens).plugin('ann@example.org').beforeCacheAccess(ann.context);
  await createRemembered(tokens).plugin('bob@example.org').beforeCacheAccess(bob.context);
  expect(ann.read).toEqual(['{"a":1}']);
  expect(bob.read).toEqual([]);
});

test('what the store does not take lasts as long as the process', async () => {
  const remembered = createRemembered(refusing);
  await remembered.plugin('ann@example.org').afterCacheAccess(cache('{"a":1}').context);
  const again = cache('');
  await remembered.plugin('ann@example.org').beforeCacheAccess(again.context);
  expect(again.read).toEqual(['{"a":1}']);
  await remembered.forget('ann@example.org');
  const gone = cache('');
  await remembered.plugin('ann@example.org').beforeCacheAccess(gone.context);
  expect(gone.read).toEqual([]);
});

test('what cannot be read is removed, and what is forgotten is gone', async () => {
  const tokens = createMemoryTokens();
  const remembered = createRemembered(tokens);
  const name = entryName('ann@example.org');
  await tokens.save(name, 'no JSON');
  await remembered.plugin('ann@example.org').beforeCacheAccess(cache('').context);
  expect(await tokens.load(name)).toBeNull();
  await tokens.save(name, '{}');
  await remembered.forget('Ann@example.org');
  expect(await tokens.load(name)).toBeNull();
});
