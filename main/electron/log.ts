/** The Logger port over electron-log: one masked line each, in a file that is rotated once it is full. */
import log from 'electron-log/node';
import { join } from 'node:path';
import type { Clock, Logger, LogLevel } from '../core/ports.ts';
import { createLogger } from '../system/log.ts';

/** When the file is this long it becomes `main.old.log` and a new one begins. */
export const MAX_LOG_BYTES = 1024 * 1024;

/**
 * Opens the log in `folder`. electron-log's Node face is used, because its Electron face listens to pages on a
 * channel of its own. `toConsole`: also to the terminal, where the app is not packaged.
 */
export function createFileLogger(options: {
  folder: string;
  clock: Pick<Clock, 'now'>;
  least: LogLevel;
  toConsole: boolean;
}): Logger {
  const writer = log.create({ logId: options.folder });
  writer.transports.file.resolvePathFn = () => join(options.folder, 'main.log');
  writer.transports.file.maxSize = MAX_LOG_BYTES;
  writer.transports.file.format = '{text}';
  writer.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  writer.transports.console.format = '{text}';
  if (!options.toConsole) writer.transports.console.level = false;
  return createLogger(
    options.least,
    (line) => writer.info(line),
    () => options.clock.now(),
  );
}

/** Logs what nobody caught, by name and message; Electron would show a dialog with a stack instead. */
export function logUncaught(logger: Logger, target: NodeJS.EventEmitter = process): void {
  const note = (message: string) => (error: unknown) => {
    const words = error instanceof Error ? `${error.name}: ${error.message}` : typeof error;
    logger.log('error', message, { error: words });
  };
  target.on('uncaughtException', note('An error was not caught'));
  target.on('unhandledRejection', note('A rejection was not caught'));
}
