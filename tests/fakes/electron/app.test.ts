/** What electronjs.org/docs/latest/api/app says of start and quit, said of the fake. */
import { beforeEach, describe, expect, it } from 'vitest';
import { BaseWindow, BrowserWindow, fake, protocol, Tray, nativeImage } from '../electron.ts';

let order: string[];

/** Notes events of the app and its windows as they come. */
function follow(): void {
  const events = ['ready', 'before-quit', 'window-all-closed', 'will-quit', 'quit', 'second-instance'];
  for (const event of events) fake.app.on(event, () => order.push(event));
}
function openWindow(name: string): BrowserWindow {
  const window = new BrowserWindow();
  window.on('close', () => order.push(`close ${name}`));
  window.on('closed', () => order.push(`closed ${name}`));
  return window;
}

beforeEach(() => {
  fake.reset();
  order = [];
  follow();
});

describe('ready', () => {
  it('comes once, and whenReady resolves with it or at once afterwards', async () => {
    const early = fake.app.whenReady();
    expect(fake.app.isReady()).toBe(false);
    fake.ready();
    fake.ready();
    await early;
    await fake.app.whenReady();
    expect(fake.app.isReady()).toBe(true);
    expect(order).toEqual(['ready']);
  });

  it('is needed by windows, trays and sessions', () => {
    expect(() => new BrowserWindow()).toThrow('after the app is ready');
    expect(() => new Tray(nativeImage.createFromBuffer(Buffer.from('x')))).toThrow('after the app is ready');
    expect(() => fake.session.fromPartition('x')).toThrow('after the app is ready');
  });

  it('is too late for the sandbox and for privileged schemes, which are registered once', () => {
    protocol.registerSchemesAsPrivileged([]);
    expect(() => protocol.registerSchemesAsPrivileged([])).toThrow('twice');
    fake.ready();
    expect(() => fake.app.enableSandbox()).toThrow('before the app is ready');
    expect(() => protocol.registerSchemesAsPrivileged([])).toThrow('before the app is ready');
  });
});

describe('a second instance', () => {
  it('is told to the holder of the lock, after ready', async () => {
    expect(fake.app.requestSingleInstanceLock()).toBe(true);
    fake.app.secondInstance(['rollcall']);
    await Promise.resolve();
    expect(order).toEqual([]);
    fake.ready();
    await fake.app.whenReady();
    expect(order).toEqual(['ready', 'second-instance']);
  });

  it('does not get the lock, and is told of no third', async () => {
    fake.app.control.lockFree = false;
    expect(fake.app.requestSingleInstanceLock()).toBe(false);
    fake.ready();
    fake.app.secondInstance();
    await fake.app.whenReady();
    expect(order).toEqual(['ready']);
  });
});

describe('quit', () => {
  beforeEach(() => {
    fake.ready();
    order = [];
  });

  it('goes before-quit, each window, will-quit, quit; window-all-closed is not emitted', () => {
    openWindow('a');
    openWindow('b');
    fake.app.quit();
    expect(order).toEqual(['before-quit', 'close a', 'closed a', 'close b', 'closed b', 'will-quit', 'quit']);
    expect(fake.app.control.exitCode).toBe(0);
  });

  it('is stopped by before-quit', () => {
    fake.app.once('before-quit', (event: Electron.Event) => event.preventDefault());
    openWindow('a');
    fake.app.quit();
    expect(order).toEqual(['before-quit']);
    expect(fake.app.control.exitCode).toBeNull();
  });

  it('is stopped by a window that will not close', () => {
    openWindow('a').once('close', (event: Electron.Event) => event.preventDefault());
    fake.app.quit();
    expect(order).toEqual(['before-quit', 'close a']);
    fake.app.quit();
    expect(order.slice(-2)).toEqual(['will-quit', 'quit']);
  });

  it('is stopped by will-quit, when the windows are gone already', () => {
    openWindow('a');
    fake.app.once('will-quit', (event: Electron.Event) => event.preventDefault());
    fake.app.quit();
    expect(fake.app.control.exitCode).toBeNull();
    expect(fake.windows).toEqual([]);
    fake.app.quit();
    expect(fake.app.control.exitCode).toBe(0);
  });

  it('follows the last window’s end where nobody listens for it', () => {
    fake.app.removeAllListeners('window-all-closed');
    openWindow('a').close();
    expect(fake.app.control.exitCode).toBe(0);
  });

  it('does not where somebody listens', () => {
    openWindow('a').close();
    expect(order).toEqual(['close a', 'closed a', 'window-all-closed']);
    expect(fake.app.control.exitCode).toBeNull();
  });

  it('by exit asks nobody', () => {
    openWindow('a').on('close', (event: Electron.Event) => event.preventDefault());
    fake.app.exit(3);
    expect(order).toEqual(['closed a', 'quit']);
    expect(fake.app.control.exitCode).toBe(3);
  });
});

describe('the end of the session on Windows', () => {
  beforeEach(() => fake.ready());

  it('is announced to every window, which may object, and then told; nothing else is emitted', () => {
    order = [];
    const seen: string[] = [];
    for (const window of [new BaseWindow(), new BrowserWindow()]) {
      for (const event of ['query-session-end', 'session-end']) {
        window.on(event, ({ reasons }: Electron.WindowSessionEndEvent) => seen.push(`${event} ${reasons.join()}`));
      }
    }
    fake.windows[0]?.once('query-session-end', (event: Electron.Event) => event.preventDefault());
    fake.app.endSession(['logoff']);
    expect(fake.app.control.exitCode).toBeNull();
    fake.app.endSession(['shutdown']);
    expect(seen.splice(0, 2)).toEqual(['query-session-end logoff', 'query-session-end logoff']);
    expect(seen.filter((one) => one.startsWith('session-end'))).toEqual([
      'session-end shutdown',
      'session-end shutdown',
    ]);
    expect(order).toEqual([]);
    expect(fake.app.control.exitCode).toBe(0);
  });

  it('lets an app end by itself that began to quit when it was told', () => {
    new BaseWindow().on('session-end', () => fake.app.quit());
    fake.app.on('will-quit', (event: Electron.Event) => event.preventDefault());
    fake.app.endSession(['logoff']);
    expect(fake.app.control.exitCode).toBeNull();
  });
});
