/** Microsoft sign-in end to end but for the session: library, transport and a real browser against the provider. */
import { chromium } from 'playwright';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { chromiumPath } from '../../build/commands/chromium.ts';
import { createNodeHttp } from '../../main/browser/http.ts';
import type { OpenIdOutcome, OpenIdRequest } from '../../main/core/ports.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { createMemoryTokens } from '../../main/system/memory-tokens.ts';
import { createOpenId } from '../../main/system/microsoft.ts';
import { createSimulator, type Simulator } from '../../simulator/index.ts';

const clock = createSystemClock();
let browser: Browser;
let context: BrowserContext;
let simulator: Simulator;
let http: ReturnType<typeof createNodeHttp>;
let tokens: ReturnType<typeof createMemoryTokens>;
let opened: number;

beforeAll(async () => {
  simulator = await createSimulator({ people: 5, signIn: 'openid' });
  // The tab's names are the simulator's, as in the app's own transport; its authority is known to nobody else.
  const rules = simulator.names.map((name) => `MAP ${name}:443 127.0.0.1:${simulator.port}`).join(',');
  browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', `--host-resolver-rules=${rules}`, '--ignore-certificate-errors'],
  });
  http = createNodeHttp({ clock, ca: simulator.caPem, resolve: simulator.routes });
});
afterAll(async () => {
  await browser.close();
  http.close();
  await simulator.close();
});
beforeEach(async () => {
  tokens = createMemoryTokens();
  context = await browser.newContext();
  opened = 0;
});
afterEach(() => context.close());

/** Asks for a token; `user` is what happens in the tab that is opened. */
function acquire(request: Partial<OpenIdRequest>, user: (page: Page) => Promise<unknown>): Promise<OpenIdOutcome> {
  const openId = createOpenId({
    http,
    clock,
    tokens,
    async openBrowser(url) {
      opened += 1;
      const page = await context.newPage();
      await page.goto(url);
      void user(page);
      return true;
    },
  });
  const ask = {
    authority: `https://${simulator.host('login')}/organizations`,
    clientId: '2f1b6d9c-7c3c-4d3b-9d68-9a6d7a1f0c11',
    resource: `https://${simulator.host('pool')}`,
    address: simulator.address,
    interactive: true,
  };
  return openId.acquire({ ...ask, ...request }, new AbortController().signal);
}

async function signIn(page: Page): Promise<void> {
  await page.fill('[name=login]', simulator.address);
  await page.fill('[name=passwd]', simulator.password);
  await page.click('button:not([name])');
}
const claims = (outcome: OpenIdOutcome): Record<string, unknown> => {
  const payload = outcome.ok ? (outcome.token.split('.')[1] ?? '') : '';
  return JSON.parse(Buffer.from(payload, 'base64url').toString() || '{}') as Record<string, unknown>;
};

test('the user signs in in the browser, ends on a page of ours, and later tokens need nobody', async () => {
  let last: Page | null = null;
  const outcome = await acquire({}, (page) => {
    last = page;
    return signIn(page);
  });
  expect(claims(outcome)).toMatchObject({ aud: `https://${simulator.host('pool')}`, upn: simulator.address });
  const page = last as unknown as Page;
  await expect.poll(() => page.url()).toMatch(/^http:\/\/localhost:\d+\/$/);
  expect(await page.textContent('p')).toContain('You can close this window');

  const other = await acquire({ interactive: false, resource: `https://${simulator.host('discovery')}` }, () => {
    throw new Error('nobody may be asked');
  });
  expect(claims(other)).toMatchObject({ aud: `https://${simulator.host('discovery')}` });
  expect(opened).toBe(1);

  simulator.control.session({ op: 'endSignIns' });
  const ended = await acquire({ interactive: false }, () => Promise.resolve());
  expect(ended).toMatchObject({ ok: false, reason: 'interactionRequired' });
  expect(claims(await acquire({}, signIn))).toMatchObject({ upn: simulator.address });
  expect(opened).toBe(2);
});

test('a user who cancels is told that nothing happened', async () => {
  const outcome = await acquire({}, (page) => page.click('[name=cancel]'));
  expect(outcome).toEqual({ ok: false, reason: 'cancelled', detail: 'access_denied (AADSTS65004)' });
});

test('a provider that knows no such server says so', async () => {
  const outcome = await acquire({ resource: 'https://stranger.example.net' }, () => Promise.resolve());
  expect(outcome).toEqual({ ok: false, reason: 'denied', detail: 'invalid_resource (AADSTS500011)' });
});
