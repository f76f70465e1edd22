import { beforeEach, describe, expect, it } from 'vitest';
import { BrowserWindow, fake } from '../../../tests/fakes/electron.ts';
import { createDrivenClock, createMemoryLogger } from '../../ipc/testing/fake-core.ts';
import { hardenPages } from '../security/security.ts';
import { createSignInPages, SETTLE_MS, titleFor } from './sign-in-page.ts';

const PAGE = { url: 'https://pool.example.org/PassiveAuth/PassiveAuth.aspx', returnsTo: 'https://pool.example.org' };
const STS = 'https://sts.example.org/adfs/ls/?wa=wsignin1.0';

let clock: ReturnType<typeof createDrivenClock>;
let logger: ReturnType<typeof createMemoryLogger>;
let opened: string[];

beforeEach(() => {
  fake.reset();
  fake.ready();
  // The app's own window, so that the last sign-in page is not the last window.
  new BrowserWindow();
  clock = createDrivenClock();
  logger = createMemoryLogger();
  opened = [];
  hardenPages((url) => opened.push(url));
});

/** Shows the page; `ending()` is null as long as it is open. */
function show(page = PAGE, signal = new AbortController().signal) {
  const pages = createSignInPages(clock, logger, 'linux', '/icon.png');
  const done = pages.show(page, signal);
  let ended: string | null = null;
  void done.then((ending) => (ended = ending));
  return { pages, done, ending: () => ended, window: fake.window, contents: fake.window.webContents };
}
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the window', () => {
  it('has nothing of the app, of Node or of another session', () => {
    const preferences = show().window.options.webPreferences ?? {};
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      devTools: false,
    });
    expect(preferences).not.toHaveProperty('preload');
    const { session } = fake.window.webContents;
    expect(session).toBe(fake.session.fromPartition('passive'));
    expect(session).not.toBe(fake.session.defaultSession);
    expect(session.partition).not.toMatch(/^persist:/);
    expect(session.cache).toBe(false);
  });

  it('gets no permission, device or download', () => {
    show();
    const { session } = fake.window.webContents;
    const granted: boolean[] = [];
    const contents = null as unknown as Electron.WebContents;
    session.permissionRequest!(contents, 'media', (yes) => granted.push(yes), {} as Electron.PermissionRequest);
    granted.push(session.permissionCheck!(contents, 'geolocation', 'https://sts.example.org', {} as never));
    expect(granted).toEqual([false, false]);
    let prevented = false;
    session.emit('will-download', { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
  });

  it('appears with its first picture, and names the host it shows whatever the page says', async () => {
    const { window, contents } = show();
    expect(window.isVisible()).toBe(false);
    expect(window.getTitle()).toMatch(/^pool\.example\.org /);
    await expect.poll(() => window.isVisible()).toBe(true);
    contents.arrive(STS);
    expect(window.getTitle()).toMatch(/^sts\.example\.org /);
    window.pageNamesItself('login.microsoftonline.com');
    expect(window.getTitle()).toMatch(/^sts\.example\.org /);
  });

  it('goes to https only, opens nothing, and hands no link to the system', () => {
    const { contents } = show();
    for (const event of ['will-navigate', 'will-frame-navigate'] as const) {
      expect(contents.navigate(event, STS)).toBe(true);
      const foreign = [
        'http://sts.example.org/',
        'app://rollcall/index.html',
        'file:///etc/passwd',
        'javascript:alert(1)',
      ];
      expect([...foreign, 'https://ann@sts.example.org/'].filter((url) => contents.navigate(event, url))).toEqual([]);
    }
    expect(contents.openWindow(STS)).toBe('deny');
    expect(opened).toEqual([]);
  });

  it('leaves the app’s own page where it is', () => {
    show();
    const own = new BrowserWindow().webContents;
    expect(own.navigate('will-navigate', STS)).toBe(false);
  });
});

describe('titles', () => {
  it('shows the host as it is resolved, and the port', () => {
    expect(titleFor('https://sts.example.org:8443/x')).toMatch(/^sts\.example\.org:8443 /);
    expect(titleFor('https://l\u043egin.example.org/')).toMatch(/^xn--/);
  });

  it('keeps the end of a long host, which says whose it is', () => {
    const title = titleFor(`https://login.microsoftonline.com.${'a'.repeat(50)}.evil.example.net/`);
    expect(title).toMatch(/^…/);
    expect(title).not.toContain('login.microsoftonline.com');
    expect(title).toContain('.evil.example.net');
  });
});

describe('the end', () => {
  it('comes with a good answer where the page was to lead back to', async () => {
    const { window, contents, done } = show();
    contents.arrive(STS);
    contents.arrive(PAGE.url, 200);
    expect(await done).toBe('returned');
    clock.advance(0);
    expect(window.isDestroyed()).toBe(true);
  });

  it.each([
    ['a bad answer', PAGE.url, 403],
    ['a redirect’s own status', PAGE.url, 302],
    ['another host', 'https://pool.example.org.evil.example.net/', 200],
    ['another port', 'https://pool.example.org:444/', 200],
  ])('does not come with %s', async (_what, url, status) => {
    const { window, contents, ending } = show();
    contents.arrive(STS);
    contents.arrive(url, status);
    clock.advance(SETTLE_MS);
    await settled();
    expect(ending()).toBeNull();
    expect(window.isDestroyed()).toBe(false);
  });

  it('waits for a page that leaves its host by itself', async () => {
    const { contents, ending } = show();
    contents.arrive(PAGE.url);
    clock.advance(SETTLE_MS - 1);
    contents.startNavigation(STS);
    clock.advance(SETTLE_MS);
    await settled();
    expect(ending()).toBeNull();
  });

  it('takes a page that stays for one that needed nothing', async () => {
    const shown = show();
    shown.contents.arrive(PAGE.url);
    clock.advance(SETTLE_MS);
    expect(await shown.done).toBe('returned');
  });

  it('is the user’s to bring, by closing', async () => {
    const { window, done } = show();
    window.close();
    expect(await done).toBe('closed');
  });

  it('is the caller’s to bring, by its signal, before and during', async () => {
    const controller = new AbortController();
    const { window, done } = show(PAGE, controller.signal);
    controller.abort();
    expect(await done).toBe('closed');
    clock.advance(0);
    expect(window.isDestroyed()).toBe(true);
    const windows = fake.windows.length;
    expect(await show(PAGE, controller.signal).done).toBe('closed');
    expect(fake.windows).toHaveLength(windows);
  });

  it('comes to one page when another is shown', async () => {
    const { pages, done, window } = show();
    const second = pages.show(PAGE, new AbortController().signal);
    expect(await done).toBe('closed');
    clock.advance(0);
    expect([window.isDestroyed(), fake.window.isDestroyed()]).toEqual([true, false]);
    fake.window.close();
    expect(await second).toBe('closed');
  });

  it.each([
    [
      'a certificate is refused',
      (c: typeof fake.window.webContents) => c.failLoad(-202, 'ERR_CERT_AUTHORITY_INVALID', STS),
    ],
    ['its process dies', (c: typeof fake.window.webContents) => c.crash()],
    [
      'a server leads to http',
      (c: typeof fake.window.webContents) => void c.navigate('will-redirect', 'http://sts.example.org/?wctx=secret'),
    ],
  ])('is a failure when %s', async (_what, happen) => {
    const { window, contents, done } = show();
    happen(contents);
    expect(await done).toBe('failed');
    clock.advance(0);
    expect(window.isDestroyed()).toBe(true);
    expect(JSON.stringify(logger.lines)).not.toMatch(/secret|PassiveAuth|wsignin/);
    expect(logger.lines).toHaveLength(1);
  });

  it('does not come with a frame that fails, or a navigation that another one stopped', async () => {
    const { contents, ending } = show();
    contents.failLoad(-105, 'ERR_NAME_NOT_RESOLVED', 'https://cdn.example.org/', false);
    contents.failLoad(-3, 'ERR_ABORTED', PAGE.url);
    await settled();
    expect(ending()).toBeNull();
  });

  it.each(['http://pool.example.org/', 'file:///etc/passwd', 'nonsense'])(
    'is a failure at once for %s',
    async (url) => {
      const windows = fake.windows.length;
      const pages = createSignInPages(clock, logger, 'linux', '/icon.png');
      expect(await pages.show({ ...PAGE, url }, new AbortController().signal)).toBe('failed');
      expect(fake.windows).toHaveLength(windows);
    },
  );
});

it('forgets cookies and logins, and closes what is open', async () => {
  const { pages, done } = show();
  await pages.forget();
  expect(await done).toBe('closed');
  expect(fake.session.fromPartition('passive').cleared).toEqual(['storage', 'auth']);
});
