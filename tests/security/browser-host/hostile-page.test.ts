/**
 * A hostile page in the browser that has Rollcall open: it knows the port, and even the place that the address bar
 * shows. It reads nothing and nothing it sends is executed.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chromiumPath } from '../../../build/commands/chromium.ts';
import { startVictim, type Victim } from './victim.ts';

/** Names that the attacker's DNS gives this machine's address. */
const REBOUND = 'rebound.test';
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--host-resolver-rules=MAP *.test 127.0.0.1',
  // The browser's own defence of local servers is switched off: what is tested is ours.
  '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests',
];

let browser: Browser;
let attacker: Server;
let visits: IncomingMessage[];
let victim: Victim;
let context: BrowserContext;
let app: Page;
/** `/PLACE/`, which the attacker knows here. */
let place: string;
/** What another page than ours asked the host for, and the status of each answer that the browser handed out. */
let tried: string[];
let stolen: number[];

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: chromiumPath(), args: ARGS });
  attacker = createServer((request, response) => {
    visits.push(request);
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>hostile</title><body></body>');
  });
  await new Promise<void>((resolve) => attacker.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await browser.close();
  attacker.close();
});

beforeEach(async () => {
  visits = [];
  tried = [];
  stolen = [];
  victim = await startVictim();
  context = await browser.newContext();
  app = await context.newPage();
  await app.goto(victim.host.url);
  await app.getByLabel('Address').waitFor();
  place = new URL(app.url()).pathname;
});
afterEach(async () => {
  await context.close();
  await victim[Symbol.asyncDispose]();
});

const attackerPort = () => (attacker.address() as AddressInfo).port;

/** Opens a hostile page at `origin`; from now on every answer the host gives it is noted. */
async function hostile(origin: string): Promise<Page> {
  const atVictim = (url: string): boolean => new URL(url).port === String(victim.port);
  context.on('request', (request) => {
    if (atVictim(request.url())) tried.push(`${request.method()} ${request.url()}`);
  });
  context.on('response', (response) => {
    if (atVictim(response.url())) stolen.push(response.status());
  });
  const page = await context.newPage();
  await page.goto(origin);
  return page;
}

/** What a page can try to read, each answered by what it saw. */
interface Browserish {
  document: {
    body: { append(element: object): void };
    createElement(name: string): Record<string, unknown> & { onload: unknown; onerror: unknown; submit(): void };
    cookie: string;
    referrer: string;
  };
  open(url: string, name?: string): { closed: boolean; document: { title: string }; length: number } | null;
  EventSource: new (url: string) => { onopen: unknown; onerror: unknown };
}

/** Runs in the page: loads `url` in every way there is, and says what came of each. */
async function probe({ url, socketUrl }: { url: string; socketUrl: string }): Promise<Record<string, string>> {
  const page = globalThis as unknown as Browserish & typeof globalThis;
  const element = (name: string, attribute: string): Promise<string> =>
    new Promise((resolve) => {
      const made = page.document.createElement(name);
      made.onload = () => resolve('loaded');
      made.onerror = () => resolve('error');
      if (name === 'link') made['rel'] = 'stylesheet';
      made[attribute] = url;
      page.document.body.append(made);
    });
  const fetched = (init: RequestInit): Promise<string> =>
    fetch(url, init).then(
      async (answer) => `${answer.type} ${answer.status} ${await answer.text()}`,
      () => 'error',
    );
  const socket = new Promise<string>((resolve) => {
    const made = new WebSocket(socketUrl);
    made.onopen = () => resolve('open');
    made.onerror = () => resolve('error');
  });
  const stream = new Promise<string>((resolve) => {
    const made = new page.EventSource(url);
    made.onopen = () => resolve('open');
    made.onerror = () => resolve('error');
  });
  return {
    cors: await fetched({ credentials: 'include' }),
    noCors: await fetched({ mode: 'no-cors', credentials: 'include' }),
    post: await fetched({ method: 'POST', mode: 'no-cors', credentials: 'include', body: 'x' }),
    preflight: await fetched({ method: 'PUT', credentials: 'include', headers: { 'x-a': 'b' } }),
    image: await element('img', 'src'),
    script: await element('script', 'src'),
    style: await element('link', 'href'),
    socket: await socket,
    stream: await stream,
  };
}

/** What `probe` says where nothing could be read: the opaque answers have no content, and nothing was loaded. */
function expectNothingRead(seen: Record<string, string>): void {
  for (const [way, what] of Object.entries(seen))
    expect([way, what]).toEqual([way, expect.stringMatching(/^(error|opaque 0 )$/)]);
}

describe.each([
  ['another site', () => `http://evil.test:${attackerPort()}/`],
  ['another port of this machine', () => `http://127.0.0.1:${attackerPort()}/`],
  ['this machine by its name', () => `http://localhost:${attackerPort()}/`],
])('from %s', (_, origin) => {
  test.each([
    ['root', () => '/'],
    ['page', () => place],
    ['script', () => `${place}bridge.js`],
  ])('its %s cannot be fetched, shown or included', async (_what, path) => {
    const page = await hostile(origin());
    const socketUrl = `ws://127.0.0.1:${victim.port}${place}socket`;
    expectNothingRead(await page.evaluate(probe, { url: victim.origin + path(), socketUrl }));
    expect(stolen.filter((status) => status !== 404)).toEqual([]);
    expect(tried.length).toBeGreaterThan(6);
    expect(victim.calls).toEqual([]);
  });

  test('a frame shows nothing of it', async () => {
    const page = await hostile(origin());
    await page.evaluate((url) => {
      const { document } = globalThis as unknown as Browserish;
      const frame = document.createElement('iframe');
      frame['src'] = url;
      document.body.append(frame);
    }, victim.origin + place);
    await expect.poll(() => page.frames()[1]?.url()).toMatch(/^(chrome-error:|http:..127)/);
    expect(tried).toHaveLength(1);
    expect(stolen.filter((status) => status !== 404)).toEqual([]);
    expect(await page.frames()[1]?.content()).not.toContain('bridge.js');
    expect(victim.calls).toEqual([]);
  });

  test('a window opened on it stays out of reach, and shows nothing', async () => {
    const page = await hostile(origin());
    const opened = context.waitForEvent('page');
    const seen = page.evaluate((url) => {
      const { open } = globalThis as unknown as Browserish;
      const other = open(url);
      try {
        return other?.document.title ?? 'none';
      } catch {
        return 'out of reach';
      }
    }, victim.origin + place);
    expect(['out of reach', 'none', '']).toContain(await seen);
    const other = await opened;
    await other.waitForLoadState();
    expect(await other.textContent('body')).not.toContain('Sign in');
    expect(stolen).toEqual([404]);
  });

  test.each(['POST', 'GET'])('a form sent there by %s does nothing', async (method) => {
    const page = await hostile(origin());
    const answered = page.waitForResponse((response) => response.url().startsWith(victim.origin));
    await page.evaluate(
      ([url, how]) => {
        const { document } = globalThis as unknown as Browserish;
        const form = document.createElement('form');
        Object.assign(form, { method: how, action: url });
        document.body.append(form);
        form.submit();
      },
      [victim.origin + place, method] as const,
    );
    expect((await answered).status()).toBe(404);
    expect(victim.calls).toEqual([]);
  });

  test('the cookie does not come along to it', async () => {
    await hostile(origin());
    expect(visits.length).toBeGreaterThan(0);
    expect(visits.map(({ headers }) => headers.cookie ?? '').join()).not.toContain('rollcall');
  });
});

test('a name that its DNS bound to this machine is refused, although all comes from one origin', async () => {
  const start = `http://${REBOUND}:${victim.port}/start`;
  await context.route(start, (route) => route.fulfill({ contentType: 'text/html', body: '<title>hostile</title>' }));
  const page = await hostile(start);
  for (const path of ['/', place, `/${victim.key}/`]) {
    const read = await page.evaluate(async (url) => {
      const answer = await fetch(url, { credentials: 'include' });
      return [answer.status, await answer.text()];
    }, path);
    expect(read).toEqual([404, 'Not found']);
  }
  const socket = await page.evaluate(
    (url) =>
      new Promise((resolve) => {
        const made = new WebSocket(url);
        made.onopen = () => resolve('open');
        made.onerror = () => resolve('error');
      }),
    `ws://${REBOUND}:${victim.port}${place}socket`,
  );
  expect(socket).toBe('error');
  expect(victim.calls).toEqual([]);
});

test('the key stays nowhere in the browser, and the app works without it', async () => {
  const { key } = victim;
  const asked: string[] = [];
  app.on('request', (request) => asked.push(`${request.url()} ${JSON.stringify(request.headers())}`));
  await app.reload();
  await app.getByLabel('Address').waitFor();
  const kept = await app.evaluate(() => {
    const page = globalThis as unknown as Browserish & { location: { href: string } };
    const { localStorage, sessionStorage } = globalThis as unknown as Record<string, { length: number }>;
    const { navigation } = globalThis as unknown as { navigation: { entries(): { url: string }[] } };
    const visited = navigation.entries().map(({ url }) => url);
    const entries = [...performance.getEntries().map(({ name }) => name), ...visited];
    return {
      text: [page.location.href, page.document.referrer, page.document.cookie, ...entries].join(' '),
      stored: (localStorage?.length ?? 0) + (sessionStorage?.length ?? 0),
      visited: visited.length,
    };
  });
  expect(asked.length).toBeGreaterThan(2);
  expect(`${asked.join(' ')} ${kept.text}`).not.toContain(key);
  expect(kept.text).not.toContain('rollcall=');
  expect(kept.stored).toBe(0);
  // The entrance was replaced: before the page there is what was there before.
  expect(kept.visited).toBe(1);
  await app.goBack();
  expect(app.url()).toBe('about:blank');
  const [cookie] = await context.cookies(victim.origin + place);
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: place, expires: -1 });
  // A copied address opens nothing for somebody else.
  const stranger = await browser.newContext();
  const page = await stranger.newPage();
  expect((await page.goto(victim.origin + place))?.status()).toBe(404);
  await stranger.close();
});
