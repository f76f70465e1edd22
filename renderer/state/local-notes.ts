/** Small notes of this window about itself (what was open). Losing them does no harm. */
export interface LocalNotes {
  read(name: string): string[];
  write(name: string, values: readonly string[]): void;
  clear(): void;
}

const PREFIX = 'rollcall.';

/** Notes in the page's own storage; where that is not to be had, they live as long as the window. */
export function storedNotes(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): LocalNotes {
  const memory = new Map<string, string[]>();
  return {
    read(name) {
      const known = memory.get(name);
      if (known !== undefined) return known;
      try {
        const value: unknown = JSON.parse(storage.getItem(PREFIX + name) ?? '[]');
        return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
      } catch {
        return [];
      }
    },
    write(name, values) {
      memory.set(name, [...values]);
      try {
        storage.setItem(PREFIX + name, JSON.stringify(values));
      } catch {
        // Full or forbidden storage: the copy in memory is enough until the window goes.
      }
    },
    clear() {
      memory.set('open', []);
      try {
        storage.removeItem(`${PREFIX}open`);
      } catch {
        // As above.
      }
    },
  };
}
