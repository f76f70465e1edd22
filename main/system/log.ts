/** Log lines: masked before they are written anywhere. */
import type { Logger, LogLevel } from '../core/ports.ts';

export const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/**
 * What must not stand in a log, should a caller slip: tickets, passwords, and the names in addresses (the domain stays,
 * a help desk needs it).
 */
const MASKS: readonly [RegExp, string][] = [
  [/\b(cwt=)[^\s"'&,;]+/gi, '$1***'],
  [/\b(bearer\s+)[^\s"',;]+/gi, '$1***'],
  [
    /(["']?\b(?:password|passwd|pwd|secret|access_token|refresh_token)\b["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s&,;}]+)/gi,
    '$1***',
  ],
  // Bounded, as names before the @ are: without it one long word costs the square of its length.
  [/[^\s@<>"':;,()[\]{}=/\\]{1,64}@([a-z0-9][a-z0-9.-]*)/gi, '***@$1'],
];

/** The text without what must not be logged. */
export function mask(text: string): string {
  return MASKS.reduce((masked, [pattern, instead]) => masked.replace(pattern, instead), text);
}

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

/** Builds a logger that writes whole lines, those of `least` and graver. */
export function createLogger(least: LogLevel, write: (line: string) => void, now: () => number): Logger {
  const from = LOG_LEVELS.indexOf(least);
  return {
    log(level, message, fields) {
      if (LOG_LEVELS.indexOf(level) >= from) write(formatLine(now(), level, message, fields));
    },
  };
}
