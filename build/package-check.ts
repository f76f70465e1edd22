/**
 * `npm run package:check [-- --json]`: packs the app for Linux, Windows and macOS against a stand-in for Electron's
 * distribution and checks what came out, and that the same comes out again. Says nothing about whether the app starts:
 * no Electron is started here.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildStale } from './commands/bundles.ts';
import { inRoot } from './commands/tools.ts';
import { inspect } from './packaging/inspect.ts';
import type { TargetReport } from './packaging/inspect.ts';
import { shippedPackages } from './packaging/licences.ts';
import { pack } from './packaging/pack.ts';
import type { Target } from './packaging/pack.ts';
import { wrongRepetition } from './packaging/repeat.ts';

const TARGETS: Target[] = [
  { name: 'linux', platform: 'linux', arch: 'x64' },
  { name: 'win', platform: 'win32', arch: 'x64' },
  { name: 'win', platform: 'win32', arch: 'arm64' },
  { name: 'mac', platform: 'darwin', arch: 'x64' },
  { name: 'mac', platform: 'darwin', arch: 'arm64' },
];

interface Report {
  ok: boolean;
  targets: TargetReport[];
  /** Targets that electron-builder refuses to make on this system. */
  elsewhere: string[];
  /** Files that come out differently when they are made again. */
  unlike: string[];
}

async function check(folder: string): Promise<Report> {
  const packages = shippedPackages(inRoot('out'), inRoot('node_modules/keytar'));
  const here = TARGETS.filter(({ platform }) => process.platform !== 'win32' || platform !== 'darwin');
  const targets: TargetReport[] = [];
  for (const target of here) targets.push(await inspect(await pack(target, folder), packages));
  const unlike = await wrongRepetition(folder);
  const ok = targets.every((target) => target.ok) && unlike.length === 0;
  const elsewhere = TARGETS.filter((target) => !here.includes(target)).map(({ name, arch }) => `${name}-${arch}`);
  return { ok, targets, elsewhere, unlike };
}

async function main(): Promise<number> {
  const json = process.argv.includes('--json');
  if (!(await buildStale())) return 1;
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-package-'));
  try {
    const report = await check(folder);
    const text = json ? JSON.stringify(report) : describe(report);
    await new Promise<void>((resolve) => process.stdout.write(`${text}\n`, () => resolve()));
    return report.ok ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function describe({ targets, elsewhere, unlike }: Report): string {
  const lines = targets.flatMap(({ target, ok, bytes, files, wrong }) => {
    const size = `${(bytes / 1024 / 1024).toFixed(2)} MB, ${files} files`;
    return [`${ok ? 'ok   ' : 'WRONG'} ${target}: ${size}`, ...wrong.map((words) => `      ${words}`)];
  });
  const repeated = unlike.length === 0 ? 'ok    made again: the same' : `WRONG made again: ${unlike.join(', ')} differ`;
  return [...lines, ...elsewhere.map((name) => `not made on this system: ${name}`), repeated].join('\n');
}

// A package of electron-builder ends the process with 0 when it has nothing left to do, whatever exitCode says.
if (import.meta.main) process.exit(await main());
