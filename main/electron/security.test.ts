import { beforeEach, describe, expect, it } from 'vitest';
import { BrowserWindow, fake } from '../../tests/fakes/electron.ts';
import { hardenPages, hardenSession } from './security.ts';

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

describe('the window’s session', () => {
  it('refuses every permission, asked or checked', () => {
    hardenSession();
    const session = fake.session.defaultSession;
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
    hardenSession();
    const session = fake.session.defaultSession;
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
