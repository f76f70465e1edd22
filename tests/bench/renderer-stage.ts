/** The built window on its stage in a real Chromium, for measuring; no server, every file is handed over by hand. */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { chromium, type CDPSession, type Page } from 'playwright';
import { build } from 'vite';
import { findChromium } from '../../build/commands/chromium.ts';
import { inRoot } from '../../build/commands/tools.ts';

const ORIGIN = 'https://stage.example.org/';
const TYPES: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

export interface Stage {
  page: Page;
  /** CPU seconds of the window's main thread so far: of scripts, of styles and layout, of everything. */
  spent: () => Promise<{ script: number; layout: number; all: number }>;
  close: () => Promise<void>;
}

/** The window in a scene at the tray's size; null where there is no Chromium. */
export async function openStage(scene: string): Promise<Stage | null> {
  const executablePath = findChromium();
  if (executablePath === null) return null;
  const files = await builtFiles();
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const page = await browser.newPage({ viewport: { width: 400, height: 640 } });
  await page.route(`${ORIGIN}**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    const body = files.get(name);
    if (body === undefined) return route.fulfill({ status: 404 });
    return route.fulfill({ body, contentType: TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream' });
  });
  await page.goto(`${ORIGIN}stage.html?scene=${scene}`);
  await page.getByRole('treeitem').first().waitFor();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  return { page, spent: () => spentBy(cdp), close: () => browser.close() };
}

async function builtFiles(): Promise<Map<string, string | Buffer>> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    root: inRoot('renderer/testing'),
    base: './',
    plugins: [svelte()],
    build: {
      write: false,
      assetsInlineLimit: 0,
      modulePreload: false,
      rolldownOptions: { input: inRoot('renderer/testing/stage.html') },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) => ('output' in one ? one.output : []));
  return new Map(
    outputs.map((file) => [
      file.fileName,
      file.type === 'chunk' ? file.code : typeof file.source === 'string' ? file.source : Buffer.from(file.source),
    ]),
  );
}

async function spentBy(cdp: CDPSession): Promise<{ script: number; layout: number; all: number }> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return {
    script: of('ScriptDuration'),
    layout: of('LayoutDuration') + of('RecalcStyleDuration'),
    all: of('TaskDuration'),
  };
}
