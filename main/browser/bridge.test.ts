/** The real preload script in a real browser, over the real server, router and publisher; only the core is a fake. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import type { Browser, BrowserContext, ConsoleMessage, Page, WebSocketRoute } from 'playwright';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { chromiumPath } from '../../build/commands/chromium.ts';
import type { RollcallApi } from '../../preload/contract/channels.ts';
import type { Patch } from '../../preload/contract/state.ts';
import { createFakeCore, createMemoryLogger } from '../ipc/testing/fake-core.ts';
import { createPublisher } from '../ipc/publisher.ts';
import { createRouter } from '../ipc/router.ts';
import { createSystemClock } from '../system/clock.ts';
import { createFiles } from './files.ts';
import { createNotifier } from './notifier.ts';
import { startServer } from './server.ts';
import { createShell } from './shell.ts';
import { iconUrl } from './status.ts';

interface Window {
  rollcall: RollcallApi;
  patches: Patch[];
  seen: unknown[];
  shown: { title: string; body: string; tag: string; closed: boolean; onclick: (() => void) | null }[];
}
declare const window: Window;

let folder: string;
let browser: Browser;
let context: BrowserContext;
const BROWSER_MS = 60_000;
vi.setConfig({ testTimeout: BROWSER_MS });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-bridge-'));
  const configFile = fileURLToPath(new URL('../../build/vite.preload.ts', import.meta.url));
  await build({ configFile, build: { outDir: join(folder, 'preload') } });
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><html><head><title>x</title><script type="module" src="app.js"></script></head><body></body></html>',
  );
  // Like the window: there from the first line on, listens before it asks.
  writeFileSync(
    join(folder, 'app.js'),
    'window.patches = []; window.seen = [];' +
      "window.rollcall.on['state.patch']((...all) => { window.patches.push(all[0]); window.seen.push(all.length); });" +
      'window.rollcall.on.navigate((to) => window.seen.push(to));',
  );
  browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
}, BROWSER_MS);
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
}, BROWSER_MS);

async function startHost() {
  const fake = createFakeCore();
  const logger = createMemoryLogger();
  const clock = createSystemClock();
  const allowedOrigins = new Set<string>();
  const publisher = createPublisher({ store: fake.core.store, clock, logger });
  const router = createRouter({
    commands: fake.core.commands,
    snapshot: () => publisher.snapshot(),
    allowedOrigins,
    logger,
    clock,
  });
  const notifier = createNotifier(logger);
  const files = createFiles(logger);
  const inputSeen = vi.fn();
  const nobodyLooks = vi.fn();
  const shell = createShell({ store: fake.core.store, router, publisher, notifier, files, nobodyLooks, inputSeen });
  const server = await startServer({
    files: { renderer: folder, preload: join(folder, 'preload', 'index.cjs') },
    port: 0,
    clock,
    logger,
    connect: (tab) => shell.connect(tab),
  });
  allowedOrigins.add(server.origin);
  return { ...fake, logger, notifier, files, server, inputSeen, nobodyLooks };
}

let host: Awaited<ReturnType<typeof startHost>>;
let trouble: string[] = [];
beforeEach(async () => {
  host = await startHost();
  context = await browser.newContext({ permissions: ['notifications'] });
  trouble = [];
}, BROWSER_MS);
afterEach(async () => {
  await context.close();
  await host.server.close();
}, BROWSER_MS);

async function openTab(): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error') trouble.push(message.text());
  });
  await page.goto(host.server.url);
  await page.waitForFunction(() => window.patches);
  return page;
}

/** Waits for a condition; the limit only ends a test that would wait for ever. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: BROWSER_MS });

const note = (text: string) =>
  host.change((set) => {
    set.row('groups', 'g', {
      id: 'g',
      name: text,
      kind: 'group',
      canEdit: true,
      canChangeMembers: true,
      canFollow: true,
    });
  });

test('a command goes to the core and its answer comes back, with no trouble in the console', async () => {
  const page = await openTab();
  expect(await page.evaluate(() => window.rollcall.invoke['groups.create']({ name: 'Sales' }))).toEqual({
    ok: true,
    value: 'edit-1',
  });
  expect(host.calls).toEqual([{ command: 'groups.create', input: { name: 'Sales' } }]);
  const snapshot = await page.evaluate(() => window.rollcall.invoke['state.snapshot'](null));
  expect(snapshot).toMatchObject({ ok: true, value: { revision: 0, connection: { phase: 'signedOut' } } });
  expect(trouble).toEqual([]);
});

test('what the preload script exposes is all there is', async () => {
  const page = await openTab();
  const refused = await page.evaluate(() => window.rollcall.invoke['groups.create']({ name: 1 } as never));
  expect(refused).toMatchObject({ ok: false, error: { code: 'validation' } });
  expect(
    await page.evaluate(() => ['require', 'module', 'electron', 'process'].filter((name) => name in window)),
  ).toEqual([]);
  expect(await page.evaluate(() => Object.keys(window.rollcall).sort())).toEqual(['invoke', 'on']);
});

test('patches reach every tab, the payload alone', async () => {
  const [one, two] = [await openTab(), await openTab()];
  note('Sales');
  for (const page of [one, two]) {
    await page.waitForFunction(() => window.patches.length === 1);
    expect(await page.evaluate(() => window.patches[0])).toMatchObject({
      from: 0,
      to: 1,
      ops: [['put', 'groups', 'g', {}]],
    });
    expect(await page.evaluate(() => window.seen)).toEqual([1]);
  }
  await one.close();
  note('Sales EMEA');
  await two.waitForFunction(() => window.patches.length === 2);
  expect(await two.evaluate(() => window.patches[1])).toEqual({
    from: 1,
    to: 2,
    ops: [['merge', 'groups', 'g', { name: 'Sales EMEA' }]],
  });
});

test('a tab that was cut off comes back by itself and learns that it missed something', async () => {
  const connections: WebSocketRoute[] = [];
  let letIn = true;
  await context.routeWebSocket(/\/socket/, (route) => {
    connections.push(route);
    if (letIn) route.connectToServer();
    else void route.close();
  });
  const page = await openTab();
  note('Sales');
  await page.waitForFunction(() => window.patches.length === 1);

  host.answers.set('session.retry', () => new Promise(() => {}));
  const inFlight = page.evaluate(() => window.rollcall.invoke['session.retry'](null));
  await eventually(() => host.calls.length).toBe(1);
  letIn = false;
  await connections[0]?.close();
  expect(await inFlight).toMatchObject({ ok: false, error: { code: 'internal', retryable: true } });
  await eventually(() => page.title()).toBe('Rollcall – not running');

  const whileDown = page.evaluate(() => window.rollcall.invoke['groups.create']({ name: 'Later' }));
  note('missed');
  letIn = true;
  expect(await whileDown).toEqual({ ok: true, value: 'edit-1' });
  await page.waitForFunction(() => window.patches.length === 2);
  expect(await page.evaluate(() => window.patches[1])).toEqual({ from: -1, to: 2, ops: [] });
  await eventually(() => page.title()).toBe('x');
  note('seen');
  await page.waitForFunction(() => window.patches.length === 3);
  expect(await page.evaluate(() => window.patches[2])).toMatchObject({ from: 2, to: 3 });
});

test('the icon carries the state, the title is the page’s own', async () => {
  const page = await openTab();
  const icon = () => page.locator('link[rel=icon]').getAttribute('href');
  await eventually(icon).toBe(iconUrl('offline'));
  host.change((set) => set.slice('connection', { phase: 'live', since: 1 }));
  await eventually(icon).toBe(iconUrl('available'));
  expect(await page.title()).toBe('x');
  expect(trouble).toEqual([]);
});

test('that the host is gone is said in the language of the page', async () => {
  const page = await openTab();
  await page.evaluate("document.documentElement.lang = 'de'");
  await host.server.close();
  await eventually(() => page.title()).toBe('Rollcall – wird nicht ausgeführt');
});

test('a notification is shown by one tab, and a click leads to its group there', async () => {
  await context.addInitScript(() => {
    window.shown = [];
    class Recorded {
      static permission = 'granted';
      onclick = null;
      closed = false;
      close() {
        this.closed = true;
      }
      constructor(title: string, options: { body: string; tag: string }) {
        window.shown.push(Object.assign(this, { title, ...options }));
      }
    }
    Object.assign(window, { Notification: Recorded });
  });
  const [one, two] = [await openTab(), await openTab()];
  const clicked = vi.fn();
  host.notifier.onClick(clicked);
  const spec = { tag: 'group:g', title: 'Sales', body: 'Ann joined', groupId: 'g' };
  await expect
    .poll(() => {
      host.notifier.show(spec);
      return two.evaluate(() => window.shown.length);
    })
    .toBeGreaterThan(0);
  expect(await one.evaluate(() => window.shown)).toEqual([]);
  expect(await two.evaluate(() => window.shown[0])).toMatchObject({
    title: 'Sales',
    body: 'Ann joined',
    tag: 'group:g',
  });
  await two.evaluate(() => window.shown[0]?.onclick?.());
  await two.waitForFunction(() => window.seen.length === 1);
  expect(await two.evaluate(() => window.seen)).toEqual([{ view: 'groups', groupId: 'g' }]);
  expect(clicked).toHaveBeenCalledWith(spec);
  host.notifier.show({ ...spec, tag: 'presence ann', address: 'ann@x' });
  await two.waitForFunction(() => window.shown.at(-1)?.tag === 'presence ann');
  await two.evaluate(() => window.shown.at(-1)?.onclick?.());
  await two.waitForFunction(() => window.seen.length === 2);
  expect(await two.evaluate(() => window.seen[1])).toEqual({ view: 'groups', groupId: 'g', address: 'ann@x' });
  host.notifier.withdraw('presence ann');
  await two.waitForFunction(() => window.shown.at(-1)?.closed);
  expect(await two.evaluate(() => window.shown[0]?.closed)).toBe(false);
  expect(host.nobodyLooks).not.toHaveBeenCalled();
  await two.close();
  await expect.poll(() => host.nobodyLooks.mock.calls.length).toBe(1);
});

test('a file is offered as a download by the tab that asked for it', async () => {
  const [one, two] = [await openTab(), await openTab()];
  const offered = vi.fn();
  two.on('download', offered);
  await one.evaluate(() => window.rollcall.invoke['state.snapshot'](null));
  const download = one.waitForEvent('download');
  expect(await host.files.save('Rollcall sign-in.txt', 'Grüße <b>\n')).toBe('saved');
  expect((await download).suggestedFilename()).toBe('Rollcall sign-in.txt');
  expect(readFileSync(await (await download).path(), 'utf8')).toBe('Grüße <b>\n');
  expect(new URL(one.url()).origin).toBe(host.server.origin);
  expect(offered).not.toHaveBeenCalled();
  expect(trouble).toEqual([]);
});

test('input in the page is known to the host', async () => {
  const page = await openTab();
  await page.keyboard.press('a');
  await eventually(() => host.inputSeen.mock.calls.length).toBe(1);
});

test('inline script and foreign connections are blocked by the policy', async () => {
  const page = await openTab();
  const blocked = await page.evaluate(async () => {
    const { document, fetch } = globalThis as unknown as {
      document: { body: { append(x: object): void }; createElement(n: string): { textContent: string } };
      fetch: typeof globalThis.fetch;
    };
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.body.append(script);
    const fetched = await fetch('http://127.0.0.1:1/').then(
      () => 'fetched',
      () => 'refused',
    );
    return { injected: 'injected' in window, fetched };
  });
  expect(blocked).toEqual({ injected: false, fetched: 'refused' });
  expect(trouble.filter((text) => text.includes('Content Security Policy')).length).toBeGreaterThan(0);
});
