/**
 * Renders all icons from their SVG sources: `node build/icons/render.ts`. Run it after a change of an SVG and commit
 * what it writes. With `--sheet FILE` it also writes a sheet of all tray icons to look at.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import type { Page } from 'playwright';
import { chromiumPath } from '../commands/chromium.ts';
import { icns, ico } from './containers.ts';
import type { PngImage } from './containers.ts';

const here = import.meta.dirname;
export const STATES = ['available', 'busy', 'dnd', 'away', 'offline', 'connecting', 'trouble'] as const;
type State = (typeof STATES)[number];
const APP_SIZES = [16, 20, 24, 32, 40, 48, 64, 128, 256, 512, 1024];
/** What Windows asks for at 100, 125, 150, 175, 200, 225, 250, 300 and 400 %. */
const TRAY_SIZES = [16, 20, 24, 28, 32, 36, 40, 48, 64];
/** Sizes that Linux trays load one by one; Windows files hold all. */
const LINUX_SIZES = [24, 32, 40, 48, 64];
/** macOS wants air around an icon's square: 824 of 1024 (Apple's icon grid). */
const MAC_SHARE = 824 / 1024;

/** Ink and state colours for a light bar, a dark bar, and a template image, which has one colour. */
const THEMES = {
  light: {
    ink: '#2a2833',
    states: colours('#17874a', '#c62f27', '#a86200', '#6b6774', '#4a3fb8', '#b84a00'),
  },
  dark: {
    ink: '#f3f2f7',
    states: colours('#4fce86', '#ff7066', '#f3b34c', '#b6b3c0', '#b3acff', '#ffb454'),
  },
  Template: { ink: '#000', states: colours('#000', '#000', '#000', '#000', '#000', '#000') },
} as const;
type Theme = keyof typeof THEMES;

function colours(
  available: string,
  busy: string,
  away: string,
  offline: string,
  connecting: string,
  trouble: string,
): Record<State, string> {
  return { available, busy, dnd: busy, away, offline, connecting, trouble };
}

async function render(page: Page, svg: string, size: number, css = '', share = 1): Promise<PngImage> {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>html, body { margin: 0; background: transparent } body { display: grid; place-items: center; ` +
      `width: ${size}px; height: ${size}px; overflow: hidden } svg { width: ${size * share}px; height: ${size * share}px }` +
      `</style>${svg}<style>${css}</style>`,
  );
  const png = await page.screenshot({ omitBackground: true, clip: { x: 0, y: 0, width: size, height: size } });
  return { size, png };
}

function trayCss(state: State, theme: Theme): string {
  const { ink, states } = THEMES[theme];
  const colour = states[state];
  return `.ink { fill: ${ink} !important } .state { fill: ${colour} !important } .edge, .ring { stroke: ${colour} !important }`;
}

async function renderApp(page: Page): Promise<void> {
  const svg = readFileSync(join(here, 'rollcall.svg'), 'utf8');
  const images: PngImage[] = [];
  const padded: PngImage[] = [];
  rmSync(join(here, 'png'), { recursive: true, force: true });
  mkdirSync(join(here, 'png'), { recursive: true });
  for (const size of APP_SIZES) {
    const image = await render(page, svg, size);
    images.push(image);
    padded.push(await render(page, svg, size, '', MAC_SHARE));
    writeFileSync(join(here, 'png', `${size}x${size}.png`), image.png);
  }
  writeFileSync(join(here, 'rollcall.ico'), ico(images.filter(({ size }) => size <= 256)));
  writeFileSync(join(here, 'rollcall.icns'), icns(padded));
}

async function renderTray(page: Page): Promise<void> {
  rmSync(join(here, 'tray'), { recursive: true, force: true });
  mkdirSync(join(here, 'tray'), { recursive: true });
  const write = (name: string, bytes: Buffer): void => writeFileSync(join(here, 'tray', name), bytes);
  for (const state of STATES) {
    const svg = readFileSync(join(here, 'svg', `${state}.svg`), 'utf8');
    for (const theme of ['light', 'dark'] as const) {
      const images: PngImage[] = [];
      for (const size of TRAY_SIZES) images.push(await render(page, svg, size, trayCss(state, theme)));
      write(`${state}-${theme}.ico`, ico(images));
      for (const { size, png } of images) if (LINUX_SIZES.includes(size)) write(`${state}-${theme}-${size}.png`, png);
    }
    write(`${state}Template.png`, (await render(page, svg, 16, trayCss(state, 'Template'))).png);
    write(`${state}Template@2x.png`, (await render(page, svg, 32, trayCss(state, 'Template'))).png);
  }
}

/** Every icon at its real size and enlarged without smoothing, on bars of both themes. */
async function renderSheet(page: Page, file: string): Promise<void> {
  const rows: string[] = [];
  for (const [theme, bar] of [
    ['light', '#eceef2'],
    ['dark', '#1c1f26'],
    ['Template', '#d8dbe2'],
  ] as const) {
    for (const size of [16, 20, 24, 32]) {
      const cells: string[] = [];
      for (const state of STATES) {
        const svg = readFileSync(join(here, 'svg', `${state}.svg`), 'utf8');
        const { png } = await render(page, svg, size, trayCss(state, theme));
        const url = `data:image/png;base64,${png.toString('base64')}`;
        cells.push(
          `<img src="${url}"><img src="${url}" width="${size * 4}" height="${size * 4}" style="image-rendering:pixelated">`,
        );
      }
      rows.push(`<div style="background:${bar}">${cells.join('')}</div>`);
    }
  }
  await page.setViewportSize({ width: 1320, height: 1000 });
  await page.setContent(
    `<style>body { margin: 0 } div { display: flex; gap: 12px; padding: 8px; align-items: center }</style>${rows.join('')}`,
  );
  await page.screenshot({ path: file, fullPage: true });
}

if (import.meta.main) {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ deviceScaleFactor: 1 });
    const sheet = process.argv.indexOf('--sheet');
    const file = sheet < 0 ? undefined : process.argv[sheet + 1];
    if (file !== undefined) await renderSheet(page, file);
    await renderApp(page);
    await renderTray(page);
  } finally {
    await browser.close();
  }
}
