/** Log lines: masked before they are written anywhere. */
import { mask, type ReadableStore } from '../core/core.ts';
import type { Cancel, Logger, LogLevel } from '../core/ports.ts';

export const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** One line: time, level, message, fields as `name=value`. Masked; line breaks of values are escaped. */
export function formatLine(
  at: number,
  level: LogLevel,
  message: string,
  fields: Parameters<Logger['log']>[2] = {},
): string {
  const pairs = Object.entries(fields).map(([name, value]) => {
    // A field named like a secret has no business here at all.
    const hidden = mask(`${name}=x`) !== `${name}=x`;
    return ` ${name}=${hidden ? '***' : typeof value === 'string' ? JSON.stringify(mask(value)) : String(value)}`;
  });
  return `${new Date(at).toISOString()} ${level.padEnd(5)} ${mask(message)}${pairs.join('')}`;
}

export interface LevelLogger extends Logger {
  /** From now on lines of this level and graver are written. */
  setLevel(least: LogLevel): void;
}

/** Builds a logger that writes whole lines, those of `least` and graver. */
export function createLogger(least: LogLevel, write: (line: string) => void, now: () => number): LevelLogger {
  let from = LOG_LEVELS.indexOf(least);
  return {
    log(level, message, fields) {
      if (LOG_LEVELS.indexOf(level) >= from) write(formatLine(now(), level, message, fields));
    },
    setLevel(level) {
      from = LOG_LEVELS.indexOf(level);
    },
  };
}

/** Sets the level that the user or the organisation chose, now and with each change; `floor` is written at least. */
export function followLogLevel(store: ReadableStore, logger: LevelLogger, floor: LogLevel): Cancel {
  const apply = (): void => {
    const wanted = store.state.settings.logLevel;
    logger.setLevel(LOG_LEVELS.indexOf(wanted) < LOG_LEVELS.indexOf(floor) ? wanted : floor);
  };
  apply();
  return store.subscribeTo(['settings'], apply);
}

/** An error that nobody caught, as it is logged: name, message and stack, for the mask to go over. */
export function detailOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : typeof error;
}
