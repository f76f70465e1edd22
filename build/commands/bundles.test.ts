import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isStale } from './bundles.ts';

const bundle = { sources: ['src', 'lock.json'], output: 'out' };
let root = '';

const at = (file: string, seconds: number) => utimes(path.join(root, file), seconds, seconds);

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'rollcall-bundles-'));
  await mkdir(path.join(root, 'src/deep/node_modules'), { recursive: true });
  await mkdir(path.join(root, 'out'));
  for (const file of ['src/deep/a.ts', 'src/deep/node_modules/cache.js', 'lock.json', 'out/index.js']) {
    await writeFile(path.join(root, file), 'x');
    await at(file, 1000);
  }
  for (const folder of ['src/deep/node_modules', 'src/deep', 'src']) await at(folder, 1000);
  await at('out/index.js', 2000);
  await at('out', 2000);
});

afterEach(() => rm(root, { recursive: true, force: true }));

test('a bundle newer than its sources is kept', () => {
  expect(isStale(bundle, root)).toBe(false);
});

test.each(['src/deep/a.ts', 'lock.json', 'src/deep'])('%s newer than the bundle makes it stale', async (file) => {
  await at(file, 3000);
  expect(isStale(bundle, root)).toBe(true);
});

test('what lies in node_modules does not count', async () => {
  await at('src/deep/node_modules/cache.js', 3000);
  expect(isStale(bundle, root)).toBe(false);
});

test('a missing and an empty bundle are stale', async () => {
  await rm(path.join(root, 'out/index.js'));
  await at('out', 2000);
  expect(isStale(bundle, root)).toBe(true);
  await rm(path.join(root, 'out'), { recursive: true });
  expect(isStale(bundle, root)).toBe(true);
});
