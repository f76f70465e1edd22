/** Component tests in a real Chromium; the root test command takes this file as one of its projects. */
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumPath } from '../build/commands/chromium.ts';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [svelte({ configFile: false })],
  // Everything is bundled before the first test: a dependency found on the way would reload the page under a test.
  optimizeDeps: {
    entries: ['main.ts', '**/*.browser.test.ts', '**/*.svelte'],
    include: ['axe-core', 'fast-check', 'svelte/reactivity', 'vitest-browser-svelte'],
  },
  test: {
    name: 'renderer',
    include: ['**/*.browser.test.ts'],
    setupFiles: [fileURLToPath(new URL('../tests/support/patience.ts', import.meta.url))],
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
          args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
        },
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
});
