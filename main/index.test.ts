/**
 * Boots the app as it is shipped, the bundle with everything inside, on the fake of Electron. Only the bundle can be
 * booted: electron-store refuses to load outside Electron.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

type Fake = typeof import('../tests/fakes/electron.ts');
const main = { url: 'app://rollcall/index.html', parent: null };
const configFile = join(import.meta.dirname, '../build/vite.main.ts');
let bundle: string;
let folder: string;
let electron: Fake;
/** The process's own listeners for errors, which are not the app's to keep. */
let before: Set<unknown>;

beforeAll(async () => {
  bundle = mkdtempSync(join(tmpdir(), 'rollcall-bundle-'));
  await build({ configFile, mode: 'production', build: { outDir: bundle } });
}, 60_000);
afterAll(() => rmSync(bundle, { recursive: true }));

/** A fresh Electron and a fresh copy of the entry, which runs at its import as Electron's does. */
async function start(prepare: (fake: Fake['fake']) => void = () => {}): Promise<Fake['fake']> {
  const { fake } = electron;
  fake.app.control.userData = folder;
  prepare(fake);
  await import(join(bundle, 'index.js'));
  return fake;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-index-'));
  vi.resetModules();
  performance.clearMarks();
  electron = await import('../tests/fakes/electron.ts');
  before = new Set([...process.listeners('uncaughtException'), ...process.listeners('unhandledRejection')]);
});
afterEach(() => {
  electron.fake.app.exit(0);
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (!before.has(listener)) process.off(event, listener);
    }
  }
  rmSync(folder, { recursive: true, force: true });
});

describe('the app in Electron', () => {
  it('prepares before ready, and shows nothing before it', async () => {
    const fake = await start();
    expect(fake.app.control).toMatchObject({ sandboxed: true, appUserModelId: 'com.rollcall.app' });
    expect(fake.schemes.map(({ scheme }) => scheme)).toEqual(['app']);
    expect(electron.Tray.all).toEqual([]);
    expect(fake.windows).toEqual([]);
  });

  it('opens for a user who is not signed in, answers the window, and ends when told to', async () => {
    const fake = await start();
    fake.ready();
    await vi.waitFor(() => expect(fake.windows).toHaveLength(1));
    const answer = await fake.ipc.invoke(fake.window.webContents, main, 'rollcall:state.snapshot', null);
    expect(answer).toMatchObject({ ok: true, value: { connection: { phase: 'signedOut' }, account: null } });
    await vi.waitFor(() => expect(fake.tray.toolTip).toBe('Rollcall: Not signed in'));
    const marks = performance.getEntriesByType('mark').map(({ name }) => name);
    expect(marks).toEqual(['start:ready', 'start:tray', 'start:kept']);
    expect(fake.session.fromPartition('ucwa').ntlmDomains).toBe('');
    expect(fake.session.defaultSession.permissionCheck).not.toBeNull();
    expect(fake.window.webContents.openWindow('https://example.org')).toBe('deny');
    fake.app.quit();
    await vi.waitFor(() => expect(fake.app.control.exitCode).toBe(0));
    expect(fake.windows).toEqual([]);
  });

  it('starts as the settings say, at the person whose link started it, and watches for defects and updates', async () => {
    const settings = { version: 3, settings: { theme: 'dark', openSipLinks: true }, accounts: [], account: null };
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ value: settings }));
    const { argv } = process;
    process.argv = [...argv, 'sip:ann@example.org'];
    const fake = await start().finally(() => (process.argv = argv));
    expect(process.listeners('uncaughtException').filter((one) => !before.has(one))).toHaveLength(1);
    fake.ready();
    await vi.waitFor(() => expect(fake.windows[0]?.isVisible()).toBe(true));
    expect(fake.theme.themeSource).toBe('dark');
    const { sent } = fake.window.webContents;
    expect(sent.filter(({ channel }) => channel === 'rollcall:navigate').map(({ args }) => args)).toEqual([
      [{ view: 'groups', groupId: null, address: 'ann@example.org' }],
    ]);
    electron.autoUpdater.emit('before-quit-for-update');
    expect(fake.window.isVisible()).toBe(false);
  });

  it('comes without a window at login, and up when a second instance asks', async () => {
    const fake = await start(({ app }) => (app.control.wasOpenedAtLogin = true));
    fake.ready();
    await vi.waitFor(() => expect(fake.app.listenerCount('activate')).toBe(1));
    expect(fake.windows).toEqual([]);
    fake.app.emit('second-instance', {}, [], '/', null);
    await vi.waitFor(() => expect(fake.window.isVisible()).toBe(true));
  });

  it('remembers a second start that comes before there is anything to show', async () => {
    const fake = await start(({ app }) => (app.control.wasOpenedAtLogin = true));
    fake.ready();
    fake.app.secondInstance(['rollcall']);
    await vi.waitFor(() => expect(fake.windows[0]?.isVisible()).toBe(true));
  });

  it('asks in the user’s language what to do after an error that came before it was ready', async () => {
    const fake = await start(({ app }) => (app.control.languages = ['de-DE']));
    const [listener] = process.listeners('uncaughtException').filter((one) => !before.has(one));
    listener?.(new Error('x'), 'uncaughtException');
    fake.ready();
    await vi.waitFor(() => expect(fake.dialog.asked[0]?.buttons).toEqual(['Rollcall neu starten', 'Rollcall beenden']));
  });

  it('goes on without a window', async () => {
    const fake = await start();
    fake.ready();
    await vi.waitFor(() => expect(fake.windows).toHaveLength(1));
    fake.window.destroy();
    expect(fake.app.control.exitCode).toBeNull();
  });

  it('is one: a second instance ends before it does anything', async () => {
    const fake = await start(({ app }) => (app.control.lockFree = false));
    expect(fake.app.control).toMatchObject({ exitCode: 0, sandboxed: false });
  });

  it('says why when it cannot start', async () => {
    const fake = await start();
    writeFileSync(join(folder, 'file'), '');
    fake.app.control.userData = join(folder, 'file');
    fake.ready();
    await vi.waitFor(() => expect(fake.app.control.exitCode).toBe(1));
    expect(fake.dialog.errors).toHaveLength(1);
  });
});
