import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDrivenClock, createMemoryLogger } from '../ipc/testing/fake-core.ts';
import { createDocuments } from './documents.ts';

let root: string;
let directory: string;
let logger: ReturnType<typeof createMemoryLogger>;
const open = () => createDocuments(directory, createDrivenClock(Date.UTC(2026, 0, 2, 3, 4, 5)), logger);
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rollcall-documents-'));
  directory = join(root, 'deep', 'rollcall');
  logger = createMemoryLogger();
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('a document that was never saved is null and leaves no file', () => {
  expect(open().load('settings')).toEqual({ value: null, corrupt: false });
  expect(readdirSync(directory)).toEqual([]);
});

test('any JSON value comes back, also in a new run', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const plain = JSON.parse(JSON.stringify(value)) as unknown;
      open().save('cache', plain);
      expect(open().load('cache')).toEqual({ value: plain, corrupt: false });
    }),
    { numRuns: 40 },
  );
});

test('documents are apart from one another, and can be deleted', () => {
  const documents = open();
  documents.save('settings', { theme: 'dark' });
  documents.save('journal', ['a.b', 1]);
  documents.delete('settings');
  documents.delete('settings');
  expect(documents.load('settings').value).toBeNull();
  expect(documents.load('journal').value).toEqual(['a.b', 1]);
});

test('what a killed run was writing is removed, the document is whole', () => {
  open().save('journal', [1]);
  const cut = join(directory, 'journal.json.tmp-1234567890abcdef');
  writeFileSync(cut, '{"docum');
  const aMinuteAgo = Date.UTC(2026, 0, 2, 3, 3, 5) / 1000;
  utimesSync(cut, aMinuteAgo, aMinuteAgo);
  expect(open().load('journal').value).toEqual([1]);
  expect(readdirSync(directory)).toEqual(['journal.json']);
});

test('only this user can read them', () => {
  const documents = open();
  documents.save('settings', {});
  documents.save('settings', { again: true });
  expect([mode(directory), mode(join(directory, 'settings.json'))]).toEqual(['700', '600']);
});

test('a directory that is there keeps its rights: it may be a shared one', () => {
  mkdirSync(directory, { recursive: true });
  chmodSync(directory, 0o755);
  open().save('settings', {});
  expect([mode(directory), mode(join(directory, 'settings.json'))]).toEqual(['755', '600']);
});

test.each([['{"document": {"half'], [''], ['[1, 2]'], ['"text"'], ['{"other": 1}']])(
  'a file that holds %j is set aside, reported, and replaced by the next save',
  (content) => {
    const documents = open();
    writeFileSync(join(directory, 'settings.json'), content);
    expect(documents.load('settings')).toEqual({ value: null, corrupt: true });
    const aside = 'settings.corrupt-2026-01-02T03-04-05-000Z';
    expect(readdirSync(directory)).toEqual([aside]);
    expect(readFileSync(join(directory, aside), 'utf8')).toBe(content);
    expect(logger.lines).toMatchObject([{ level: 'error', fields: { name: 'settings' } }]);
    expect(documents.load('settings')).toEqual({ value: null, corrupt: false });
    documents.save('settings', 1);
    expect(documents.load('settings').value).toBe(1);
  },
);

test('a file that broke after it was loaded does not keep the next save from working', () => {
  const documents = open();
  documents.save('settings', 1);
  writeFileSync(join(directory, 'settings.json'), 'broken');
  documents.save('settings', 2);
  expect(open().load('settings').value).toBe(2);
  expect(readdirSync(directory)).toHaveLength(2);
});

test('nothing temporary is left behind, and names do not lead elsewhere', () => {
  const documents = open();
  for (let n = 0; n < 5; n += 1) documents.save('settings', n);
  expect(readdirSync(directory)).toEqual(['settings.json']);
  for (const name of ['../outside', 'a/b', '', 'settings.json', 'A']) {
    expect(() => documents.save(name, 1)).toThrow();
  }
  expect(existsSync(join(root, 'deep', 'outside.json'))).toBe(false);
});

test('a disk that refuses is an exception', () => {
  const documents = open();
  rmSync(directory, { recursive: true });
  writeFileSync(directory, 'a file in its place');
  expect(() => documents.save('settings', 1)).toThrow();
});

test('what is saved behind is there when that resolves, and gives way to what is saved meanwhile', async () => {
  const documents = open();
  await documents.saveBehind('cache', [1], () => true);
  expect(open().load('cache').value).toEqual([1]);
  expect(mode(join(directory, 'cache.json'))).toBe('600');
  let isWanted = true;
  const behind = documents.saveBehind('cache', [2], () => isWanted);
  documents.save('cache', [3]);
  isWanted = false;
  await behind;
  expect(documents.load('cache').value).toEqual([3]);
  expect(readdirSync(directory)).toEqual(['cache.json']);
});

test('what cannot be read is set aside before something is saved behind', async () => {
  const documents = open();
  writeFileSync(join(directory, 'cache.json'), 'torn');
  await documents.saveBehind('cache', [1], () => true);
  expect(documents.load('cache').value).toEqual([1]);
  expect(readdirSync(directory)).toHaveLength(2);
});
