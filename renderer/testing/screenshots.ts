/**
 * Photographs every scene at tray and window size, in light, dark and forced colours, in German and French, and from
 * right to left, on the built stage under the strict content policy; console errors and policy violations fail the run.
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
const TRAY = { width: 400, height: 640 };
const LOOKS = [
  { name: 'light-400', theme: 'light', language: 'en', size: TRAY },
  { name: 'light-1000', theme: 'light', language: 'en', size: { width: 1000, height: 700 } },
  { name: 'light-320', theme: 'light', language: 'en', size: { width: 320, height: 560 } },
  { name: 'dark-400', theme: 'dark', language: 'en', size: TRAY },
  { name: 'dark-1000', theme: 'dark', language: 'en', size: { width: 1000, height: 700 } },
  { name: 'forced-400', theme: 'light', language: 'en', size: TRAY, forced: true },
  { name: 'german-400', theme: 'light', language: 'de', size: TRAY },
  { name: 'german-320', theme: 'dark', language: 'de', size: { width: 320, height: 560 } },
  { name: 'french-400', theme: 'light', language: 'fr', size: TRAY },
  { name: 'french-320', theme: 'light', language: 'fr', size: { width: 320, height: 560 } },
  { name: 'light-200', theme: 'light', language: 'en', size: { width: 200, height: 560 } },
  { name: 'german-200', theme: 'dark', language: 'de', size: { width: 200, height: 560 } },
  { name: 'rtl-400', theme: 'light', language: 'en', size: TRAY, direction: 'rtl' },
] as const;

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
  for (const look of LOOKS) {
    const page = await browser.newPage({
      viewport: look.size,
      colorScheme: look.theme,
      reducedMotion: 'reduce',
      forcedColors: 'forced' in look ? 'active' : 'none',
    });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${name} ${look.name}: ${message.text()}`);
    });
    page.on('pageerror', (error) => complaints.push(`${name} ${look.name}: ${error.message}`));
    await page.goto(`http://127.0.0.1:${port}/stage.html?scene=${name}&theme=${look.theme}`);
    for (const step of SCENES[name]?.press ?? []) await take(page, step);
    // After the steps, which name things in English.
    await page.evaluate((language) => window.speak(language), look.language);
    if ('direction' in look) await page.evaluate((direction) => (document.dir = direction), look.direction);
    await page.screenshot({ path: join(folder, `${name}-${look.name}.png`) });
    await page.close();
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
  else if (how === 'check') await page.getByRole('checkbox', { name, exact: true }).click();
  else if (how === 'file')
    await page.getByTestId('file').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from('x') });
  else if (how === 'switch') await page.getByRole('switch', { name, exact: true }).click();
  else await page.getByRole('button', { name, exact: true }).first().click();
}
