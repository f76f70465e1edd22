/** The Files port: the system's dialog asks where, and the file is written whole or not at all. */
import { app, BrowserWindow, dialog } from 'electron';
import { join } from 'node:path';
import type { Files, Logger } from '../../core/ports.ts';
import { writeAtomically } from '../../system/atomic-file.ts';

/** A name that is a name on every system; what else stands in it becomes a dash. */
export function fileName(name: string): string {
  const safe = name.replace(/[^\p{L}\p{N} ._-]+/gu, '-').replace(/^[ .-]+|[ .]+$/g, '');
  return safe === '' ? 'rollcall.txt' : safe.slice(0, 120);
}

/** Use it after `ready`. */
export function createFiles(logger: Logger): Files {
  return {
    async save(name, text) {
      try {
        const options = { defaultPath: join(app.getPath('downloads'), fileName(name)) };
        const parent = BrowserWindow.getFocusedWindow();
        const { canceled, filePath } = await (parent === null
          ? dialog.showSaveDialog(options)
          : dialog.showSaveDialog(parent, options));
        if (canceled || filePath === '') return 'cancelled';
        await writeAtomically(filePath, Buffer.from(text, 'utf8'), 0o600);
        return 'saved';
      } catch (error) {
        const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).name;
        logger.log('warn', 'A file could not be saved', { reason });
        return 'failed';
      }
    },
  };
}
