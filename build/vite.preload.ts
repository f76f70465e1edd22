/** Bundles the preload script into one CommonJS file: `vite build -c build/vite.preload.ts`. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

export default defineConfig({
  root: here('..'),
  logLevel: 'warn',
  publicDir: false,
  build: {
    // A sandboxed preload script must be CommonJS and may require `electron` only.
    lib: { entry: here('../preload/index.ts'), formats: ['cjs'], fileName: () => 'index.cjs' },
    rolldownOptions: { external: ['electron'] },
    outDir: here('../out/preload'),
    emptyOutDir: true,
    target: 'chrome140',
    minify: 'oxc',
    // Whose code is inside; build/packaging/licences.ts makes the text of it.
    license: { fileName: '.vite/licences.json' },
    reportCompressedSize: false,
  },
});
