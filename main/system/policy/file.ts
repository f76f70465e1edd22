/** A file of policies, as JSON or as what a program makes of it. */
import { open, stat } from 'node:fs/promises';
import type { PolicySource } from '../../core/policy/policy.ts';

/** Larger than any policies are (bytes). */
const MAX_BYTES = 1024 * 1024;

/**
 * Reads a file of policies. Null: there is none.
 * @param isForeign whether others than administrators may have written it: then it is not the organisation's word
 * @param read makes JSON text of the file at this path; throws where it cannot
 */
export async function readPolicyFile(
  path: string,
  isForeign: (path: string) => Promise<boolean>,
  read: (path: string) => Promise<string> = readText,
): Promise<PolicySource | null> {
  try {
    await stat(path);
    if (await isForeign(path)) return { name: path, values: 'foreign' };
    const values: unknown = JSON.parse(await read(path));
    const isObject = typeof values === 'object' && values !== null && !Array.isArray(values);
    return { name: path, values: isObject ? (values as Record<string, unknown>) : 'unreadable' };
  } catch (error) {
    const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : { name: path, values: 'unreadable' };
  }
}

async function readText(path: string): Promise<string> {
  const file = await open(path);
  try {
    if ((await file.stat()).size > MAX_BYTES) throw new Error('the file is too large');
    // Editors of Windows begin a file with a byte order mark.
    return (await file.readFile('utf8')).replace(/^\uFEFF/, '');
  } finally {
    await file.close();
  }
}
