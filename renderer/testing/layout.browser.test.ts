/** Every scene in each language, from right to left, and as narrow as 200 % zoom makes it, also on a small display: nothing is cut off. */
import { page } from 'vitest/browser';
import { afterEach, expect, test } from 'vitest';
import { SCENES } from './scenes.ts';
import { settled, stage } from './steps.ts';

/** What must be read whole: a name may end in an ellipsis, what the window says itself may not. */
const WHOLE = 'button, [role="tab"], h1, h2, h3, label, legend, dt, .hint, .btn, .name:not(.clip)';

afterEach(async () => {
  delete document.documentElement.dataset['theme'];
  document.documentElement.dir = 'ltr';
  await page.viewport(400, 640);
});

const isShown = (element: Element) =>
  element.checkVisibility({ visibilityProperty: true }) && !element.closest('.sr-only');

/** Words that do not fit where they stand. */
function cutOff(): string[] {
  return [...document.querySelectorAll<HTMLElement>(WHOLE)]
    .filter(isShown)
    .filter((one) => one.querySelector('.clip') === null && !one.matches('.clip'))
    .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0)
    .map((one) => `${one.tagName} ${one.textContent.trim()} (${one.scrollWidth} in ${one.clientWidth})`);
}

/** Elements that stand out of the window at a side, where no scrolling reaches them. */
function outside(): string[] {
  return [...document.querySelectorAll<HTMLElement>('body *')]
    .filter(isShown)
    .filter((one) => {
      const { left, right, width } = one.getBoundingClientRect();
      return width > 0 && (left < -1 || right > innerWidth + 1);
    })
    .map((one) => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 40)}`);
}

for (const [name, scene] of Object.entries(SCENES)) {
  test.each(['en', 'de', 'fr'] as const)(
    `${name} fits at tray size, at 320 and at 200 pixels in %s`,
    async (language) => {
      await stage(scene, { language });
      for (const width of [400, 320, 200]) {
        await page.viewport(width, 640);
        await settled();
        expect({ width, cutOff: cutOff(), outside: outside() }).toEqual({ width, cutOff: [], outside: [] });
      }
    },
  );

  test(`${name} fits from right to left`, async () => {
    await stage(scene);
    document.documentElement.dir = 'rtl';
    await settled();
    expect({ cutOff: cutOff(), outside: outside() }).toEqual({ cutOff: [], outside: [] });
  });
}

/** The narrowest window whose tabs have words under all their icons. */
test.each(['en', 'de', 'fr'] as const)('all tabs have room for their words at 360 pixels in %s', async (language) => {
  await stage(SCENES['subscriptions']!, { language });
  await page.viewport(360, 640);
  await settled();
  expect({ cutOff: cutOff(), outside: outside() }).toEqual({ cutOff: [], outside: [] });
});
