/** Writing a file so that it is the old one or the new one, whatever happens meanwhile. */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { unfinished } from './cut-writes.ts';

/**
 * Writes `bytes` to `path`: to a file beside it first, which takes its name once it is safe on disk, if that is still
 * wanted then. `mode`: rights of the file. Rejects when the disk refuses, and leaves nothing behind then.
 */
export async function writeAtomically(
  path: string,
  bytes: Uint8Array | string,
  mode: number,
  isWanted: () => boolean = () => true,
): Promise<void> {
  const beside = unfinished(path);
  try {
    const file = await open(beside, 'wx', mode);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    // Nothing comes between the question and the renaming: what was written meanwhile is newer.
    if (isWanted()) renameSync(beside, path);
    else await rm(beside);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/**
 * The same for text (UTF-8), before it returns. What a kill in the middle leaves, `removeCutWrites` takes away.
 * Throws when the disk refuses, and leaves nothing behind then.
 */
export function writeAtomicallySync(path: string, text: string, mode: number): void {
  const beside = unfinished(path);
  try {
    writeFileSync(beside, text, { flag: 'wx', mode, flush: true });
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
