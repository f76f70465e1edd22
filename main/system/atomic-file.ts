/** Writing a file so that it is the old one or the new one, whatever happens meanwhile. */
import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';

/**
 * Writes `bytes` to `path`: to a file beside it first, which takes its name once it is safe on disk. `mode`: rights of
 * the file. Rejects when the disk refuses, and leaves nothing behind then.
 */
export async function writeAtomically(path: string, bytes: Uint8Array, mode: number): Promise<void> {
  const beside = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(beside, 'wx', mode);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
