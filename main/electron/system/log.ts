/** The Logger port over electron-log: one masked line each, in a file of bounded size; some full files are kept. */
import log from 'electron-log/node';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, LogLevel } from '../../core/ports.ts';
import { createLogger, type LevelLogger } from '../../system/log.ts';

/** When the file is this long it becomes `main.old.log` and a new one begins. */
export const MAX_LOG_BYTES = 1024 * 1024;
/** From the newest full file to the oldest; what was in the last one goes. */
const OLD_FILES = ['main.old.log', 'main.old-2.log', 'main.old-3.log'];

/**
 * Opens the log in `folder`. electron-log's Node face is used, because its Electron face listens to pages on a
 * channel of its own. `toConsole`: also to the terminal, where the app is not packaged.
 */
export function createFileLogger(options: {
  folder: string;
  clock: Pick<Clock, 'now'>;
  least: LogLevel;
  toConsole: boolean;
}): LevelLogger {
  const writer = log.create({ logId: options.folder });
  writer.transports.file.resolvePathFn = () => join(options.folder, 'main.log');
  writer.transports.file.maxSize = MAX_LOG_BYTES;
  writer.transports.file.archiveLogFn = (file) => {
    if (!rotate(options.folder)) file.clear();
  };
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

/** Moves each file one place on; false: the present one could not be moved, for another program holds it. */
function rotate(folder: string): boolean {
  const names = ['main.log', ...OLD_FILES];
  const moved = (from: number): boolean => {
    try {
      renameSync(join(folder, names[from] ?? ''), join(folder, names[from + 1] ?? ''));
      return true;
    } catch {
      return false;
    }
  };
  // There may not be so many yet: only the last step counts.
  for (let from = OLD_FILES.length - 1; from > 0; from -= 1) moved(from);
  return moved(0);
}
