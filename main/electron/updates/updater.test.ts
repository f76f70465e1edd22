import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryLogger } from '../../ipc/testing/fake-core.ts';
import { autoUpdater, fake } from '../../../tests/fakes/electron.ts';
import { updaterKind, type Installation } from './updater-kind.ts';
import { beforeUpdate, createUpdater, type Library } from './updater.ts';

const POLICY = { allowed: true, feed: null, channel: null };

class FakeLibrary extends EventEmitter {
  allowDowngrade = true;
  autoDownload = true;
  autoInstallOnAppQuit = false;
  disableWebInstaller = false;
  logger: Library['logger'] = null;
  feeds: unknown[] = [];
  installs: unknown[] = [];
  found: unknown = null;
  trouble: Error | null = null;
  #channel: string | null = null;
  get channel(): string | null {
    return this.#channel;
  }
  set channel(value: string | null) {
    this.#channel = value;
    this.allowDowngrade = true;
  }
  setFeedURL(options: unknown): void {
    this.feeds.push(options);
  }
  async checkForUpdates(): Promise<unknown> {
    if (this.trouble) throw this.trouble;
    return this.found;
  }
  async downloadUpdate(): Promise<string[]> {
    this.emit('download-progress', { percent: 41.5 });
    if (this.trouble) throw this.trouble;
    return [];
  }
  quitAndInstall(...how: unknown[]): void {
    this.installs.push(how);
  }
}

let folder: string;
beforeEach(() => {
  fake.reset();
  fake.ready();
  fake.app.isPackaged = true;
  folder = mkdtempSync(join(tmpdir(), 'rollcall-updater-'));
  fake.app.control.userData = folder;
  vi.stubEnv('APPIMAGE', '/apps/rollcall.AppImage');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
});

function make(policy: Partial<typeof POLICY> & { channel?: 'beta' | null } = {}, platform: NodeJS.Platform = 'linux') {
  const library = new FakeLibrary();
  const loads: string[] = [];
  const moves: (string | undefined)[] = [];
  const logger = createMemoryLogger();
  const updater = createUpdater({
    platform,
    moved: () => moves.push(process.env['APPIMAGE']),
    policy: { ...POLICY, ...policy },
    logger,
    load: async (kind) => {
      loads.push(kind);
      return library as unknown as Library;
    },
  });
  return { updater, library, loads, logger, moves };
}

describe('which copies are updated by themselves', () => {
  const installation: Installation = { platform: 'win32', packaged: true, hasUninstaller: true, fromAppImage: false };
  it.each<[Partial<Installation>, ReturnType<typeof updaterKind>]>([
    [{}, 'nsis'],
    [{ hasUninstaller: false }, null],
    [{ packaged: false }, null],
    [{ platform: 'darwin', hasUninstaller: false }, 'mac'],
    [{ platform: 'darwin', packaged: false }, null],
    [{ platform: 'linux', fromAppImage: true }, 'appImage'],
    [{ platform: 'linux' }, null],
    [{ platform: 'freebsd' }, null],
  ])('%j: %s', (more, kind) => {
    expect(updaterKind({ ...installation, ...more })).toBe(kind);
  });

  it('those of the Windows installer are told by its uninstaller', () => {
    expect(make({}, 'win32').updater).toBeNull();
    writeFileSync(join(folder, `Uninstall ${fake.app.getName()}.exe`), '');
    expect(make({}, 'win32').updater).not.toBeNull();
  });

  it('none that the organisation keeps itself', () => {
    expect(make().updater).not.toBeNull();
    expect(make({ allowed: false }).updater).toBeNull();
  });
});

describe('looking', () => {
  it('loads the library first then, once, and never takes an older version', async () => {
    const { updater, library, loads } = make({ feed: 'https://updates.example.org/x', channel: 'beta' } as never);
    expect(loads).toEqual([]);
    expect(await updater?.check()).toEqual({ ok: true, version: null });
    library.found = { isUpdateAvailable: true, updateInfo: { version: '1.2.0' } };
    expect(await updater?.check()).toEqual({ ok: true, version: '1.2.0' });
    library.found = { isUpdateAvailable: false, updateInfo: { version: '0.0.9' } };
    expect(await updater?.check()).toEqual({ ok: true, version: null });
    expect(loads).toEqual(['appImage']);
    expect(library).toMatchObject({ channel: 'beta', allowDowngrade: false, autoDownload: false });
    expect(library).toMatchObject({ autoInstallOnAppQuit: true, disableWebInstaller: true });
    expect(library.feeds).toEqual([{ provider: 'generic', url: 'https://updates.example.org/x', channel: 'beta' }]);
  });

  it('looks where the app was built to look unless told otherwise', async () => {
    const { updater, library } = make();
    await updater?.check();
    expect(library).toMatchObject({ feeds: [], channel: null, allowDowngrade: false });
  });

  it.each([
    [Object.assign(new Error('net::ERR_NAME_NOT_RESOLVED'), {}), 'unreachable'],
    [Object.assign(new Error('404\nheaders'), { code: 'ERR_UPDATER_CHANNEL_FILE_NOT_FOUND' }), 'unreachable'],
    [Object.assign(new Error('sha512 checksum mismatch'), { code: 'ERR_CHECKSUM_MISMATCH' }), 'refused'],
    [Object.assign(new Error('not signed'), { code: 'ERR_UPDATER_INVALID_SIGNATURE' }), 'refused'],
    [new Error('Code signature at URL did not pass validation'), 'refused'],
  ])('%s is told as %s', async (trouble, reason) => {
    const { updater, library } = make();
    library.trouble = trouble;
    const [firstLine] = trouble.message.split('\n');
    expect(await updater?.check()).toEqual({ ok: false, reason, detail: firstLine });
    expect(await updater?.download(() => undefined)).toMatchObject({ ok: false, reason });
    expect(library.listenerCount('download-progress')).toBe(0);
  });

  it('says so when the library cannot be loaded', async () => {
    const load = () => Promise.reject(new Error('no such bundle'));
    const updater = createUpdater({
      ...{ platform: 'linux', policy: POLICY, logger: createMemoryLogger(), load },
      moved: () => {},
    });
    expect(await updater?.check()).toMatchObject({ ok: false, detail: 'no such bundle' });
  });

  it('lets the library speak into the log', async () => {
    const { updater, library, logger } = make();
    await updater?.check();
    library.logger?.info('Checking for update');
    library.logger?.error(new Error('x'));
    expect(logger.lines).toMatchObject([
      { level: 'debug', fields: { detail: 'Checking for update' } },
      { level: 'warn', fields: { detail: 'x' } },
    ]);
  });
});

describe('fetching and installing', () => {
  it('tells how far it is, and installs silently when asked', async () => {
    const { updater, library } = make();
    const percents: number[] = [];
    expect(await updater?.download((percent) => percents.push(percent))).toEqual({ ok: true });
    expect(percents).toEqual([41.5]);
    updater?.install();
    await vi.waitUntil(() => library.installs.length > 0);
    expect(library.installs).toEqual([[true, true]]);
  });

  it('tells where the AppImage lies when it was given another name', async () => {
    const { updater, library, moves } = make();
    await updater?.check();
    library.emit('appimage-filename-updated', '/apps/rollcall-1.2.0.AppImage');
    expect(moves).toEqual(['/apps/rollcall-1.2.0.AppImage']);
  });

  it('is ready on macOS only when the system has taken the update over', async () => {
    const { updater } = make({}, 'darwin');
    let done = false;
    const download = updater
      ?.download(() => undefined)
      .then((outcome) => {
        done = true;
        return outcome;
      });
    await vi.waitUntil(() => autoUpdater.listenerCount('update-downloaded') > 0);
    expect(done).toBe(false);
    autoUpdater.emit('update-downloaded');
    expect(await download).toEqual({ ok: true });
    expect(autoUpdater.listenerCount('error')).toBe(0);
  });

  it('is refused on macOS when the system refuses it', async () => {
    const { updater } = make({}, 'darwin');
    const download = updater?.download(() => undefined);
    await vi.waitUntil(() => autoUpdater.listenerCount('error') > 0);
    autoUpdater.emit('error', new Error('Code signature did not pass validation'));
    expect(await download).toMatchObject({ ok: false, reason: 'refused' });
  });
});

it('says when the windows have to go for an update, and lets the new version be the one that runs', () => {
  fake.app.requestSingleInstanceLock();
  let gone = 0;
  beforeUpdate(() => (gone += 1));
  autoUpdater.emit('before-quit-for-update');
  expect(gone).toBe(1);
  expect(fake.app.control.lockHeld).toBe(false);
});
