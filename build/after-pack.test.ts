import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AfterPackContext } from 'electron-builder';
import { expect, it } from 'vitest';
import afterPack, { appPath } from './after-pack.ts';
import { wrongFuses } from './packaging/fuses.ts';
import { programWithFuses } from './packaging/stub.ts';

it('finds the app in a packed folder', () => {
  expect(appPath('linux', '/o')).toBe(join('/o', 'rollcall'));
  expect(appPath('win32', '/o')).toBe(join('/o', 'Rollcall.exe'));
  expect(appPath('darwin', '/o')).toBe(join('/o', 'Rollcall.app'));
});

it('sets the fuses, and refuses an app without the licences of Electron and Chromium', async () => {
  const appOutDir = mkdtempSync(join(tmpdir(), 'rollcall-after-pack-'));
  try {
    const context = { appOutDir, electronPlatformName: 'linux' } as AfterPackContext;
    writeFileSync(join(appOutDir, 'rollcall'), programWithFuses(Buffer.from('code'), '111111111'));
    writeFileSync(join(appOutDir, 'LICENSE.electron.txt'), '');
    await expect(afterPack(context)).rejects.toThrow('LICENSES.chromium.html is missing');
    writeFileSync(join(appOutDir, 'LICENSES.chromium.html'), '');
    await afterPack(context);
    expect(await wrongFuses(join(appOutDir, 'rollcall'))).toEqual([]);
  } finally {
    rmSync(appOutDir, { recursive: true });
  }
});
