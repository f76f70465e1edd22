import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAppHost, type AppHostParts } from './app-host.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rollcall-host-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const host = (more: Partial<AppHostParts> = {}) =>
  createAppHost({
    ...{ version: '1.2.3', host: 'browser', settings: [], documents: folder, licences: null, openLogs: null },
    ...more,
  });

test('tells versions and system', () => {
  expect(host().facts).toMatchObject({
    version: '1.2.3',
    host: 'browser',
    components: { node: process.versions.node },
  });
  expect(host().facts.system).toMatch(/\S+ \S+ \S+/);
});

test('lists the documents with their sizes, and nothing else', async () => {
  writeFileSync(join(folder, 'settings.json'), '12345');
  writeFileSync(join(folder, 'cache-0123.json'), '1');
  writeFileSync(join(folder, 'Cookies'), 'x');
  expect(await host().documents()).toEqual([
    { name: 'cache-0123', bytes: 1 },
    { name: 'settings', bytes: 5 },
  ]);
  rmSync(folder, { recursive: true });
  expect(await host().documents()).toEqual([]);
});

test('reads the licences where there are some', async () => {
  const licences = join(folder, 'licences.txt');
  expect(await host().licences()).toBeNull();
  expect(await host({ licences }).licences()).toBeNull();
  writeFileSync(licences, 'MIT');
  expect(await host({ licences }).licences()).toBe('MIT');
});
