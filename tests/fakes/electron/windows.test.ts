/** What electronjs.org/docs/latest/api/browser-window and api/web-contents say, said of the fake. */
import { beforeEach, describe, expect, it } from 'vitest';
import { BrowserWindow, fake } from '../electron.ts';

let order: string[];
function note(window: BrowserWindow): BrowserWindow {
  for (const event of ['ready-to-show', 'show', 'hide', 'focus', 'blur', 'minimize', 'restore', 'close', 'closed']) {
    window.on(event, () => order.push(event));
  }
  window.webContents.on('did-finish-load', () => order.push('did-finish-load'));
  window.webContents.on('destroyed', () => order.push('destroyed'));
  return window;
}

beforeEach(() => {
  fake.reset();
  fake.ready();
  fake.app.on('window-all-closed', () => {});
  order = [];
});

describe('showing', () => {
  it('a window is visible from the start unless show is false', () => {
    expect(new BrowserWindow().isVisible()).toBe(true);
    expect(new BrowserWindow({ show: false }).isVisible()).toBe(false);
  });

  it('where hidden windows are not painted, ready-to-show waits for show', async () => {
    BrowserWindow.paintsHidden = false;
    const window = new BrowserWindow({ show: false });
    const order: string[] = [];
    window.on('ready-to-show', () => order.push('ready-to-show'));
    await window.loadURL('app://rollcall/index.html');
    await Promise.resolve();
    expect(order).toEqual([]);
    window.show();
    await Promise.resolve();
    expect(order).toEqual(['ready-to-show']);
  });

  it('ready-to-show comes after the page has loaded, which is when the promise resolves', async () => {
    const window = note(new BrowserWindow({ show: false }));
    const loading = window.loadURL('app://rollcall/index.html').then(() => order.push('loaded'));
    expect(order).toEqual([]);
    await loading;
    await Promise.resolve();
    expect(order).toEqual(['did-finish-load', 'ready-to-show', 'loaded']);
    expect(window.webContents.getURL()).toBe('app://rollcall/index.html');
  });

  it('a window that goes while it loads rejects', async () => {
    const window = note(new BrowserWindow({ show: false }));
    const loading = window.loadURL('app://rollcall/index.html');
    window.destroy();
    await expect(loading).rejects.toThrow('ERR_ABORTED');
    expect(order).not.toContain('ready-to-show');
  });

  it('show gives the focus and showInactive does not; each change is told once', () => {
    const window = note(new BrowserWindow({ show: false }));
    window.showInactive();
    expect([window.isVisible(), window.isFocused()]).toEqual([true, false]);
    window.show();
    window.show();
    expect(BrowserWindow.getFocusedWindow()).toBe(window);
    window.hide();
    window.hide();
    expect(BrowserWindow.getFocusedWindow()).toBeNull();
    expect(order).toEqual(['show', 'focus', 'blur', 'hide']);
  });

  it('minimize and restore are told', () => {
    const window = note(new BrowserWindow());
    window.minimize();
    expect(window.isMinimized()).toBe(true);
    window.restore();
    expect(window.isMinimized()).toBe(false);
    expect(order).toEqual(['minimize', 'restore']);
  });
});

describe('the size', () => {
  it('is not made smaller by the user than the minimum, which can be set at any time', () => {
    const window = new BrowserWindow({ width: 500, height: 500, minWidth: 300, minHeight: 200 });
    window.drag({ width: 100 });
    expect(window.getBounds()).toMatchObject({ width: 300, height: 500 });
    window.setMinimumSize(400, 450);
    window.drag({ width: 100, height: 100 });
    expect(window.getMinimumSize()).toEqual([400, 450]);
    expect(window.getBounds()).toMatchObject({ width: 400, height: 450 });
  });
});

describe('the end', () => {
  it('close can be prevented', () => {
    const window = note(new BrowserWindow());
    window.once('close', (event: Electron.Event) => event.preventDefault());
    window.close();
    expect(window.isDestroyed()).toBe(false);
    window.close();
    expect(order).toEqual(['close', 'close', 'destroyed', 'closed']);
    expect(BrowserWindow.getAllWindows()).toEqual([]);
  });

  it('destroy emits no close, and closed once', () => {
    const window = note(new BrowserWindow());
    window.destroy();
    window.destroy();
    expect(order).toEqual(['destroyed', 'closed']);
  });

  it('afterwards everything but isDestroyed throws', () => {
    const window = new BrowserWindow();
    const { webContents } = window;
    window.destroy();
    expect(window.isDestroyed()).toBe(true);
    expect(webContents.isDestroyed()).toBe(true);
    const calls = [
      () => window.show(),
      () => window.hide(),
      () => window.close(),
      () => window.focus(),
      () => window.getBounds(),
      () => window.getTitle(),
      () => window.isVisible(),
      () => window.isMinimized(),
      () => window.removeMenu(),
      () => webContents.send('x'),
      () => webContents.getURL(),
    ];
    for (const call of calls) expect(call).toThrow('Object has been destroyed');
  });
});

describe('the page', () => {
  it('is told to the app when it is made', () => {
    const made: unknown[] = [];
    fake.app.on('web-contents-created', (_event: unknown, contents: unknown) => made.push(contents));
    fake.app.on('browser-window-created', (_event: unknown, window: unknown) => made.push(window));
    const window = new BrowserWindow();
    expect(made).toEqual([window.webContents, window]);
  });

  it('has the session or partition it was given, else the default one', () => {
    const given = fake.session.fromPartition('a');
    const sessionOf = (webPreferences: Electron.WebPreferences) =>
      new BrowserWindow({ webPreferences }).webContents.session;
    expect(sessionOf({ session: given as unknown as Electron.Session })).toBe(given);
    expect(sessionOf({ partition: 'a' })).toBe(given);
    expect(sessionOf({})).toBe(fake.session.defaultSession);
  });

  it('opens windows and navigates unless somebody prevents it', () => {
    const { webContents } = new BrowserWindow();
    expect(webContents.openWindow('https://example.org/')).toBe('allow');
    expect(webContents.navigate('will-navigate', 'https://example.org/')).toBe(true);
    webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
    webContents.on('will-navigate', (event: Electron.Event) => event.preventDefault());
    expect(webContents.openWindow('https://example.org/')).toBe('deny');
    expect(webContents.navigate('will-navigate', 'https://example.org/')).toBe(false);
  });

  it('is zoomed by origin and session, once it has a document, within what Chromium can show', async () => {
    const first = new BrowserWindow({ webPreferences: { zoomFactor: 1.5 } });
    first.webContents.setZoomFactor(2);
    expect(first.webContents.getZoomFactor()).toBe(1.5);
    await first.loadURL('app://rollcall/index.html');
    first.webContents.setZoomFactor(2);
    const second = new BrowserWindow();
    expect(second.webContents.getZoomFactor()).toBe(1);
    await second.loadURL('app://rollcall/index.html');
    expect(second.webContents.getZoomFactor()).toBe(2);
    second.webContents.setZoomFactor(10);
    expect(second.webContents.getZoomFactor()).toBe(5);
    expect(() => second.webContents.setZoomFactor(0)).toThrow('greater than 0');
  });

  it('names its window unless somebody prevents it', () => {
    const window = new BrowserWindow({ title: 'Rollcall' });
    window.once('page-title-updated', (event: Electron.Event) => event.preventDefault());
    window.pageNamesItself('Other');
    expect(window.getTitle()).toBe('Rollcall');
    window.pageNamesItself('Other');
    expect(window.getTitle()).toBe('Other');
  });

  it('gets copies of what is sent', () => {
    const { webContents } = new BrowserWindow();
    const sent = { list: [1] };
    webContents.send('x', sent);
    sent.list.push(2);
    expect(webContents.sent).toEqual([{ channel: 'x', args: [{ list: [1] }] }]);
    expect(() => webContents.send('x', () => {})).toThrow();
  });
});
