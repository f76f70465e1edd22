/** A test file that no project takes would never run, and nobody would notice. */
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ROOT, inRoot, toolScript } from '../../build/commands/tools.ts';

const FOLDERS = ['main', 'preload', 'renderer', 'simulator', 'build', 'tests'];

/** The files that vitest would run, one entry for each project that takes them, as paths from the root. */
async function taken(): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-projects-'));
  try {
    const report = path.join(folder, 'files.json');
    const args = [toolScript('vitest'), 'list', '--filesOnly', `--json=${report}`];
    await promisify(execFile)(process.execPath, args, { cwd: ROOT, maxBuffer: 16 * 1024 * 1024 });
    const list = JSON.parse(await readFile(report, 'utf8')) as { file: string }[];
    return list.map(({ file }) => path.relative(ROOT, file)).sort();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function testFiles(): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(inRoot(folder), { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)),
  )
    .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
    .sort();
}

test('each test file belongs to exactly one project', async () => {
  expect(await taken()).toEqual(testFiles());
});
