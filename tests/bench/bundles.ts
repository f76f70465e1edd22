/** The size of what is shipped and loaded, as `npm run build` makes it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildStale } from '../../build/commands/bundles.ts';
import { inRoot } from '../../build/commands/tools.ts';
import type { Measure } from './figure.ts';

const KB = 1024;

/** Static imports of a module of ours: `import"./x.js"` and `from"./x.js"`, not `import("./x.js")`. */
const IMPORT = /(?:from|import)\s*["']\.\/([^"']+\.js)["']/g;

/**
 * Parts of the main process that every start loads though they are imported lazily: the settings' library, which
 * cannot be imported outside Electron.
 */
const AT_EVERY_START = ['electron-store.js'];

export const measure: Measure = async () => {
  if (!(await buildStale())) throw new Error('the bundles could not be built');
  const main = readFolder('out/main', '.js');
  const atStart = closure(['index.js', ...AT_EVERY_START], main);
  const later = [...main.keys()].filter((name) => !atStart.has(name));
  const renderer = readFolder('out/renderer/assets', '.js');
  const windowAtStart = closure(
    [...renderer.keys()].filter((name) => name.startsWith('index-')),
    renderer,
  );
  const startZipped = zipped([...windowAtStart].map((name) => renderer.get(name) ?? Buffer.alloc(0)));
  const languages = [...renderer].filter(([name]) => !windowAtStart.has(name)).map(([, file]) => zipped([file]));
  const styles = [...readFolder('out/renderer/assets', '.css').values()];
  const preload = [...readFolder('out/preload', '.cjs').values()];
  const parts = (names: Iterable<string>): string =>
    [...names].map((name) => `${name} ${kilobytes(main.get(name)?.length ?? 0)}`).join(', ');
  return [
    {
      name: 'main bundle, loaded at start',
      value: kilobytes([...atStart].reduce((sum, name) => sum + (main.get(name)?.length ?? 0), 0)),
      unit: 'KB',
      target: 400,
      note: `${parts(atStart)}; later or never: ${parts(later)}`,
    },
    { name: 'preload bundle', value: kilobytes(total(preload)), unit: 'KB', target: 5 },
    {
      name: 'renderer script, gzipped',
      value: kilobytes(startZipped + Math.max(0, ...languages)),
      unit: 'KB',
      target: 120,
      note: `${kilobytes(startZipped)} in English; another language adds its words: ${languages.map(kilobytes).join(' or ')}`,
    },
    { name: 'renderer styles, gzipped', value: kilobytes(zipped(styles)), unit: 'KB', target: null },
  ];
};

function readFolder(folder: string, ending: string): Map<string, Buffer> {
  const path = inRoot(folder);
  const names = readdirSync(path).filter((name) => name.endsWith(ending));
  return new Map(names.map((name) => [name, readFileSync(join(path, name))]));
}

/** These files and all that they import at once. */
function closure(names: readonly string[], files: ReadonlyMap<string, Buffer>): Set<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    const text = files.get(name)?.toString('utf8');
    if (text === undefined || found.has(name)) return;
    found.add(name);
    for (const [, imported] of text.matchAll(IMPORT)) visit(imported ?? '');
  };
  names.forEach(visit);
  return found;
}

function total(files: readonly Buffer[]): number {
  return files.reduce((sum, file) => sum + file.length, 0);
}

function zipped(files: readonly Buffer[]): number {
  return total(files.map((file) => gzipSync(file, { level: 9 })));
}

function kilobytes(bytes: number): number {
  return Math.round((bytes / KB) * 10) / 10;
}
