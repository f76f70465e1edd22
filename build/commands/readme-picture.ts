/**
 * `npm run readme-picture`: the picture at the top of README, put together from the references in tests/screenshots, so
 * that it shows the window as it is. Run it when one of these has changed, look at it, and commit it with the change.
 */
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright';
import { chromiumPath } from './chromium.ts';
import { inRoot } from './tools.ts';

const SHOWN = ['groups-light', 'phones-light', 'history-light'];
const WINDOW = { width: 400, height: 560 };
const GAP = 40;
const SIZE = {
  width: SHOWN.length * WINDOW.width + (SHOWN.length + 1) * GAP,
  height: WINDOW.height + 2 * GAP,
};

const STYLE = `
  body { margin: 0; padding: ${GAP}px; display: flex; gap: ${GAP}px; background: #dcd9ec; }
  div { width: ${WINDOW.width}px; height: ${WINDOW.height}px; overflow: hidden; border-radius: 12px;
    box-shadow: 0 0 0 1px rgb(36 28 84 / 8%), 0 10px 28px rgb(36 28 84 / 18%); }
  img { display: block; }`;

const windows = await Promise.all(
  SHOWN.map(async (name) => {
    const png = await readFile(inRoot('tests', 'screenshots', `${name}.png`), 'base64');
    return `<div><img src="data:image/png;base64,${png}"></div>`;
  }),
);
await using browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: SIZE });
await page.setContent(`<style>${STYLE}</style>${windows.join('')}`);
await page.screenshot({ path: inRoot('build', 'readme', 'window.png') });
