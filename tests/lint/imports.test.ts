/** Breaks every import rule once, in a tree of its own, so that a rule that stopped working is seen. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inRoot, toolScript } from '../../build/commands/tools.ts';

const run = promisify(execFile);
const config = inRoot('.dependency-cruiser.cjs');

type Tree = Record<string, string>;
interface Violation {
  rule: { name: string };
  from: string;
}

/** What an app that keeps the rules looks like, in small. */
const GOOD: Tree = {
  'preload/contract/state.ts': 'export const names = 1; export type Name = string;',
  'preload/contract/schemas.ts': "import { names } from './state.ts'; export const schemas = names;",
  'preload/index.ts': "import 'electron'; import './contract/state.ts';",
  'renderer/main.ts': "import '../preload/contract/state.ts'; import './App.svelte';",
  'renderer/App.svelte': '<script lang="ts">import \'../preload/contract/state.ts\';</script>',
  'main/core/ports.ts': 'export interface Clock { now(): number }',
  'main/core/result.ts': 'export const ok = 1;',
  'main/core/app.ts':
    "import './people/read.ts'; import './presence/read.ts'; import './phones/read.ts'; export interface Core { store: number }",
  'main/core/ucwa/client.ts': "import '../result.ts';",
  'main/core/people/read.ts': "import '../ucwa/client.ts'; import '../store/state.ts';",
  'main/core/presence/read.ts': 'export const read = 1;',
  'main/core/phones/read.ts': 'export const read = 1;',
  'main/core/store/state.ts': 'export const key = 1;',
  'main/core/store/store.test.ts': "import 'node:fs'; import '../../../simulator/index.ts';",
  'main/ipc/router.ts': "import '../core/app.ts'; import '../../preload/contract/schemas.ts';",
  'main/system/store.ts': "import 'node:fs'; import type { Core } from '../core/app.ts'; export type C = Core;",
  'main/browser/http.ts': "import 'node:https'; import '../system/store.ts'; import '../core/result.ts';",
  'main/electron/tray.ts': "import 'electron'; import '../core/store/state.ts';",
  'main/index.ts': "import 'electron'; import './core/app.ts'; import './electron/tray.ts'; import './ipc/router.ts';",
  'main/browser-host.ts': "import './core/app.ts'; import './browser/http.ts';",
  'simulator/index.ts': "import 'node:http'; export const port = 0;",
  'tests/helper.ts': 'export const help = 1;',
  'build/commands/once.ts': "import '../../main/core/app.ts'; import '../../simulator/index.ts';",
};

/** [rule, a file that breaks it, the file's text] */
const BROKEN: [rule: string, file: string, text: string][] = [
  ['no-cycles', 'main/core/store/a.ts', "import './b.ts';"],
  ['no-missing', 'main/core/store/missing.ts', "import './nowhere.ts';"],
  ['renderer-reads-only-the-contract', 'renderer/a.ts', "import '../main/core/result.ts';"],
  ['renderer-reads-only-the-contract', 'renderer/B.svelte', "<script>import '../preload/index.ts';</script>"],
  ['entries-are-imported-by-nobody', 'renderer/B.svelte', "<script>import '../preload/index.ts';</script>"],
  ['renderer-has-no-node', 'renderer/c.ts', "import 'node:path';"],
  ['schemas-stay-in-main', 'renderer/d.ts', "import '../preload/contract/schemas.ts';"],
  ['preload-reads-only-the-contract', 'preload/a.ts', "import '../main/core/result.ts';"],
  [
    'contract-imports-nothing-of-ours',
    'preload/contract/a.ts',
    "import type { Clock } from '../../main/core/ports.ts';",
  ],
  ['contract-imports-nothing-of-ours', 'preload/contract/b.ts', "import '../a.ts';"],
  ['core-imports-only-core', 'main/core/a.ts', "import '../ipc/router.ts';"],
  ['core-imports-only-core', 'main/core/b.ts', "import type { Name } from '../../preload/contract/state.ts';"],
  ['core-has-no-node', 'main/core/c.ts', "import 'node:crypto';"],
  ['core-has-no-node', 'main/core/d.ts', "import 'fs';"],
  ['core-has-no-adapter-packages', 'main/core/e.ts', "import 'ws';"],
  ['ucwa-knows-no-feature', 'main/core/ucwa/a.ts', "import '../people/read.ts';"],
  ['features-stand-alone', 'main/core/people/a.ts', "import '../presence/read.ts';"],
  ['features-stand-alone', 'main/core/phones/a.ts', "import type { x } from '../people/read.ts';"],
  ['ipc-joins-contract-and-core', 'main/ipc/a.ts', "import '../browser/http.ts';"],
  ['adapters-are-thin', 'main/system/a.ts', "import '../core/app.ts';"],
  ['adapters-know-no-other-host', 'main/electron/a.ts', "import '../browser/http.ts';"],
  ['adapters-know-no-other-host', 'main/system/b.ts', "import '../electron/tray.ts';"],
  ['entries-are-imported-by-nobody', 'main/browser/a.ts', "import '../browser-host.ts';"],
  ['adapters-know-no-other-host', 'main/browser/a.ts', "import '../browser-host.ts';"],
  ['main-has-no-tests-inside', 'main/extra.ts', "import '../tests/helper.ts';"],
  ['electron-only-in-its-host', 'main/browser/b.ts', "import type { App } from 'electron';"],
  ['electron-only-in-its-host', 'simulator/b.ts', "import 'electron';"],
  ['simulator-shares-nothing', 'simulator/a.ts', "import '../preload/contract/state.ts';"],
];

let folder = '';

/** Cruises a tree; answers `rule file` for each violation, sorted and each once. */
async function violations(name: string, tree: Tree): Promise<string[]> {
  const base = path.join(folder, name);
  for (const [file, text] of Object.entries(tree)) {
    await mkdir(path.join(base, path.dirname(file)), { recursive: true });
    await writeFile(path.join(base, file), text);
  }
  await symlink(inRoot('node_modules'), path.join(base, 'node_modules'), 'junction');
  await writeFile(path.join(base, 'tsconfig.json'), await readFile(inRoot('tsconfig.json')));
  const folders = ['main', 'preload', 'renderer', 'simulator', 'build', 'tests'];
  const args = [toolScript('dependency-cruiser', 'depcruise'), ...folders, '--config', config, '--output-type', 'json'];
  const { stdout } = await run(process.execPath, args, { cwd: base, maxBuffer: 64 * 1024 * 1024 });
  const report = JSON.parse(stdout) as { summary: { violations: Violation[] } };
  return [...new Set(report.summary.violations.map(({ rule, from }) => `${rule.name} ${from}`))].sort();
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-imports-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('an app that keeps the rules passes', async () => {
  expect(await violations('good', GOOD)).toEqual([]);
});

test('each broken rule is reported, at its file and nowhere else', async () => {
  const secondHalfOfTheCycle = { 'main/core/store/b.ts': "import './a.ts';" };
  const tree = {
    ...GOOD,
    ...secondHalfOfTheCycle,
    ...Object.fromEntries(BROKEN.map(([, file, text]) => [file, text])),
  };
  expect(await violations('broken', tree)).toEqual(BROKEN.map(([rule, file]) => `${rule} ${file}`).sort());
});

test('every rule is broken above', () => {
  const { forbidden } = createRequire(import.meta.url)(config) as { forbidden: { name: string }[] };
  const rules = forbidden.map(({ name }) => name);
  expect(new Set(BROKEN.map(([rule]) => rule))).toEqual(new Set(rules));
});
