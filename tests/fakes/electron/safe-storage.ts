/**
 * The fake of `safeStorage`: no encryption, but what it gives cannot be taken for the text: it is reversed and carries
 * the mark of Chromium's key.
 */
import { isReady, needsReady } from './lifecycle.ts';

type Faked = Pick<
  Electron.SafeStorage,
  'decryptStringAsync' | 'encryptStringAsync' | 'getSelectedStorageBackend' | 'isAsyncEncryptionAvailable'
>;

class FakeSafeStorage implements Faked {
  available = true;
  /** By the desktop's name (api/safe-storage); the asynchronous calls look for a keychain by themselves. */
  backend: ReturnType<Electron.SafeStorage['getSelectedStorageBackend']> = 'gnome_libsecret';
  /** First bytes of what is encrypted: Chromium's mark of the key. */
  mark = 'v11';
  /** What is decrypted should be encrypted anew. */
  rotated = false;

  async isAsyncEncryptionAvailable(): Promise<boolean> {
    needsReady('safeStorage');
    return this.available;
  }
  getSelectedStorageBackend(): FakeSafeStorage['backend'] {
    return isReady() ? this.backend : 'unknown';
  }
  async encryptStringAsync(text: string): Promise<Buffer> {
    needsReady('safeStorage');
    if (!this.available) throw new Error('Encryption is not available.');
    return Buffer.concat([Buffer.from(this.mark), Buffer.from(text).reverse()]);
  }
  async decryptStringAsync(encrypted: Buffer): Promise<Electron.DecryptStringAsyncReturnValue> {
    needsReady('safeStorage');
    const isOurs = /^v1\d/.test(encrypted.toString('latin1'));
    if (!this.available || !isOurs) throw new Error('Error while decrypting the ciphertext provided to safeStorage.');
    return { shouldReEncrypt: this.rotated, result: Buffer.from(encrypted.subarray(3)).reverse().toString() };
  }
}

export const safeStorage = new FakeSafeStorage();

/** A keychain that works again. */
export function resetSafeStorage(): void {
  Object.assign(safeStorage, new FakeSafeStorage());
}
