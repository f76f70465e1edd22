/** Component tests in a real Chromium; the root test command takes this file as one of its projects. */
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumPath } from '../build/commands/chromium.ts';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

export default defineConfig({
  root: here('.'),
  plugins: [svelte({ configFile: false })],
  // Everything is bundled before the first test: a dependency found on the way would reload the page under a test.
  optimizeDeps: {
    entries: ['main.ts', '**/*.browser.test.ts', '**/*.svelte'],
    include: ['axe-core', 'fast-check', 'svelte/reactivity', 'vitest-browser-svelte'],
  },
  test: {
    name: 'renderer',
    include: ['**/*.browser.test.ts'],
    setupFiles: [here('../tests/support/patience.ts')],
    // A condition comes true or the test ends: how fast on a busy machine proves nothing.
    testTimeout: 60_000,
    expect: { poll: { timeout: 50_000 } },
    sequence: { groupOrder: 2 },
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      viewport: { width: 400, height: 640 },
      provider: playwright({
        launchOptions: {
          executablePath: chromiumPath(),
          args: [
            '--no-sandbox',
            '--disable-gpu',
            '--disable-background-networking',
            // Letters and colours do not depend on how this machine's screen and fonts are set up.
            '--font-render-hinting=none',
            '--disable-lcd-text',
            '--force-color-profile=srgb',
          ],
        },
        contextOptions: { locale: 'en-US', timezoneId: 'UTC', deviceScaleFactor: 1 },
      }),
      expect: {
        toMatchScreenshot: {
          resolveScreenshotPath: ({ arg, ext }) => here(`../tests/screenshots/${arg}${ext}`),
          resolveDiffPath: ({ arg, ext }) => here(`../tests/results/screenshots/${arg}${ext}`),
          // What a letter's edge may differ by is not counted; of the rest, less than the smallest icon has.
          comparatorOptions: { threshold: 0.05, allowedMismatchedPixels: 12 },
          timeout: 50_000,
        },
      },
      instances: [{ browser: 'chromium' }],
    },
  },
});
