/**
 * From a change on the server to the changed page, against a bare page that polls with fetch and sets textContent. Both
 * pages are in the same Chromium and take turns. A group is renamed, of which servers tell at once (PROTOCOL 7.3).
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright';
import { buildStale } from '../../build/commands/bundles.ts';
import { launchChromium, openRollcall } from '../support/window.ts';
import type { Measure } from './figure.ts';
import { median, percentile, rounded } from './statistics.ts';

const WARM_UPS = 20;
const RUNS = 200;
const NAMES = ['Crew at the dock', 'Crew at sea'] as const;

/** A page that changes when the server does. */
interface Side {
  readonly page: Page;
  /** Makes the server tell it to show this text. */
  change(text: string): void;
}

export const measure: Measure = async () => {
  if (!(await buildStale())) throw new Error('the window could not be built');
  await using scope = new AsyncDisposableStack();
  const browser = await launchChromium();
  scope.defer(() => browser.close());
  const bare = await barePage(browser, scope);
  const app = await appPage(browser, scope);
  const times = { bare: [] as number[], app: [] as number[] };
  for (let run = 0; run < WARM_UPS + RUNS; run += 1) {
    const text = NAMES[run % 2] ?? '';
    const first = await timeOf(bare, text);
    const second = await timeOf(app, text);
    if (run < WARM_UPS) continue;
    times.bare.push(first);
    times.app.push(second);
  }
  const [theirs, ours] = [median(times.bare), median(times.app)];
  const note = `${rounded(ours)} ms by ${rounded(theirs)} ms`;
  return [
    {
      name: 'change on the server to changed page, by a bare long poll',
      value: rounded(ours / theirs),
      unit: 'times',
      target: 2,
      note,
    },
    {
      name: 'change on the server to changed page, 99 of 100',
      value: rounded(percentile(times.app, 0.99)),
      unit: 'ms',
      target: 100,
    },
  ];
};

/** Milliseconds from the change until the page has the text; both clocks are the machine's. */
async function timeOf({ page, change }: Side, text: string): Promise<number> {
  const seen = page.evaluate<number>(untilShown(text));
  // The page answers this one only when it has begun to look out for the text.
  await page.evaluate(() => null);
  const began = performance.timeOrigin + performance.now();
  change(text);
  return (await seen) - began;
}

/** For the page: settles with the time at which its text contains this one. */
function untilShown(text: string): string {
  return `new Promise((resolve) => {
    const look = new MutationObserver(() => {
      if (!document.body.textContent.includes(${JSON.stringify(text)})) return;
      look.disconnect();
      resolve(performance.timeOrigin + performance.now());
    });
    look.observe(document.body, { subtree: true, childList: true, characterData: true });
  })`;
}

/** For the bare page. */
const POLL = `(async () => {
  for (;;) document.body.textContent = await (await fetch('/poll')).text();
})()`;

async function barePage(browser: Browser, scope: AsyncDisposableStack): Promise<Side> {
  let parked: ServerResponse | null = null;
  let next: string | null = null;
  const tell = (): void => {
    if (!parked || next === null) return;
    parked.end(next);
    parked = next = null;
  };
  const server = createServer((request, response) => {
    if (request.url !== '/poll') return void response.end('<!doctype html><body></body>');
    parked = response;
    tell();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  scope.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  void page.evaluate(POLL).catch(() => undefined);
  return {
    page,
    change(text) {
      next = text;
      tell();
    },
  };
}

async function appPage(browser: Browser, scope: AsyncDisposableStack): Promise<Side> {
  const rollcall = await openRollcall(browser, { simulator: { people: 20, groups: 5 } });
  scope.defer(() => rollcall.close());
  const { page, simulator } = rollcall;
  const group = simulator.control.state().groups.find(({ kind }) => kind === 'group');
  if (!group) throw new Error('there is no group');
  await page.getByText(group.name).first().waitFor();
  return { page, change: (name) => void simulator.control.act({ op: 'renameGroup', id: group.id, name }) };
}
