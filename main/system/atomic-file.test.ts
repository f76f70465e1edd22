import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeAtomically, writeAtomicallySync } from './atomic-file.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rollcall-atomic-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('writes a new file, then another in its place, with the rights that are wanted', async () => {
  const path = join(folder, 'x');
  await writeAtomically(path, Buffer.from('long text'), 0o600);
  await writeAtomically(path, Buffer.from('ü'), 0o600);
  expect(readFileSync(path, 'utf8')).toBe('ü');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['x']);
});

test('leaves the old file, and nothing beside it, when the new one cannot take its place', async () => {
  const path = join(folder, 'taken');
  mkdirSync(path);
  writeFileSync(join(path, 'inside'), '');
  await expect(writeAtomically(path, Buffer.from('x'), 0o600)).rejects.toThrow();
  await expect(writeAtomically(join(folder, 'no/such/folder'), Buffer.from('x'), 0o600)).rejects.toThrow();
  expect(readdirSync(folder)).toEqual(['taken']);
});

test('the same before it returns', () => {
  const path = join(folder, 'x');
  writeAtomicallySync(path, 'long text', 0o600);
  writeAtomicallySync(path, 'ü', 0o600);
  expect(readFileSync(path, 'utf8')).toBe('ü');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const taken = join(folder, 'taken');
  mkdirSync(taken);
  expect(() => writeAtomicallySync(taken, 'x', 0o600)).toThrow();
  expect(readdirSync(folder)).toEqual(['taken', 'x']);
});
