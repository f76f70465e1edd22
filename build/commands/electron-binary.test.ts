import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { electronBinary } from './electron-binary.ts';
import { inRoot } from './tools.ts';

let folder = '';

beforeEach(async () => {
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', undefined);
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-electron-'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

test('a package that never fetched its binary has none', () => {
  expect(electronBinary(folder)).toBeNull();
});

test('a named binary that is gone is none', async () => {
  await writeFile(path.join(folder, 'path.txt'), 'electron');
  expect(electronBinary(folder)).toBeNull();
});

test('a fetched binary is found', async () => {
  await writeFile(path.join(folder, 'path.txt'), 'electron');
  await mkdir(path.join(folder, 'dist'));
  await writeFile(path.join(folder, 'dist/electron'), '');
  expect(electronBinary(folder)).toBe(path.join(folder, 'dist/electron'));
});

test('ELECTRON_OVERRIDE_DIST_PATH names another folder', async () => {
  await mkdir(path.join(folder, 'elsewhere'));
  await writeFile(path.join(folder, 'elsewhere/electron'), '');
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', path.join(folder, 'elsewhere'));
  expect(electronBinary(folder)).toBe(path.join(folder, 'elsewhere/electron'));
});

test('without a binary the tests in Electron say that they do not run, which fails where they are required', () => {
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder);
  const run = (...args: string[]) => {
    const command = [inRoot('tests/electron/run.ts'), ...args];
    const { status, stdout } = spawnSync(process.execPath, command, { encoding: 'utf8' });
    return [status, stdout];
  };
  expect(run()).toEqual([0, 'skipped: no Electron binary\n']);
  expect(run('--required')).toEqual([1, 'skipped: no Electron binary\n']);
});
