import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createMemoryLogger } from '../../ipc/testing/fake-core.ts';
import { fake } from '../../../tests/fakes/electron.ts';
import { createHost } from './app-host.ts';

let folder: string;
beforeEach(() => {
  fake.reset();
  folder = mkdtempSync(join(tmpdir(), 'rollcall-host-'));
  fake.app.control.userData = folder;
});
afterEach(() => rmSync(folder, { recursive: true }));

it('tells the app’s version, its documents, and the licences beside the bundle', async () => {
  mkdirSync(join(folder, 'out/licences'), { recursive: true });
  writeFileSync(join(folder, 'out/licences/third-party-licences.txt'), 'MIT');
  writeFileSync(join(folder, 'settings.json'), '{}');
  const host = createHost(createMemoryLogger(), join(folder, 'out/main'), 'linux');
  expect(host.facts).toMatchObject({ version: fake.app.getVersion(), host: 'electron' });
  expect(await host.documents()).toEqual([{ name: 'settings', bytes: 2 }]);
  expect(await host.licences()).toBe('MIT');
});

it('opens the log folder and no other, and says when that failed', async () => {
  const logger = createMemoryLogger();
  const host = createHost(logger, folder, 'linux');
  expect(await host.openLogs?.()).toBe(true);
  expect(fake.shell.folders).toEqual([fake.app.getPath('logs')]);
  fake.shell.trouble = 'no program for folders';
  expect(await host.openLogs?.()).toBe(false);
  expect(logger.lines).toMatchObject([{ level: 'warn', fields: { reason: 'no program for folders' } }]);
});

it.each([
  ['win32', ['startAtLogin', 'openSipLinks', 'zoom']],
  ['linux', ['startAtLogin', 'openSipLinks', 'zoom']],
  ['darwin', ['startAtLogin', 'zoom']],
] as const)('carries out on %s what the system lets it', (platform, settings) => {
  expect(createHost(createMemoryLogger(), folder, platform).settings).toEqual(settings);
});
