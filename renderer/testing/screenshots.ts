/**
 * Photographs every scene in light and dark at tray and window size, on the built stage under the strict content
 * policy; console errors and policy violations fail the run.
 *
 *   node renderer/testing/screenshots.ts FOLDER [SCENE ...]
 */
/// <reference types="node" />
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { argv, env, exit, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { chromium, type Page } from 'playwright';
import { build } from 'vite';
import { SCENES } from './scenes.ts';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'";
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const SIZES = [
  { name: '400', width: 400, height: 640 },
  { name: '1000', width: 1000, height: 700 },
  { name: '320', width: 320, height: 560 },
];

const [, , folder, ...wanted] = argv;
if (folder === undefined) {
  stdout.write('Give the folder to write to.\n');
  exit(2);
}
mkdirSync(folder, { recursive: true });
const built = await build({
  configFile: false,
  logLevel: 'warn',
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [svelte()],
  build: {
    write: false,
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: { input: fileURLToPath(new URL('stage.html', import.meta.url)) },
  },
});
const files = new Map<string, string | Uint8Array>();
for (const part of Array.isArray(built) ? built : 'output' in built ? [built] : []) {
  for (const file of part.output) files.set(`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source);
}

const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  const body = files.get(path);
  response.setHeader('Content-Type', TYPES[extname(path)] ?? 'application/octet-stream');
  response.setHeader('Content-Security-Policy', POLICY);
  if (body === undefined) response.statusCode = path === '/favicon.ico' ? 204 : 404;
  response.end(body);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = server.address();
const port = typeof address === 'object' && address !== null ? address.port : 0;

const browser = await chromium.launch({
  executablePath: env['CHROME_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const complaints: string[] = [];
for (const name of wanted.length > 0 ? wanted : Object.keys(SCENES)) {
  for (const theme of ['light', 'dark'] as const) {
    for (const { name: size, width, height } of SIZES) {
      if (size === '320' && theme === 'dark') continue;
      const page = await browser.newPage({ viewport: { width, height }, colorScheme: theme, reducedMotion: 'reduce' });
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`${name} ${theme} ${size}: ${message.text()}`);
      });
      page.on('pageerror', (error) => complaints.push(`${name} ${theme} ${size}: ${error.message}`));
      await page.goto(`http://127.0.0.1:${port}/stage.html?scene=${name}&theme=${theme}`);
      for (const step of SCENES[name]?.press ?? []) await take(page, step);
      await page.screenshot({ path: join(folder, `${name}-${theme}-${size}.png`) });
      await page.close();
    }
  }
}
await browser.close();
server.close();
for (const complaint of complaints) stdout.write(`${complaint}\n`);
stdout.write(`${complaints.length} complaints\n`);
exit(complaints.length === 0 ? 0 : 1);

async function take(page: Page, step: string): Promise<void> {
  const [how, what] = step.includes(':') && !step.includes(': ') ? step.split(':', 2) : ['button', step];
  const name = what ?? '';
  if (how === 'type') await page.keyboard.type(name);
  else if (how === 'key') await page.keyboard.press(name);
  else if (how === 'item') await page.getByRole('treeitem', { name }).first().click();
  else if (how === 'menu') await page.getByRole('menuitem', { name }).click();
  else if (how === 'fold') await page.getByText(name, { exact: true }).click();
  else if (how === 'switch') await page.getByRole('switch', { name, exact: true }).click();
  else await page.getByRole('button', { name, exact: true }).first().click();
}
