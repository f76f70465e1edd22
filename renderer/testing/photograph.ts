/** The window held still for a picture: fonts of our own, one size, nothing under the mouse, nothing in motion. */
import '@fontsource/inter/400.css';
import '@fontsource/inter/500.css';
import '@fontsource/inter/600.css';
import '@fontsource/inter/700.css';
import { cdp, page, server } from 'vitest/browser';
import { expect } from 'vitest';
import madeWith from '../../tests/screenshots/made-with.json';
import { SCENES } from './scenes.ts';
import type { Shot } from './shots.ts';
import { forceColours, settled, stage } from './steps.ts';
import './still.css';

const WEIGHTS = [400, 500, 600, 700];
/** A letter of each part that the font comes in and the window needs. */
const LETTERS = 'aÄœ';

/** The window at the tray, in pixels. */
const WIDTH = 400;
const HEIGHT = 640;

/** How much of a page lies below the edge, in pixels, where no picture would show it. A tree scrolls by itself. */
function below(): number {
  const pages = [...document.querySelectorAll('#view, #app > main')];
  return Math.max(0, ...pages.map((one) => one.scrollHeight - one.clientHeight));
}

const major = Number(/Chrome\/(\d+)/.exec(navigator.userAgent)?.[1]);

/** Why pictures of this browser cannot be compared with the references, or null: each draws letters its own way. */
export const notComparable: string | null =
  major === madeWith.chromium && server.platform === madeWith.platform
    ? null
    : `made with Chromium ${madeWith.chromium} on ${madeWith.platform}, this is ${major} on ${server.platform}`;

/** Back to how every test starts. */
export async function putAway(): Promise<void> {
  delete document.documentElement.dataset['theme'];
  document.documentElement.dir = 'ltr';
  await forceColours('none');
}

/** The window as the shot wants it, ready for `toMatchScreenshot`. */
export async function pose({ scene: name, look }: Shot): Promise<void> {
  const scene = SCENES[name];
  if (scene === undefined) throw new Error(`There is no scene ${name}.`);
  await page.viewport(WIDTH, HEIGHT);
  await Promise.all(WEIGHTS.map((weight) => document.fonts.load(`${weight} 14px Inter`, LETTERS)));
  if (look.forced === true) await forceColours('active');
  await stage(scene, look);
  if (look.direction !== undefined) document.documentElement.dir = look.direction;
  // Out of the window: the last step left it on what it pressed.
  await cdp().send('Input.dispatchMouseEvent', { type: 'mouseMoved', x: -1, y: -1 });
  await expect.poll(() => document.querySelector('#app :hover')).toBeNull();
  await page.viewport(WIDTH, HEIGHT + below());
  await settled();
}
