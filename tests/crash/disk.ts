/** What lies in the data folder after the power went. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { EditWish } from '../../main/core/store/state.ts';
import path from 'node:path';

/** The folder as it was found. */
export interface Disk {
  /** Files that are not what they should be, in words. */
  readonly wrong: readonly string[];
  /** What is no document: left behind by a write that was cut off. `at`: when, ms since 1970. */
  readonly leftovers: readonly { readonly file: string; readonly at: number }[];
  /** Rows of the journal. */
  readonly journal: readonly { readonly id: string; readonly status: string; readonly wish: EditWish }[];
}

/** Reads every file. A document that does not parse is torn; one that was set aside had been. */
export function readDisk(folder: string): Disk {
  const wrong: string[] = [];
  const leftovers: { file: string; at: number }[] = [];
  let journal: Disk['journal'] = [];
  for (const file of readdirSync(folder)) {
    if (file.includes('.corrupt-')) wrong.push(`${file} was set aside`);
    else if (!file.endsWith('.json')) {
      // A running host may be done with it by now.
      const at = statSync(path.join(folder, file), { throwIfNoEntry: false })?.mtimeMs;
      if (at !== undefined) leftovers.push({ file, at });
    } else {
      const document = parse(readFileSync(path.join(folder, file), 'utf8'));
      if (document === null) wrong.push(`${file} is torn`);
      else if (file.startsWith('journal')) journal = (document as { edits: Disk['journal'] }).edits;
    }
  }
  return { wrong, leftovers, journal };
}

/** The document in a file; null: there is none. */
function parse(text: string): unknown {
  try {
    return (JSON.parse(text) as { document?: unknown }).document ?? null;
  } catch {
    return null;
  }
}
