/** The SettingsStore port over electron-store: one file per document in the user's data folder. */
import { app, ipcMain } from 'electron';
import type { Clock, SettingsStore } from '../core/ports.ts';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../system/atomic-file.ts';
import { removeCutWrites } from '../system/cut-writes.ts';

/** What of electron-store (and of conf, its base) is used. */
interface Document {
  readonly path: string;
  get(key: 'value'): unknown;
  store: Record<string, unknown>;
}
export type DocumentClass = new (options: DocumentOptions) => Document;
interface DocumentOptions {
  name: string;
  cwd: string;
  clearInvalidConfig: boolean;
  accessPropertiesByDotNotation: boolean;
  configFileMode: number;
  serialize(value: Record<string, unknown>): string;
}

/** electron-store throws when it is loaded outside Electron, so it is loaded only here. */
async function electronStore(): Promise<DocumentClass> {
  const { default: Store } = await import('electron-store');
  return Store;
}

/** Opens the store. Call it after `ready`. `loadClass` is for tests in plain Node. */
export async function createSettings(
  clock: Pick<Clock, 'now'>,
  loadClass: () => Promise<DocumentClass> = electronStore,
): Promise<SettingsStore> {
  const DocumentStore = await loadClass();
  const folder = app.getPath('userData');
  removeCutWrites(folder, clock.now());
  const documents = new Map<string, Document>();

  const open = (name: string): Document => {
    const known = documents.get(name);
    if (known !== undefined) return known;
    const document = new DocumentStore({
      name: checked(name),
      cwd: folder,
      clearInvalidConfig: false,
      accessPropertiesByDotNotation: false,
      configFileMode: 0o600,
      // The lists of a large company are megabytes: no indentation.
      serialize: (value) => JSON.stringify(value),
    });
    documents.set(name, document);
    // electron-store offers the folder's path to pages on a channel of its own; nothing may listen but our commands.
    ipcMain.removeAllListeners('electron-store-get-data');
    return document;
  };

  function setAside(name: string): { value: null; corrupt: true } {
    documents.delete(name);
    const path = join(folder, `${checked(name)}.json`);
    renameSync(path, `${path}.corrupt-${clock.now()}`);
    return { value: null, corrupt: true };
  }

  return {
    load(name) {
      try {
        const document = open(name);
        if (Object.hasOwn(document.store, 'value')) return { value: document.get('value') ?? null, corrupt: false };
        // JSON of another shape, such as a list, is read as an empty store.
        return existsSync(document.path) ? setAside(name) : { value: null, corrupt: false };
      } catch (error) {
        if (error instanceof SyntaxError) return setAside(name);
        throw error;
      }
    },
    save(name, value) {
      open(name).store = { value };
    },
    async saveBehind(name, value, isWanted) {
      const path = join(folder, `${checked(name)}.json`);
      await writeAtomically(path, JSON.stringify({ value }), 0o600, isWanted);
      // It is read anew: a store may know what it read last.
      documents.delete(name);
    },
    delete(name) {
      documents.delete(name);
      rmSync(join(folder, `${checked(name)}.json`), { force: true });
    },
  };
}

/** A document's name is a file's name; the core's names are plain words. */
function checked(name: string): string {
  if (!/^[A-Za-z][A-Za-z0-9-]{0,63}$/.test(name)) throw new Error(`${name} cannot name a document`);
  return name;
}
