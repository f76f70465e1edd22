/** What a write leaves behind when the process is killed in the middle of it. */
import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A document's name with the ending that what is about to be renamed has, from `conf` (its package `atomically`) or us. */
const CUT = /^[a-z][a-z0-9-]*\.json\.tmp-[0-9a-f]+$/i;
/** A write takes a moment: a file this old (ms) is no other process's that is being written. */
const OLD_MS = 10_000;

/** Where a document is written before it is renamed to `path`. */
export function unfinished(path: string): string {
  return `${path}.tmp-${randomBytes(8).toString('hex')}`;
}

/**
 * Removes the temporary files of documents in a directory, so that kills and crashes do not fill it. The documents
 * themselves are whole whatever happened. `now`: ms since 1970. Never throws: what cannot be removed does no harm.
 */
export function removeCutWrites(directory: string, now: number): void {
  for (const name of namesIn(directory).filter((one) => CUT.test(one))) {
    const path = join(directory, name);
    try {
      if (now - statSync(path).mtimeMs > OLD_MS) rmSync(path);
    } catch {
      // Renamed or removed meanwhile, or not ours to remove.
    }
  }
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
