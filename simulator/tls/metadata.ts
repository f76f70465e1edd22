/**
 * The certificate library's container asks for the metadata reflection proposal when it is loaded. These are the few
 * functions of it that the container uses; import this module before the library.
 */
type Key = string | symbol;

const store = new WeakMap<object, Map<Key, unknown>>();

const reflection = {
  defineMetadata(key: Key, value: unknown, target: object): void {
    const entries = store.get(target) ?? new Map<Key, unknown>();
    entries.set(key, value);
    store.set(target, entries);
  },
  getOwnMetadata(key: Key, target: object): unknown {
    return store.get(target)?.get(key);
  },
  getMetadata(key: Key, target: object): unknown {
    for (let at: object | null = target; at !== null; at = Object.getPrototypeOf(at) as object | null) {
      const entries = store.get(at);
      if (entries?.has(key)) return entries.get(key);
    }
    return undefined;
  },
};

for (const [name, value] of Object.entries(reflection)) {
  if (!(name in Reflect)) Object.defineProperty(Reflect, name, { value, configurable: true });
}
