/**
 * `npm run contact-sheets`: the references of tests/screenshots side by side, a few sheets for each look, for whoever
 * reviews them; `--only SCENE` (often) takes some scenes. Written to tests/results/contact-sheets.
 */
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { chromiumPath } from './chromium.ts';
import { inRoot } from './tools.ts';

const FROM = inRoot('tests', 'screenshots');
const TO = inRoot('tests', 'results', 'contact-sheets');
const COLUMNS = 5;
const ON_A_SHEET = 2 * COLUMNS;
const WIDTH = 400;
const MARGIN = 12;

const STYLE = `
  body { margin: ${MARGIN}px; display: grid; grid-template-columns: repeat(${COLUMNS}, ${WIDTH}px); gap: ${MARGIN}px; }
  figure { margin: 0; font: 14px sans-serif; }
  img { display: block; outline: 1px solid #888; }`;

/** A reference is called `SCENE-LOOK`. */
function partsOf(name: string): { scene: string; look: string } {
  const [scene = '', look = ''] = name.split('-');
  return { scene, look };
}

async function figure(name: string): Promise<string> {
  const png = await readFile(path.join(FROM, `${name}.png`), 'base64');
  return `<figure>${name}<img src="data:image/png;base64,${png}"></figure>`;
}

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true, default: [] } } });
const names = (await readdir(FROM))
  .filter((file) => file.endsWith('.png'))
  .map((file) => path.basename(file, '.png'))
  .filter((name) => values.only.length === 0 || values.only.includes(partsOf(name).scene));
await rm(TO, { recursive: true, force: true });
await mkdir(TO, { recursive: true });
await using browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: COLUMNS * (WIDTH + MARGIN) + MARGIN, height: 800 } });
for (const look of new Set(names.map((name) => partsOf(name).look))) {
  const inLook = names.filter((name) => partsOf(name).look === look);
  for (let at = 0; at < inLook.length; at += ON_A_SHEET) {
    const figures = await Promise.all(inLook.slice(at, at + ON_A_SHEET).map(figure));
    await page.setContent(`<style>${STYLE}</style>${figures.join('')}`);
    const file = path.join(TO, `${look}-${at / ON_A_SHEET + 1}.png`);
    await page.screenshot({ path: file, fullPage: true });
    process.stdout.write(`${path.relative(inRoot(), file)}\n`);
  }
}
