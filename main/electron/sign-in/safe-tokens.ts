/** The TokenStore port: files that Electron's safeStorage encrypts with a key of the system's keychain. */
import { safeStorage } from 'electron';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger, TokenStore } from '../../core/ports.ts';
import { writeAtomically } from '../../system/atomic-file.ts';

/** An entry's name is a file's name; the core's names are plain words. */
const NAME = /^[A-Za-z][A-Za-z0-9-]{0,63}$/;
/** How Chromium on Linux marks what it encrypted with a key that is in its source: as good as plain text. */
const BUILT_IN_KEY = 'v10';

/**
 * Opens the store below `folder`. Use it after `ready`. Where the system keeps no key, nothing is written and `save`
 * says so; what can no longer be decrypted is removed.
 */
export function createSafeTokens(folder: string, logger: Logger, platform: NodeJS.Platform): TokenStore {
  const place = join(folder, 'tokens');
  /** One after the other: the last save of an entry is the one that counts. */
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(work, work);
    last = next;
    return next;
  }

  function pathOf(name: string): string {
    if (!NAME.test(name)) throw new Error(`${name} cannot name an entry`);
    return join(place, `${name}.bin`);
  }

  /** Null: the system keeps no key. */
  async function encrypt(text: string): Promise<Buffer | null> {
    if (!(await safeStorage.isAsyncEncryptionAvailable())) return null;
    const encrypted = await safeStorage.encryptStringAsync(text);
    // Without a keychain, or with one that did not open, Chromium goes on and says nothing. What Electron says of it
    // (`getSelectedStorageBackend`) is of the calls that wait and goes by the desktop's name; these look for a keychain.
    if (platform === 'linux' && encrypted.toString('latin1', 0, BUILT_IN_KEY.length) === BUILT_IN_KEY) return null;
    return encrypted;
  }

  async function write(path: string, text: string): Promise<boolean> {
    const encrypted = await encrypt(text);
    if (encrypted === null) return false;
    await mkdir(place, { recursive: true, mode: 0o700 });
    await writeAtomically(path, encrypted, 0o600);
    return true;
  }

  async function read(path: string): Promise<string | null> {
    const encrypted = await readFile(path).catch(() => null);
    // An entry that cannot be read now may be readable once the keychain is open. An empty text would not tell.
    if (encrypted === null || (await encrypt('x')) === null) return null;
    try {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(encrypted);
      if (shouldReEncrypt) await write(path, result).catch(() => false);
      return result;
    } catch {
      logger.log('warn', 'A kept token cannot be decrypted any more and is removed');
      await rm(path, { force: true });
      return null;
    }
  }

  /** The reason is a system's code: a message could quote a path. */
  function note(what: string, error: unknown): void {
    const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).name;
    logger.log('warn', what, { reason });
  }

  return {
    load: (name) =>
      inTurn(() => read(pathOf(name))).catch((error: unknown) => {
        note('A kept token could not be read', error);
        return null;
      }),
    save: (name, text) =>
      inTurn(async () => {
        const saved = await write(pathOf(name), text);
        // Better none than one that is out of date.
        if (!saved) await rm(pathOf(name), { force: true });
        return saved;
      }).catch((error: unknown) => {
        note('A token could not be kept', error);
        return false;
      }),
    delete: (name) =>
      inTurn(() => rm(pathOf(name), { force: true })).catch((error: unknown) =>
        note('A kept token could not be removed', error),
      ),
  };
}
