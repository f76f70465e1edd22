import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BrowserWindow, fake } from '../../../tests/fakes/electron.ts';
import { createMemoryLogger } from '../../ipc/testing/fake-core.ts';
import { createFiles, fileName } from './save-file.ts';

let folder: string;
let logger: ReturnType<typeof createMemoryLogger>;
beforeEach(() => {
  fake.reset();
  fake.ready();
  folder = mkdtempSync(join(tmpdir(), 'rollcall-save-'));
  logger = createMemoryLogger();
});
afterEach(() => rmSync(folder, { recursive: true }));

it('writes where the user says', async () => {
  fake.dialog.saveTo = join(folder, 'elsewhere.txt');
  expect(await createFiles(logger).save('trace.txt', 'Grüße\n')).toBe('saved');
  expect(readFileSync(join(folder, 'elsewhere.txt'), 'utf8')).toBe('Grüße\n');
  expect(readdirSync(folder)).toEqual(['elsewhere.txt']);
});

it('suggests the name in the folder for downloads, before the window that asked', async () => {
  const window = new BrowserWindow();
  await createFiles(logger).save('trace.txt', '');
  window.focus();
  await createFiles(logger).save('trace.txt', '');
  expect(fake.dialog.saves).toEqual([
    { parent: null, options: { defaultPath: join(fake.app.getPath('downloads'), 'trace.txt') } },
    { parent: window, options: { defaultPath: join(fake.app.getPath('downloads'), 'trace.txt') } },
  ]);
});

it('writes nothing when the user cancels', async () => {
  expect(await createFiles(logger).save('trace.txt', 'x')).toBe('cancelled');
  expect(readdirSync(folder)).toEqual([]);
});

it('says that it failed, without the path, when the disk refuses', async () => {
  fake.dialog.saveTo = join(folder, 'no', 'such', 'folder.txt');
  expect(await createFiles(logger).save('trace.txt', 'x')).toBe('failed');
  expect(logger.lines).toEqual([{ level: 'warn', message: 'A file could not be saved', fields: { reason: 'ENOENT' } }]);
});

it.each([
  ['Rollcall sign-in 2026-11-21.txt', 'Rollcall sign-in 2026-11-21.txt'],
  ['../../etc/passwd', 'etc-passwd'],
  ['C:\\a:b*?"<>|\n.txt', 'C-a-b-.txt'],
  ['...', 'rollcall.txt'],
  ['', 'rollcall.txt'],
])('%j is suggested as %s', (name, suggested) => {
  expect(fileName(name)).toBe(suggested);
});
