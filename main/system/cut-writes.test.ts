import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { removeCutWrites, unfinished } from './cut-writes.ts';

/** The part of the package below `conf` that writes. */
interface Atomically {
  writeFileSync(path: string, data: string, options: { tmpCreated: (path: string) => void }): void;
}

const NOW = Date.UTC(2026, 0, 2);
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-cut-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(name: string, ageMs: number): void {
  writeFileSync(join(folder, name), '{"half');
  utimesSync(join(folder, name), (NOW - ageMs) / 1000, (NOW - ageMs) / 1000);
}

test('what a killed process was writing goes; documents and what was set aside stay', () => {
  const kept = ['journal.json', 'journal.corrupt-2026', 'journal.json.corrupt-1', 'notes.tmp-1234567890abcdef'];
  for (const name of kept) put(name, 60_000);
  put('journal.json.tmp-1234567890abcdef', 60_000);
  put('account-data-00ff.json.tmp-0987654321fedcba', 11_000);
  removeCutWrites(folder, NOW);
  expect(readdirSync(folder).sort()).toEqual(kept.sort());
});

test('what may be in the writing stays', () => {
  put('journal.json.tmp-1234567890abcdef', 9_000);
  removeCutWrites(folder, NOW);
  expect(readdirSync(folder)).toEqual(['journal.json.tmp-1234567890abcdef']);
});

test('the names are those that the writing package gives', () => {
  const { writeFileSync: writeAtomically } = createRequire(import.meta.resolve('conf'))('atomically') as Atomically;
  const names: string[] = [];
  writeAtomically(join(folder, 'journal-00ff.json'), '{}', { tmpCreated: (path) => void names.push(path) });
  const [name = ''] = names.map((path) => path.slice(folder.length + 1));
  put(name, 60_000);
  removeCutWrites(folder, NOW);
  expect(name).toMatch(/^journal-00ff\.json\./);
  expect(readdirSync(folder)).toEqual(['journal-00ff.json']);
});

test('the names are those that our own writing gives', () => {
  put(unfinished('journal-00ff.json'), 60_000);
  removeCutWrites(folder, NOW);
  expect(readdirSync(folder)).toEqual([]);
});

test('a directory that is not there is the business of others', () => {
  expect(() => removeCutWrites(join(folder, 'gone'), NOW)).not.toThrow();
});
