/** The SettingsStore port over plain files: one JSON file per document, in the same form as electron-store's. */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Logger, SettingsStore } from '../core/ports.ts';
import { writeAtomically, writeAtomicallySync } from '../system/atomic-file.ts';
import { removeCutWrites } from '../system/cut-writes.ts';

/** Documents are named by the core; a name never leads out of the directory. */
const NAME = /^[a-z][a-z0-9-]{0,63}$/;

/** Makes the last rename or removal in the directory outlast a loss of power. */
function syncDirectory(directory: string): void {
  // Windows opens no directories; its file system journals renames itself.
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The same without holding anybody up. */
async function syncBehind(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Opens the documents of a directory; creates it, for this user alone, where it is missing. Values lie under one key,
 * so that any JSON value can be kept. Throws when the directory cannot be made.
 */
export function createDocuments(directory: string, clock: Clock, logger: Logger): SettingsStore {
  // A directory that is there keeps its rights: it may be one that others use too. The files are ours alone anyway.
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  removeCutWrites(directory, clock.now());
  /** What this run has read or written. */
  const readable = new Set<string>();

  function pathOf(name: string): string {
    if (!NAME.test(name)) throw new Error(`not a document's name: ${name}`);
    return join(directory, `${name}.json`);
  }

  /** What the file holds; null where there is none. Throws when it is there and is not a document. */
  function read(name: string): unknown {
    const path = pathOf(name);
    if (!existsSync(path)) return null;
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const isDocument = typeof content === 'object' && content !== null && 'document' in content;
    if (!isDocument) throw new Error('there is no document in the file');
    return content.document;
  }

  function setAside(name: string, error: unknown): void {
    const to = `${name}.corrupt-${new Date(clock.now()).toISOString().replace(/[:.]/g, '-')}`;
    logger.log('error', 'a document could not be read and is set aside', { name, to, kind: kindOf(error) });
    try {
      renameSync(pathOf(name), join(directory, to));
    } catch (failure) {
      logger.log('error', 'a document could not be set aside', { name, kind: kindOf(failure) });
    }
  }

  /** What cannot be read is not overwritten: somebody may still make sense of it. */
  function keepUnreadable(name: string): void {
    try {
      read(name);
    } catch (error) {
      if (!existsSync(pathOf(name))) throw error;
      setAside(name, error);
    }
  }

  return {
    load(name) {
      try {
        const value = read(name);
        readable.add(name);
        return { value, corrupt: false };
      } catch (error) {
        if (!existsSync(pathOf(name))) throw error;
        setAside(name, error);
        return { value: null, corrupt: true };
      }
    },
    async saveBehind(name, value, isWanted) {
      const text = JSON.stringify({ document: value ?? null });
      // Reading what may be megabytes would hold up what is not to be held up.
      if (!readable.has(name)) keepUnreadable(name);
      await writeAtomically(pathOf(name), text, 0o600, isWanted);
      readable.add(name);
      await syncBehind(directory);
    },
    save(name, value) {
      keepUnreadable(name);
      writeAtomicallySync(pathOf(name), JSON.stringify({ document: value ?? null }), 0o600);
      syncDirectory(directory);
    },
    delete(name) {
      rmSync(pathOf(name), { force: true });
      syncDirectory(directory);
    },
  };
}

/** A parser's message quotes the file, which may hold names; its kind does not. */
function kindOf(error: unknown): string {
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : 'unknown';
}
