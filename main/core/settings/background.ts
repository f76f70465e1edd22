/** Documents that are written while the app goes on: one write at a time, and only what is newest. */
import type { SettingsStore } from '../ports.ts';

export interface Background {
  /** Takes the place of what waits under the same name, as the last in the order. */
  add(name: string, value: unknown): void;
  /** Begins to write what waits. */
  start(): void;
  /** Writes what waits or is on its way before it returns. */
  finish(): void;
  /** What waits or is on its way under this name reaches the disk no more. */
  drop(name: string): void;
}

interface Write {
  readonly name: string;
  readonly value: unknown;
  isWanted: boolean;
}

/** `save` writes at once and must not throw; `refused` is told what the disk would not take. */
export function createBackground(
  disk: Pick<SettingsStore, 'saveBehind'>,
  save: (name: string, value: unknown) => void,
  refused: (name: string, defect: unknown) => void,
): Background {
  const waiting = new Map<string, unknown>();
  let running: Write | null = null;

  function start(): void {
    const [first] = waiting;
    if (running || !first) return;
    const [name, value] = first;
    waiting.delete(name);
    const write: Write = { name, value, isWanted: true };
    running = write;
    disk
      .saveBehind(name, value, () => write.isWanted)
      .catch((defect: unknown) => {
        if (write.isWanted) refused(name, defect);
      })
      .finally(() => {
        running = null;
        start();
      });
  }

  return {
    add(name, value) {
      waiting.delete(name);
      waiting.set(name, value);
    },
    start,
    finish() {
      const left = new Map([...(running?.isWanted ? [[running.name, running.value] as const] : []), ...waiting]);
      if (running) running.isWanted = false;
      waiting.clear();
      for (const [name, value] of left) save(name, value);
    },
    drop(name) {
      waiting.delete(name);
      if (running?.name === name) running.isWanted = false;
    },
  };
}
