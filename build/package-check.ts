/**
 * `npm run package:check [-- --json]`: packs the app for Linux, Windows and macOS against a stand-in for Electron's
 * distribution and checks what came out. Says nothing about whether the app starts: no Electron is started here.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import type { Configuration } from 'electron-builder';
import { fuseFile } from './after-pack.ts';
import { buildStale } from './commands/bundles.ts';
import { inRoot } from './commands/tools.ts';
import { readAsar, textInAsar } from './packaging/asar.ts';
import * as check from './packaging/checks.ts';
import { wrongFuses } from './packaging/fuses.ts';
import { makeStub } from './packaging/stub.ts';
import type { StubPlatform } from './packaging/stub.ts';

interface Target {
  name: string;
  platform: StubPlatform;
  arch: 'x64' | 'arm64';
}
const TARGETS: Target[] = [
  { name: 'linux', platform: 'linux', arch: 'x64' },
  { name: 'win', platform: 'win32', arch: 'x64' },
  { name: 'win', platform: 'win32', arch: 'arm64' },
  { name: 'mac', platform: 'darwin', arch: 'x64' },
  { name: 'mac', platform: 'darwin', arch: 'arm64' },
];
const PLATFORMS = { linux: Platform.LINUX, win32: Platform.WINDOWS, darwin: Platform.MAC };

export interface TargetReport {
  target: string;
  ok: boolean;
  /** app.asar and what lies unpacked beside it. */
  bytes: number;
  files: number;
  wrong: string[];
}

/** Packs one target below `folder` and says what is wrong with it. */
async function checkTarget(target: Target, folder: string): Promise<TargetReport> {
  const { platform, arch } = target;
  const name = `${target.name}-${arch}`;
  const electronDist = join(folder, `electron-${name}`);
  const output = join(folder, name);
  makeStub(platform, electronDist);
  const config: Configuration = {
    electronDist,
    directories: { output, buildResources: 'build' },
    // There is nobody to sign as here.
    ...(platform === 'darwin' ? { mac: { identity: null, notarize: false } } : {}),
  };
  const targets = PLATFORMS[platform].createTarget('dir', Arch[arch]);
  await quietly(() => build({ projectDir: inRoot(), targets, config, publish: 'never' }));
  const [unpacked] = readdirSync(output, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  if (unpacked === undefined) throw new Error(`${name} was not packed`);
  return { target: name, ...inspect(target, join(output, unpacked.name)) };
}

/** electron-builder tells of its progress on standard output, which belongs to the report. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = stderr.write.bind(stderr);
  try {
    return await work();
  } finally {
    stdout.write = write;
  }
}

function inspect({ platform, arch }: Target, folder: string): Omit<TargetReport, 'target'> {
  const mac = platform === 'darwin' ? join(folder, 'Rollcall.app/Contents') : null;
  const resources = mac === null ? join(folder, 'resources') : join(mac, 'Resources');
  const archive = readFileSync(join(resources, 'app.asar'));
  const asar = readAsar(archive);
  const beside = join(resources, 'app.asar.unpacked');
  const bytes = archive.length + sizeOf(beside);
  const program = readFileSync(fuseFile(platform, folder, { product: 'Rollcall', executable: 'rollcall' }));
  const feed = join(resources, 'app-update.yml');
  const languages = mac === null ? join(folder, 'locales') : resources;
  const wrong = [
    ...check.wrongContents(asar, platform, arch),
    ...check.wrongManifest(JSON.parse(textInAsar(archive, asar, 'package.json') ?? '{}') as Record<string, unknown>),
    ...check.wrongSize(bytes),
    ...wrongFuses(program).map((fuse) => `the fuse ${fuse} is not set as wanted`),
    ...(mac === null ? [] : check.wrongPlist(readFileSync(join(mac, 'Info.plist'), 'utf8'), asar.hash)),
    ...(platform === 'win32' ? check.wrongWindowsProgram(program, asar.hash) : []),
    // Elsewhere electron-builder writes it for installers only.
    ...(platform === 'linux' ? check.wrongFeed(existsSync(feed) ? readFileSync(feed, 'utf8') : null) : []),
    ...check.wrongLanguages(readdirSync(languages)),
  ];
  return { ok: wrong.length === 0, bytes, files: asar.entries.length, wrong };
}

function sizeOf(path: string): number {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

async function main(): Promise<number> {
  const json = process.argv.includes('--json');
  if (!(await buildStale())) return 1;
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-package-'));
  try {
    const targets: TargetReport[] = [];
    for (const target of TARGETS) targets.push(await checkTarget(target, folder));
    const ok = targets.every((target) => target.ok);
    const report = json ? JSON.stringify({ ok, targets }) : targets.map(describe).join('\n');
    await new Promise<void>((resolve) => process.stdout.write(`${report}\n`, () => resolve()));
    return ok ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function describe({ target, ok, bytes, files, wrong }: TargetReport): string {
  const size = `${(bytes / 1024 / 1024).toFixed(2)} MB, ${files} files`;
  return [`${ok ? 'ok  ' : 'WRONG'} ${target}: ${size}`, ...wrong.map((words) => `      ${words}`)].join('\n');
}

// A package of electron-builder ends the process with 0 when it has nothing left to do, whatever exitCode says.
if (import.meta.main) process.exit(await main());
