import { beforeEach, describe, expect, it } from 'vitest';
import { BrowserWindow, fake } from '../../../tests/fakes/electron.ts';
import { hardenAppSession, hardenPages, hardenSignInSession } from './security.ts';

let opened: string[];

beforeEach(() => {
  fake.reset();
  fake.ready();
  opened = [];
});

describe('pages', () => {
  const page = () => {
    hardenPages((url) => opened.push(url));
    return new BrowserWindow().webContents;
  };

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'] as const)('stay in the app at %s', (event) => {
    const contents = page();
    expect(contents.navigate(event, 'app://rollcall/index.html')).toBe(true);
    const foreign = [
      'https://example.org/',
      'app://other/index.html',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'about:blank',
    ];
    expect(foreign.filter((url) => contents.navigate(event, url))).toEqual([]);
  });

  it('open no window; the link goes to the safe shell', () => {
    expect(page().openWindow('https://example.org/')).toBe('deny');
    expect(opened).toEqual(['https://example.org/']);
  });

  it('may not hold a webview', () => {
    const contents = page();
    let prevented = false;
    contents.emit('will-attach-webview', { preventDefault: () => (prevented = true) }, {}, {});
    expect(prevented).toBe(true);
  });
});

describe.each([
  ['the window’s', hardenAppSession, ''],
  ['a sign-in page’s', hardenSignInSession, 'passive'],
] as const)('%s session', (_, harden, partition) => {
  const locked = () => {
    harden();
    return fake.session.fromPartition(partition);
  };

  it('refuses every permission, asked or checked', () => {
    const session = locked();
    const granted: boolean[] = [];
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'openExternal',
      'clipboard-read',
      'hid',
    ] as const) {
      const contents = null as unknown as Electron.WebContents;
      session.permissionRequest!(contents, permission, (yes) => granted.push(yes), {} as Electron.PermissionRequest);
      granted.push(session.permissionCheck!(contents, permission, 'app://rollcall', {} as never));
    }
    expect(granted.length).toBe(12);
    expect(granted).not.toContain(true);
  });

  it('refuses devices, screens, pairing and downloads', () => {
    const session = locked();
    expect(session.devicePermission!({ deviceType: 'usb', origin: 'app://rollcall', device: {} as never })).toBe(false);
    let streams: unknown = 'unanswered';
    session.displayMedia!({} as never, (answer) => (streams = answer));
    expect(streams).toBeNull();
    let paired: unknown = 'unanswered';
    session.bluetoothPairing!({} as never, (answer) => (paired = answer));
    expect(paired).toEqual({ confirmed: false });
    let prevented = false;
    session.emit('will-download', { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
  });
});

describe('loads', () => {
  it('of the window: the app’s own files, and nothing of any network', () => {
    hardenAppSession();
    const { webRequest } = fake.session.defaultSession;
    const own = [
      'app://rollcall/index.html',
      'data:image/png;base64,',
      'blob:app://rollcall/1',
      'devtools://devtools/x',
    ];
    const foreign = [
      'https://example.org/',
      'http://127.0.0.1/',
      'ws://x/',
      'wss://x/',
      'file:///etc/passwd',
      'app://x/',
    ];
    expect([...own, ...foreign].filter((url) => webRequest.load(url))).toEqual(own);
  });

  it('of a sign-in page: over TLS', () => {
    hardenSignInSession();
    const { webRequest } = fake.session.fromPartition('passive');
    const secure = [
      'https://sts.example.org/a.js',
      'wss://sts.example.org/',
      'data:image/png;base64,',
      'blob:https://x/1',
    ];
    const other = [
      'http://sts.example.org/a.js',
      'ws://sts.example.org/',
      'file:///etc/passwd',
      'app://rollcall/index.html',
    ];
    expect([...secure, ...other].filter((url) => webRequest.load(url))).toEqual(secure);
  });

  it('of a sign-in page have one policy more, and keep their own', () => {
    hardenSignInSession();
    const { webRequest } = fake.session.fromPartition('passive');
    const url = 'https://sts.example.org/';
    const added = expect.stringMatching(/^default-src https: .*; object-src 'none'/) as unknown;
    expect(webRequest.receive(url, { a: ['b'] })).toEqual({ a: ['b'], 'content-security-policy': [added] });
    const own = { 'Content-Security-Policy': ["script-src 'self'"] };
    expect(webRequest.receive(url, own)).toEqual({ 'Content-Security-Policy': ["script-src 'self'", added] });
  });
});
