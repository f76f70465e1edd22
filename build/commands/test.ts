/**
 * `npm test`: everything, one step after the other. A failed step does not stop the next ones. The last line is
 * `N passed, N failed`: tests, plus one for each other step. `--only STEP[,STEP]` runs some of them.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { BUNDLES, build } from './bundles.ts';
import { chromiumPath } from './chromium.ts';
import { ensurePrerequisites } from './prerequisites.ts';
import { run } from './processes.ts';
import { type Report, type Tally, tally } from './tally.ts';
import { inRoot, toolScript } from './tools.ts';

const FOLDERS = ['main', 'preload', 'renderer', 'simulator', 'build', 'tests'];

/** Runs a tool by our own Node; true when it ended well. */
async function tool(packageName: string, args: string[], command?: string): Promise<boolean> {
  return (await run(process.execPath, [toolScript(packageName, command), ...args])) === 0;
}

const single = (ok: boolean): Tally => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: [] });

/** Runs `work` with a folder of its own, removed afterwards. */
async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-test-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs vitest by way of `launch`, which is told vitest's command line, and counts its tests. */
function vitest(project: string, launch: (command: string[], folder: string) => Promise<number>): Promise<Tally> {
  return withFolder(async (folder) => {
    const file = path.join(folder, 'report.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const exitCode = await launch([toolScript('vitest'), 'run', '--project', project, ...reporters], folder);
    const report = await readFile(file, 'utf8').then(
      (text) => JSON.parse(text) as Report,
      () => null,
    );
    return tally(report, exitCode);
  });
}

/** The keychain tests, with a keychain and a session bus that nobody else uses and that end with them. */
async function session(command: string[], folder: string): Promise<number> {
  if (process.platform !== 'linux') return run(process.execPath, command);
  const unlock = `printf 'x\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"`;
  return run('dbus-run-session', ['--', 'sh', '-c', unlock, 'sh', process.execPath, ...command], {
    HOME: folder,
    XDG_CONFIG_HOME: path.join(folder, 'config'),
    XDG_DATA_HOME: path.join(folder, 'data'),
    XDG_CACHE_HOME: path.join(folder, 'cache'),
    XDG_RUNTIME_DIR: folder,
  });
}

/** Code that nothing reaches; and code that only tests reach, which is as dead. */
async function noneUnused(): Promise<boolean> {
  const anywhere = await tool('knip', []);
  return (await tool('knip', ['--production', '--include', 'files,exports,types'])) && anywhere;
}

/** The steps in their order; `prerequisites` goes before them all. */
const STEPS: Record<string, () => Promise<Tally>> = {
  types: async () => single(await tool('typescript', ['--project', '.'], 'tsc')),
  'svelte types': async () =>
    single(await tool('svelte-check', ['--tsconfig', 'renderer/tsconfig.json', '--fail-on-warnings'])),
  lint: async () => single(await tool('eslint', ['--max-warnings', '0', '.'])),
  format: async () => single(await tool('prettier', ['--check', '--log-level', 'warn', '.'])),
  imports: async () => single(await tool('dependency-cruiser', FOLDERS, 'depcruise')),
  unused: async () => single(await noneUnused()),
  build: async () => single(await build(BUNDLES)),
  packages: async () => single((await run(process.execPath, [inRoot('build', 'package-check.ts')])) === 0),
  tests: () => vitest('!session', (command) => run(process.execPath, command)),
  session: () => vitest('session', session),
};

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
  const only = values.only?.flatMap((names) => names.split(',')) ?? [];
  const unknown = only.find((name) => !(name in STEPS));
  if (unknown !== undefined) {
    process.stderr.write(`There is no step ${unknown}. Steps: ${Object.keys(STEPS).join(', ')}\n`);
    return 2;
  }
  const wanted = Object.entries(STEPS).filter(([name]) => only.length === 0 || only.includes(name));
  const total: Tally = { passed: 0, failed: 0, skipped: [] };
  const broken: string[] = [];
  const record = (name: string, { passed, failed, skipped }: Tally) => {
    total.passed += passed;
    total.failed += failed;
    total.skipped.push(...skipped);
    if (failed > 0) broken.push(name);
  };

  const needed = only.length === 0 || wanted.some(([name]) => name === 'tests' || name === 'session');
  if (needed) {
    process.stdout.write('== prerequisites\n');
    record('prerequisites', single(await ensurePrerequisites()));
  }
  if (broken.length === 0) {
    if (needed) process.env['CHROME_PATH'] = chromiumPath();
    for (const [name, step] of wanted) {
      process.stdout.write(`== ${name}\n`);
      record(name, await step());
    }
  }
  total.skipped.forEach((name) => process.stdout.write(`Did not run: ${name}\n`));
  if (broken.length > 0) process.stdout.write(`Failed: ${broken.join(', ')}\n`);
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  return total.failed === 0 ? 0 : 1;
}

process.exitCode = await main();
