/** The whole app with its window in real Chromium: browser host, real preload, simulator, all in one go. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { chromiumPath } from '../../build/commands/chromium.ts';
import { startBrowserHost, type BrowserHost } from '../../main/browser-host.ts';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../simulator/index.ts';
import { createLogger } from '../../main/system/log.ts';

export interface Shown {
  title: string;
  body: string;
}

export interface RollcallWindow {
  readonly simulator: Simulator;
  readonly host: BrowserHost;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Lines of the host's log. */
  readonly log: string[];
  /** Errors, warnings and refused loads the pages reported; must stay empty. */
  readonly complaints: string[];
  /** Notifications raised in any tab. */
  shown(): Promise<Shown[]>;
  /** Opens the window again in a new tab. */
  open(): Promise<Page>;
  close(): Promise<void>;
}

const CHROMIUM_ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];

/** One Chromium for a file of tests; `env` where it must not be that of the tests, `args` are switches besides ours. */
export function launchChromium(env: NodeJS.ProcessEnv = process.env, args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGS, ...args], env });
}

/** Runs in a page: the constructor alone is replaced, and records. */
function recordNotifications(): void {
  class RecordedNotification extends EventTarget {
    static readonly permission = 'granted';
    static requestPermission(): Promise<string> {
      return Promise.resolve('granted');
    }
    constructor(title: string, options?: { body?: string }) {
      super();
      const page = globalThis as unknown as { recordNotification(title: string, body: string): void };
      page.recordNotification(title, options?.body ?? '');
    }
    close(): void {}
  }
  Object.defineProperty(globalThis, 'Notification', { value: RecordedNotification });
}

/** Starts everything; `signIn` false leaves the sign-in form to the test. */
export async function openRollcall(
  browser: Browser,
  options: {
    signIn?: boolean;
    simulator?: SimulatorOptions;
    /** `system`: the pages' own, which go to the desktop; default: they are recorded. */
    notifications?: 'recorded' | 'system';
  } = {},
): Promise<RollcallWindow> {
  const simulator = await createSimulator({ people: 40, seed: 3, ...options.simulator });
  const data = await mkdtemp(path.join(tmpdir(), 'rollcall-e2e-'));
  const log: string[] = [];
  const { address, password, hosts, port } = simulator;
  const host = await startBrowserHost({
    data,
    signIn: options.signIn === false ? null : { address, password, server: null },
    ca: simulator.caPem,
    resolve: Object.values(hosts).map((name) => ({ name, port: 443, address: '127.0.0.1', addressPort: port })),
    port: 0,
    logger: createLogger(
      'debug',
      (line) => void log.push(line),
      () => Date.now(),
    ),
  });
  await host.started;
  const context = await browser.newContext({ viewport: { width: 420, height: 720 }, reducedMotion: 'reduce' });
  const complaints: string[] = [];
  const shown: Shown[] = [];
  await context.exposeBinding(
    'recordNotification',
    (_, title: string, body: string) => void shown.push({ title, body }),
  );
  if (options.notifications === 'system') {
    await context.grantPermissions(['notifications'], { origin: new URL(host.url).origin });
  } else await context.addInitScript(recordNotifications);

  async function open(): Promise<Page> {
    const page = await context.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(host.url);
    return page;
  }

  const page = await open();
  return {
    simulator,
    host,
    context,
    page,
    log,
    complaints,
    shown: () => Promise.resolve(shown),
    open,
    async close() {
      await context.close();
      await host.close();
      await simulator.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}
