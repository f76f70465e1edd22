/** A small document of what the shell remembers from one start to the next. */
import type { Logger, SettingsStore } from '../core/ports.ts';

export interface Remembered<T> {
  readonly value: T;
  /** Changes it and writes it. A disk that refuses costs the memory, not the app. */
  keep(more: Partial<T>): void;
}

/** Opens the document `name`; `read` makes sense of whatever it holds, null for nothing. */
export function remember<T extends object>(
  settings: SettingsStore,
  logger: Logger,
  name: string,
  read: (stored: unknown) => T,
): Remembered<T> {
  let value = read(settings.load(name).value);
  return {
    get value() {
      return value;
    },
    keep(more) {
      value = { ...value, ...more };
      try {
        settings.save(name, value);
      } catch (error) {
        logger.log('warn', 'What the shell remembers could not be written', { name, reason: String(error) });
      }
    },
  };
}
