/**
 * `npm run package:check [-- --json]`: packs the app for Linux, Windows and macOS against a stand-in for Electron's
 * distribution and checks what came out, that the same comes out again, and that a bill of materials can be written.
 * Says nothing about whether the app starts: no Electron is started here.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildStale } from './commands/bundles.ts';
import { inRoot } from './commands/tools.ts';
import { inspect } from './packaging/inspect.ts';
import type { TargetReport } from './packaging/inspect.ts';
import { shippedPackages } from './packaging/licences.ts';
import type { ShippedPackage } from './packaging/licences.ts';
import { pack } from './packaging/pack.ts';
import type { Target } from './packaging/pack.ts';
import { wrongRepetition } from './packaging/repeat.ts';
import { electronVersion, installedSbom, shippedSbom } from './packaging/sbom.ts';

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
  /** Why there is no bill of materials of what is shipped; null when there is one. */
  noBill: string | null;
}

async function check(folder: string): Promise<Report> {
  const packages = shippedPackages(inRoot('out'), inRoot('node_modules/keytar'));
  const here = TARGETS.filter(({ platform }) => process.platform !== 'win32' || platform !== 'darwin');
  const targets: TargetReport[] = [];
  for (const target of here) targets.push(await inspect(await pack(target, folder), packages));
  const unlike = await wrongRepetition(folder);
  const noBill = wrongBill(packages);
  const ok = targets.every((target) => target.ok) && unlike.length === 0 && noBill === null;
  const elsewhere = TARGETS.filter((target) => !here.includes(target)).map(({ name, arch }) => `${name}-${arch}`);
  return { ok, targets, elsewhere, unlike, noBill };
}

function wrongBill(packages: readonly ShippedPackage[]): string | null {
  try {
    shippedSbom(installedSbom(), packages, electronVersion());
    return null;
  } catch (reason) {
    return reason instanceof Error ? reason.message : String(reason);
  }
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

function describe({ targets, elsewhere, unlike, noBill }: Report): string {
  const lines = targets.flatMap(({ target, ok, bytes, files, wrong }) => {
    const size = `${(bytes / 1024 / 1024).toFixed(2)} MB, ${files} files`;
    return [`${ok ? 'ok   ' : 'WRONG'} ${target}: ${size}`, ...wrong.map((words) => `      ${words}`)];
  });
  const repeated = unlike.length === 0 ? 'ok    made again: the same' : `WRONG made again: ${unlike.join(', ')} differ`;
  const bill = noBill === null ? 'ok    bill of materials' : `WRONG bill of materials: ${noBill}`;
  return [...lines, ...elsewhere.map((name) => `not made on this system: ${name}`), repeated, bill].join('\n');
}

// A package of electron-builder ends the process with 0 when it has nothing left to do, whatever exitCode says.
if (import.meta.main) process.exit(await main());
