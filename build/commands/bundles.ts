/** The three bundles of the app and whether they are up to date. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { writeLicences } from '../packaging/licences.ts';
import { run } from './processes.ts';
import { inRoot, toolScript } from './tools.ts';

export interface Bundle {
  readonly name: string;
  readonly config: string;
  /** Files and folders it is made of. */
  readonly sources: readonly string[];
  readonly output: string;
}

const COMMON = ['package-lock.json', 'preload/contract'];

export const BUNDLES: readonly Bundle[] = [
  {
    name: 'window',
    config: 'renderer/vite.config.ts',
    sources: [...COMMON, 'renderer'],
    output: 'out/renderer',
  },
  {
    name: 'preload script',
    config: 'build/vite.preload.ts',
    sources: [...COMMON, 'preload', 'build/vite.preload.ts'],
    output: 'out/preload',
  },
  {
    name: 'main process',
    config: 'build/vite.main.ts',
    sources: [...COMMON, 'main', 'build/vite.main.ts', 'build/icons'],
    output: 'out/main',
  },
];

/** The newest modification in a file or folder (ms since 1970), 0 where there is none. Folders show what was deleted. */
export function newest(file: string): number {
  if (!existsSync(file)) return 0;
  const stat = statSync(file);
  if (!stat.isDirectory()) return stat.mtimeMs;
  const inside = readdirSync(file)
    .filter((name) => name !== 'node_modules')
    .map((name) => newest(path.join(file, name)));
  return Math.max(stat.mtimeMs, ...inside);
}

/** A bundle is stale when it is missing, empty, or older than one of its sources. `root`: where its paths start. */
export function isStale(bundle: Pick<Bundle, 'sources' | 'output'>, root: string): boolean {
  const output = path.join(root, bundle.output);
  if (!existsSync(output) || readdirSync(output).length === 0) return true;
  return bundle.sources.some((source) => newest(path.join(root, source)) > newest(output));
}

/** Builds bundles one after the other, then collects the licences; false when one failed. It is said what is wrong. */
export async function build(bundles: readonly Bundle[]): Promise<boolean> {
  for (const { name, config } of bundles) {
    if (!existsSync(inRoot(config))) {
      process.stderr.write(`The ${name} cannot be built: ${config} is missing.\n`);
      return false;
    }
    const args = [toolScript('vite'), 'build', '--config', config, '--logLevel', 'warn'];
    // NODE_ENV of a test run or a shell would put development code into the bundles.
    if ((await run(process.execPath, args, { NODE_ENV: 'production' })) !== 0) {
      process.stderr.write(`The ${name} could not be built.\n`);
      return false;
    }
  }
  return collectLicences();
}

function collectLicences(): boolean {
  try {
    writeLicences(inRoot('out'), inRoot('node_modules/keytar'));
    return true;
  } catch (reason) {
    const words = reason instanceof Error ? reason.message : String(reason);
    process.stderr.write(`The licences could not be collected: ${words}\n`);
    return false;
  }
}

/** Builds what is missing or older than its sources; false when that failed. */
export async function buildStale(): Promise<boolean> {
  const stale = BUNDLES.filter((bundle) => isStale(bundle, inRoot()));
  if (stale.length > 0) process.stderr.write(`Building: ${stale.map(({ name }) => name).join(', ')}\n`);
  return build(stale);
}
