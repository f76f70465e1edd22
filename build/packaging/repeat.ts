/**
 * Makes the app twice, from copies of the sources in two places, and compares: nothing in it may depend on when or
 * where it was made.
 */
import { cpSync, readFileSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import afterPack from '../after-pack.ts';
import { run } from '../commands/processes.ts';
import { inRoot } from '../commands/tools.ts';
import { readAsar } from './asar.ts';
import { pack, resourcesOf } from './pack.ts';

const LEFT_OUT = ['node_modules', 'out', 'dist', '.git'];

/** Paths in app.asar that are different when it is made again, below `folder`; none when all is well. Throws when it cannot be made. */
export async function wrongRepetition(folder: string): Promise<string[]> {
  const [first, second] = [join(folder, 'first'), join(folder, 'further/second')];
  // Both from one copy: the sources may be edited meanwhile.
  copySources(inRoot(), first);
  copySources(first, second);
  return unlikeFiles(await archiveOf(first), await archiveOf(second));
}

function copySources(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (path) => !LEFT_OUT.includes(relative(from, path)) });
  symlinkSync(inRoot('node_modules'), join(to, 'node_modules'), 'junction');
}

/** Builds and packs the project in `folder`. */
async function archiveOf(folder: string): Promise<Buffer> {
  const code = await run(process.execPath, [join(folder, 'build/commands/build.ts')]);
  if (code !== 0) throw new Error('The app could not be built again');
  // A hook named by its path would be looked for from here.
  const more = { afterPack };
  const packed = await pack({ name: 'linux', platform: 'linux', arch: 'x64' }, join(folder, 'packed'), more, folder);
  return readFileSync(join(resourcesOf(packed), 'app.asar'));
}

/** Paths that are not the same in both archives; the archive itself where only order or form differ. */
export function unlikeFiles(first: Buffer, second: Buffer): string[] {
  if (first.equals(second)) return [];
  const [one, other] = [contents(first), contents(second)];
  const unlike = [...new Set([...one.keys(), ...other.keys()])].filter((path) => one.get(path) !== other.get(path));
  return unlike.length === 0 ? ['app.asar'] : unlike;
}

/** Each file's content, one character a byte; of one beside the archive, its size. */
function contents(archive: Buffer): Map<string, string> {
  const { entries } = readAsar(archive);
  const content = (start: number, size: number) => archive.toString('latin1', start, start + size);
  return new Map(entries.map(({ path, start, size }) => [path, start === null ? `${size}` : content(start, size)]));
}
