/** The SettingsStore port over `conf`: one JSON file per document. */
import Conf from 'conf';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, Logger, SettingsStore } from '../core/ports.ts';
import { removeCutWrites } from '../system/cut-writes.ts';

type Document = { document: unknown };

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

/**
 * Opens the documents of a directory; creates it, for this user alone, where it is missing. `conf` writes a temporary
 * file, waits until it is on the disk and renames it. Values lie under one key, so that any JSON value can be kept.
 * Throws when the directory cannot be made.
 */
export function createDocuments(directory: string, clock: Clock, logger: Logger): SettingsStore {
  // A directory that is there keeps its rights: it may be one that others use too. The files are ours alone anyway.
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  removeCutWrites(directory, clock.now());

  function pathOf(name: string): string {
    if (!NAME.test(name)) throw new Error(`not a document's name: ${name}`);
    return join(directory, `${name}.json`);
  }

  /** Throws when the file is there and is not a document. */
  function open(name: string): Conf<Document> {
    const path = pathOf(name);
    const store = new Conf<Document>({
      cwd: directory,
      configName: name,
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false,
    });
    // conf reads a list, a number or a bare string as an empty store.
    if (existsSync(path) && !store.has('document')) throw new Error('there is no document in the file');
    return store;
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

  return {
    load(name) {
      try {
        return { value: open(name).get('document', null), corrupt: false };
      } catch (error) {
        if (!existsSync(pathOf(name))) throw error;
        setAside(name, error);
        return { value: null, corrupt: true };
      }
    },
    save(name, value) {
      let store: Conf<Document>;
      try {
        store = open(name);
      } catch (error) {
        if (!existsSync(pathOf(name))) throw error;
        setAside(name, error);
        store = open(name);
      }
      store.store = { document: value ?? null };
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
