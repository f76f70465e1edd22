/**
 * From a change on the server to the changed page, against bare pages that poll the same kind of server with fetch. All
 * pages are in the same Chromium and take turns. A group is renamed, of which servers tell at once (PROTOCOL 7.3).
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright';
import { buildStale } from '../../build/commands/bundles.ts';
import { FRAME_MS } from '../../main/ipc/publisher.ts';
import { createSimulator, type Simulator } from '../../simulator/index.ts';
import { TestClient } from '../../simulator/testing/client.ts';
import { eventually } from '../support/wait.ts';
import { launchChromium, openRollcall } from '../support/window.ts';
import type { Measure } from './figure.ts';
import { median, percentile, rounded } from './statistics.ts';

const WARM_UPS = 20;
const RUNS = 200;
/** Of every server, so that all pages are told of the same. */
const COMPANY = { people: 20, groups: 5, seed: 1, domain: 'contoso.example' } as const;
/** Changes come by themselves: of two within a frame, the second waits for the next one by design. */
const REST_MS = 2 * FRAME_MS;

/** A page that changes when its server does. */
interface Side {
  readonly page: Page;
  /** Renames its group. */
  change(name: string): void;
  /** What the page contains when it has heard of the group's new name. */
  shows(name: string): string;
  readonly times: number[];
}

export const measure: Measure = async () => {
  if (!(await buildStale())) throw new Error('the window could not be built');
  await using scope = new AsyncDisposableStack();
  const browser = await launchChromium(process.env, [`--host-resolver-rules=MAP *.${COMPANY.domain} 127.0.0.1`]);
  scope.defer(() => browser.close());
  const hearing = await barePage(browser, scope, false);
  const asking = await barePage(browser, scope, true);
  const app = await appPage(browser, scope);
  for (let run = 0; run < WARM_UPS + RUNS; run += 1) {
    for (const side of [hearing, asking, app]) {
      // A name that comes back would make earlier renamings undoable again, and each of them be told as well.
      const time = await timeOf(side, `Crew ${1000 + run}`);
      if (run >= WARM_UPS) side.times.push(time);
      await pause(REST_MS);
    }
  }
  const ours = median(app.times);
  const against = ({ times }: Side) => ({
    value: rounded(ours / median(times)),
    unit: 'times',
    note: `${rounded(ours)} ms by ${rounded(median(times))} ms`,
  });
  return [
    { name: 'change on the server to changed page, by a bare long poll', target: 2, ...against(hearing) },
    { name: 'the same, by a bare page that asks for what was told', target: null, ...against(asking) },
    {
      name: 'change on the server to changed page, 99 of 100',
      value: rounded(percentile(app.times, 0.99)),
      unit: 'ms',
      target: 100,
    },
  ];
};

/** Milliseconds from the change until the page shows it; both clocks are the machine's. */
async function timeOf({ page, change, shows }: Side, name: string): Promise<number> {
  const seen = page.evaluate<number>(untilShown(shows(name)));
  // The page answers this one only when it has begun to look out for the text.
  await page.evaluate(() => null);
  const began = performance.timeOrigin + performance.now();
  change(name);
  return (await seen) - began;
}

/** For the page: settles with the time at which its text changed and contains this one. */
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

/**
 * For a bare page on the server's own origin, which then needs no leave to ask: the least that can be done with an
 * event, which is to show its package as it came, or what the link in it leads to.
 */
function polling(path: string, ticket: string, asks: boolean): string {
  const init = { cache: 'no-store', headers: { accept: 'application/json', authorization: `Bearer ${ticket}` } };
  return `(async () => {
    const ask = async (href) => (await fetch(href, ${JSON.stringify(init)})).text();
    for (let next = ${JSON.stringify(path)}; ; ) {
      const text = await ask(next);
      if (!${asks}) document.body.textContent = text;
      const told = JSON.parse(text);
      next = told._links.next.href;
      if (!${asks}) continue;
      for (const { link } of (told.sender ?? []).flatMap(({ events }) => events)) {
        document.body.textContent = JSON.parse(await ask(link.href)).name;
      }
    }
  })()`;
}

/** A client that is only its event channel, with a server of its own, so that no other page's change reaches it. */
async function barePage(browser: Browser, scope: AsyncDisposableStack, asks: boolean): Promise<Side> {
  const simulator = await createSimulator(COMPANY);
  scope.defer(() => simulator.close());
  const client = new TestClient(simulator);
  scope.defer(() => client.close());
  const session = await client.signIn();
  await session.watchGroups();
  const page = await browser.newPage({ ignoreHTTPSErrors: true });
  await page.goto(`https://${simulator.hosts.pool}:${simulator.port}/`);
  void page.evaluate(polling(session.next, client.ticket ?? '', asks)).catch(() => undefined);
  return sideOf(page, simulator, asks ? (name) => name : () => 'updated');
}

async function appPage(browser: Browser, scope: AsyncDisposableStack): Promise<Side> {
  const rollcall = await openRollcall(browser, { simulator: COMPANY });
  scope.defer(() => rollcall.close());
  const { page, simulator } = rollcall;
  await page.getByRole('tree').waitFor();
  return sideOf(page, simulator, (name) => name);
}

/** Resolves when the server has somebody to tell of a change. */
async function sideOf(page: Page, { control }: Simulator, shows: Side['shows']): Promise<Side> {
  const group = control.state().groups.find(({ kind }) => kind === 'group');
  if (!group) throw new Error('there is no group');
  await eventually('a poll is parked', () => control.state().applications.some(({ parked }) => parked));
  return {
    page,
    shows,
    change: (name) => void control.act({ op: 'renameGroup', id: group.id, name }),
    times: [],
  };
}
