/** Builds the window: plain files beside index.html, nothing inline, so that the strictest CSP holds. */
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [svelte()],
  build: {
    outDir: fileURLToPath(new URL('../out/renderer', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    sourcemap: false,
    // Whose code is inside; build/packaging/licences.ts makes the text of it.
    license: { fileName: '.vite/licences.json' },
    target: 'chrome140',
  },
});
