/**
 * `npm run screenshots`: compares the window with its references in tests/screenshots. `--update` renews those that
 * differ; `--only SCENE` (often) takes some scenes. What is renewed must be looked at: `npm run contact-sheets`.
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { chromiumPath } from './chromium.ts';
import { palettePng } from './palette-png.ts';
import { run } from './processes.ts';
import { inRoot, toolScript } from './tools.ts';

const FOLDER = inRoot('tests', 'screenshots');
const MADE_WITH = path.join(FOLDER, 'made-with.json');
const TESTS = 'renderer/testing/screenshots.browser.test.ts';

/** Where a PNG file names its colour type, and the type of those with a palette. */
const COLOUR_TYPE_AT = 25;
const PALETTE = 3;

interface Maker {
  chromium: number;
  platform: string;
}

async function thisMaker(): Promise<Maker> {
  await using browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
  return { chromium: Number.parseInt(browser.version(), 10), platform: process.platform };
}

/** Reads a PNG file in the browser; a text, since it runs where there is a DOM. */
const READ = `async (base64) => {
  const bitmap = await createImageBitmap(new Blob([Uint8Array.fromBase64(base64)], { type: 'image/png' }));
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height).getContext('2d');
  canvas.drawImage(bitmap, 0, 0);
  return { width, height, rgba: new Uint8Array(canvas.getImageData(0, 0, width, height).data.buffer).toBase64() };
}`;

/** Gives every new reference a palette. */
async function shrink(): Promise<void> {
  await using browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
  const page = await browser.newPage();
  for (const name of (await readdir(FOLDER)).filter((file) => file.endsWith('.png'))) {
    const file = path.join(FOLDER, name);
    const png = await readFile(file);
    if (png[COLOUR_TYPE_AT] === PALETTE) continue;
    const read = await page.evaluate<{ width: number; height: number; rgba: string }>(
      `(${READ})('${png.toString('base64')}')`,
    );
    await writeFile(file, palettePng({ ...read, rgba: Buffer.from(read.rgba, 'base64') }));
  }
}

/** The names of all scenes. Imported by its address: it is of the window, which is checked with other types. */
async function sceneNames(): Promise<string[]> {
  const { href } = pathToFileURL(inRoot('renderer', 'testing', 'scenes.ts'));
  return Object.keys(((await import(href)) as { SCENES: object }).SCENES);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { update: { type: 'boolean', default: false }, only: { type: 'string', multiple: true, default: [] } },
  });
  const scenes = await sceneNames();
  const unknown = values.only.find((scene) => !scenes.includes(scene));
  if (unknown !== undefined) {
    process.stderr.write(`There is no scene ${unknown}. Scenes: ${scenes.join(', ')}\n`);
    return 2;
  }
  if (values.update) {
    const maker = await thisMaker();
    const before = JSON.parse(await readFile(MADE_WITH, 'utf8')) as Maker;
    const same = maker.chromium === before.chromium && maker.platform === before.platform;
    if (!same && values.only.length > 0) {
      process.stderr.write('The other references are of another Chromium: renew all of them, without --only.\n');
      return 2;
    }
    if (!same) await writeFile(MADE_WITH, `${JSON.stringify(maker)}\n`);
  }
  const update = values.update ? ['--update=all'] : [];
  const only = values.only.length > 0 ? ['--testNamePattern', `\\b(${values.only.join('|')})-`] : [];
  const code = await run(process.execPath, [
    toolScript('vitest'),
    'run',
    '--project',
    'renderer',
    TESTS,
    ...update,
    ...only,
  ]);
  if (values.update) await shrink();
  return code;
}

process.exitCode = await main();
