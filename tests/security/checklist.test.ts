/**
 * Electron's security checklist (electronjs.org/docs/latest/tutorial/security), point by point, against the app as it
 * is shipped and the sign-in page it may open. What needs a running Electron is asked of it in tests/electron.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FUSES } from '../../build/packaging/fuses.ts';
import { inRoot } from '../../build/commands/tools.ts';
import { createSafeShell } from '../../main/electron/security/safe-shell.ts';
import { createSignInPages } from '../../main/electron/sign-in/sign-in-page.ts';
import { createDrivenClock, createMemoryLogger } from '../../main/ipc/testing/fake-core.ts';
import { CHANNEL_PREFIX, COMMANDS, EVENTS } from '../../preload/contract/channels.ts';
import type { BrowserWindow } from '../fakes/electron.ts';
import { fake } from '../fakes/electron.ts';
import { startShipped } from './shipped.ts';

const SIGN_IN = 'https://sts.example.org/adfs/ls/';
const FOREIGN = [
  'https://example.org/',
  'http://example.org/',
  'file:///etc/passwd',
  'javascript:0',
  'data:text/html,x',
];

let shipped: AsyncDisposable;
let appWindow: BrowserWindow;
let signInWindow: BrowserWindow;

beforeAll(async () => {
  shipped = await startShipped();
  appWindow = fake.window;
  void showSignIn(SIGN_IN);
  signInWindow = fake.window;
  expect(signInWindow).not.toBe(appWindow);
});
afterAll(() => shipped[Symbol.asyncDispose]());

function showSignIn(url: string): Promise<string> {
  const pages = createSignInPages(createDrivenClock(), createMemoryLogger(), 'win32', '/icon.png');
  return pages.show({ url, returnsTo: 'https://pool.example.org' }, new AbortController().signal);
}

const preferences = () =>
  [appWindow, signInWindow].map(({ options }): Electron.WebPreferences => options.webPreferences ?? {});
const sessions = () => [appWindow, signInWindow].map(({ webContents }) => webContents.session);

/** Sources of the app, without tests: [path from the root, text]. */
function sources(...folders: string[]): [file: string, text: string][] {
  return folders
    .flatMap((folder) => readdirSync(inRoot(folder), { recursive: true, encoding: 'utf8' }).map((f) => join(folder, f)))
    .filter((file) => /\.(ts|svelte|html)$/.test(file) && !/\.test\.ts$|testing|node_modules/.test(file))
    .map((file) => [file, readFileSync(inRoot(file), 'utf8')]);
}
const filesWith = (pattern: RegExp, ...folders: string[]) =>
  sources(...folders)
    .filter(([, text]) => pattern.test(text))
    .map(([file]) => file);

async function appPolicy(): Promise<string> {
  const page = await fake.session.defaultSession.protocol.fetch('app://rollcall/index.html');
  return page.headers.get('content-security-policy') ?? '';
}

test('1. Only load secure content', async () => {
  const [own, signIn] = sessions();
  expect(appWindow.webContents.getURL()).toBe('app://rollcall/index.html');
  for (const url of ['http://example.org/', 'https://example.org/', 'ws://example.org/', 'file:///x'])
    expect(own!.webRequest.load(url)).toBe(false);
  for (const url of ['http://example.org/', 'ws://example.org/', 'file:///x'])
    expect(signIn!.webRequest.load(url)).toBe(false);
  expect(signIn!.webRequest.load(SIGN_IN)).toBe(true);
  expect(await showSignIn('http://sts.example.org/adfs/ls/')).toBe('failed');
  // A refused certificate stays refused: nobody overrides Chromium.
  expect(fake.app.listenerCount('certificate-error')).toBe(0);
  // Nobody is shown the user's own certificate unasked.
  expect(fake.app.listenerCount('select-client-certificate')).toBe(1);
});

test('2. Do not enable Node.js integration for remote content', () => {
  for (const one of preferences()) {
    expect(one).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  }
  expect(signInWindow.options.webPreferences).not.toHaveProperty('preload');
});

test('3. Enable Context Isolation', () => {
  for (const one of preferences()) expect(one.contextIsolation).toBe(true);
});

test('4. Enable process sandboxing', () => {
  for (const one of preferences()) expect(one.sandbox).toBe(true);
  expect(fake.app.control.sandboxed).toBe(true);
});

test('5. Handle session permission requests from remote content', () => {
  const names = ['clipboard-read', 'display-capture', 'fullscreen', 'geolocation', 'hid', 'media', 'midiSysex'];
  for (const session of new Set(sessions())) {
    for (const name of [...names, 'notifications', 'openExternal', 'pointerLock', 'serial', 'usb', 'unknown']) {
      const answers: boolean[] = [];
      session.permissionRequest!(null as never, name as 'media', (granted) => answers.push(granted), {} as never);
      answers.push(session.permissionCheck!(null, name as 'media', 'app://rollcall', {} as never));
      expect([name, ...answers]).toEqual([name, false, false]);
    }
    expect(session.devicePermission!({ deviceType: 'usb', origin: 'app://rollcall', device: {} as never })).toBe(false);
  }
  expect(new Set(sessions()).size).toBe(2);
});

test('6. Do not disable webSecurity', () => {
  for (const one of preferences()) expect(one.webSecurity).toBe(true);
});

test('7. Define a Content Security Policy', async () => {
  const policy = await appPolicy();
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  const received = sessions()[1]!.webRequest.receive(SIGN_IN, {});
  expect(received['content-security-policy']?.[0]).toMatch(/default-src https: .*object-src 'none'/);
});

test('8. Do not enable allowRunningInsecureContent', () => {
  for (const one of preferences()) expect(one.allowRunningInsecureContent).toBe(false);
});

test('9. Do not enable experimental features', () => {
  for (const one of preferences()) expect(one.experimentalFeatures).toBe(false);
});

test('10. Do not use enableBlinkFeatures', () => {
  for (const one of preferences()) expect(one).not.toHaveProperty('enableBlinkFeatures');
  expect(filesWith(/enable-?blink-?features|appendSwitch/i, 'main')).toEqual([]);
});

test('11. Do not use allowpopups for WebViews', () => {
  for (const one of preferences()) expect(one.webviewTag).toBe(false);
  expect(filesWith(/<webview|allowpopups|webviewTag: true/i, 'main', 'renderer', 'preload')).toEqual([]);
});

test('12. Verify WebView options before creation', () => {
  for (const { webContents } of [appWindow, signInWindow]) {
    let prevented = false;
    webContents.emit('will-attach-webview', { preventDefault: () => (prevented = true) }, {}, { src: SIGN_IN });
    expect(prevented).toBe(true);
  }
});

test('13. Disable or limit navigation', () => {
  for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect'] as const) {
    expect(FOREIGN.filter((url) => appWindow.webContents.navigate(event, url))).toEqual([]);
    expect(FOREIGN.filter((url) => signInWindow.webContents.navigate(event, url))).toEqual(['https://example.org/']);
    expect(appWindow.webContents.navigate(event, 'app://rollcall/index.html')).toBe(true);
    expect(signInWindow.webContents.navigate(event, 'app://rollcall/index.html')).toBe(false);
  }
});

test('14. Disable or limit creation of new windows', () => {
  for (const { webContents } of [appWindow, signInWindow]) {
    for (const url of [...FOREIGN, 'app://rollcall/index.html', 'about:blank']) {
      expect(webContents.openWindow(url)).toBe('deny');
    }
  }
  expect(filesWith(/new (BrowserWindow|WebContentsView|BrowserView)\(/, 'main')).toEqual([
    'main/electron/sign-in/sign-in-page.ts',
    'main/electron/window/window.ts',
  ]);
});

test('15. Do not use shell.openExternal with untrusted content', async () => {
  expect(filesWith(/openExternal\(/, 'main')).toEqual(['main/electron/security/safe-shell.ts']);
  const links = createSafeShell(createMemoryLogger(), createDrivenClock());
  for (const url of ['file:///etc/passwd', 'smb://x/y']) expect(await links.open(url)).toBe(false);
  fake.shell.opened = [];
  // A link of the app's own page opens outside, as few in a second as a user clicks on; a sign-in page's never does.
  const opens = (): number => {
    appWindow.webContents.openWindow('https://example.org/ours');
    return fake.shell.opened.length;
  };
  await expect.poll(opens, { timeout: 60_000 }).toBe(1);
  signInWindow.webContents.openWindow('https://example.org/theirs');
  expect(fake.shell.opened).toEqual(['https://example.org/ours']);
});

test('16. Use a current version of Electron', () => {
  const json = (file: string) => JSON.parse(readFileSync(inRoot(file), 'utf8')) as Record<string, unknown>;
  const pinned = (json('package.json')['devDependencies'] as Record<string, string>)['electron'] ?? '';
  expect(pinned).toMatch(/^\d+\.\d+\.\d+$/);
  // The oldest that the app's security was looked at with; older ones lack what it relies on.
  expect(Number(pinned.split('.')[0])).toBeGreaterThanOrEqual(45);
  expect(json('node_modules/electron/package.json')['version']).toBe(pinned);
  expect(readFileSync(inRoot('electron-builder.yml'), 'utf8')).toContain(`electronVersion: ${pinned}\n`);
});

test('17. Validate the sender of all IPC messages', async () => {
  const { ipc } = fake;
  expect([...ipc.handlers.keys()].sort()).toEqual(COMMANDS.map((name) => CHANNEL_PREFIX + name).sort());
  expect(ipc.eventNames()).toEqual([]);
  const own = appWindow.webContents.mainFrame;
  const frames = [
    null,
    { url: SIGN_IN, parent: null },
    { url: own.url, parent: own },
    { url: 'app://x/', parent: null },
  ];
  for (const channel of ipc.handlers.keys()) {
    for (const frame of frames) {
      const answer = await ipc.invoke(appWindow.webContents, frame, channel, null);
      expect(answer).toMatchObject({ ok: false, error: { code: 'validation' } });
    }
  }
});

test('18. Avoid usage of the file:// protocol and prefer usage of custom protocols', async () => {
  expect(fake.schemes).toEqual([
    { scheme: 'app', privileges: expect.objectContaining({ standard: true, secure: true }) as unknown },
  ]);
  expect(fake.schemes[0]?.privileges).not.toHaveProperty('bypassCSP');
  expect(filesWith(/loadFile\(|loadURL\(['"`]file:|protocol\.(register|intercept)File/, 'main')).toEqual([]);
  const { protocol } = fake.session.defaultSession;
  expect(await (await protocol.fetch('app://rollcall/index.html')).text()).toBe('<!doctype html>');
  const beside = [
    'app://rollcall/..%2fbeside.html',
    'app://rollcall/%2e%2e%2fbeside.html',
    'app://rollcall/..%5cbeside.html',
  ];
  for (const url of [
    ...beside,
    'app://rollcall/../beside.html',
    'app://other/index.html',
    'app://rollcall:1/index.html',
  ]) {
    expect([url, (await protocol.fetch(url)).status]).toEqual([url, 404]);
  }
  expect(fake.session.fromPartition('passive').protocol.isProtocolHandled('app')).toBe(false);
});

test('19. Check which fuses you can change', () => {
  const named = Object.entries(FUSES).map(([fuse, on]) => [FuseV1Options[Number(fuse)], on]);
  expect(Object.fromEntries(named)).toEqual({
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
    WasmTrapHandlers: true,
  });
  // That the hook sets them is tested on a packed app in build/packaging.
  expect(readFileSync(inRoot('electron-builder.yml'), 'utf8')).toMatch(/^afterPack: \.\/build\/after-pack\.ts$/m);
  expect(readFileSync(inRoot('build/after-pack.ts'), 'utf8')).toMatch(/^ {2}await setFuses\(/m);
});

test('20. Do not expose Electron APIs to untrusted web content', async () => {
  await import('../../preload/index.ts');
  expect([...fake.world.keys()]).toEqual(['rollcall']);
  const surface = fake.world.get('rollcall') as Record<'invoke' | 'on', Record<string, unknown>>;
  expect(Object.keys(surface).sort()).toEqual(['invoke', 'on']);
  expect(Object.keys(surface.invoke).sort()).toEqual([...COMMANDS].sort());
  expect(Object.keys(surface.on).sort()).toEqual([...EVENTS].sort());
  for (const value of [...Object.values(surface.invoke), ...Object.values(surface.on)]) {
    expect(typeof value).toBe('function');
    expect(Object.keys(value as object)).toEqual([]);
  }
  const heard: unknown[][] = [];
  const listen = surface.on['navigate'] as (listener: (...all: unknown[]) => void) => unknown;
  const stop = listen((...all) => heard.push(all));
  const { ipcRenderer } = await import('../fakes/electron.ts');
  ipcRenderer.emit('rollcall:navigate', { sender: ipcRenderer }, { view: 'groups' });
  expect(heard).toEqual([[{ view: 'groups' }]]);
  expect((stop as () => unknown)()).toBeUndefined();
});
