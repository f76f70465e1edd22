/**
 * Bundles the main process: `vite build -c build/vite.main.ts`. One ES module and, beside it, what is loaded later or
 * perhaps never (the settings' library, Microsoft sign-in, the updater), and the tray's icons.
 */
import { cpSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const outDir = here('../out/main');

/** What must never be inside the product: development's host, the simulator, tests, sources of the window. */
const FORBIDDEN = [
  /\/main\/browser(-host\.ts|\/)/,
  /\/simulator\//,
  /\/tests\//,
  /\/renderer\//,
  /\.test\.ts$/,
  /\/testing\//,
];

/** Fails the build when a module is bundled that has no business in the product. */
export function keepOut(forbidden: readonly RegExp[], root: string): Plugin {
  return {
    name: 'keep-out',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const id of chunk.moduleIds) {
          const path = id.startsWith(root) ? id.slice(root.length) : id;
          if (!path.includes('/node_modules/') && forbidden.some((pattern) => pattern.test(path))) {
            this.error(`${path} must not be part of the main process`);
          }
        }
      }
    },
  };
}

/**
 * What electron-store's base `conf` imports for options that `main/electron/settings.ts` does not have, and what of it:
 * schemas are checked by ajv, migrations compare versions. That would be more than the rest of the settings' library.
 */
export const UNUSED_BY_CONF = { 'ajv/dist/2020.js': 'Ajv2020', 'ajv-formats': 'default', semver: 'default' };

/**
 * Puts in the place of a package, where `importer` imports it, something that throws at every use and names the package.
 * Fails the build when one of them is not imported there any more. `packages`: the one export that is imported of each.
 */
export function leaveOut(packages: Readonly<Record<string, string>>, importer: RegExp): Plugin {
  const mark = '\0left-out:';
  const missing = new Set(Object.keys(packages));
  return {
    name: 'leave-out',
    enforce: 'pre',
    resolveId(source, from) {
      if (!Object.hasOwn(packages, source) || !importer.test(from ?? '')) return null;
      missing.delete(source);
      return mark + source;
    },
    load(id) {
      if (!id.startsWith(mark)) return null;
      const name = id.slice(mark.length);
      return [
        `const use = function () { throw new Error(${JSON.stringify(`${name} was left out of the bundle`)}); };`,
        'const leftOut = new Proxy(use, { get: use, apply: use, construct: use });',
        `export { leftOut as ${packages[name]} };`,
      ].join('\n');
    },
    buildEnd(error) {
      if (!error && missing.size > 0) this.error(`${[...missing].join(', ')} need not be left out any more`);
    },
  };
}

/** Copies the rendered icons that the main process shows. */
function copyIcons(): Plugin {
  return {
    name: 'copy-icons',
    writeBundle({ dir }) {
      const target = dir ?? outDir;
      cpSync(here('icons/tray'), `${target}/icons/tray`, { recursive: true });
      cpSync(here('icons/png/256x256.png'), `${target}/icons/rollcall.png`);
    },
  };
}

export default defineConfig({
  root: here('..'),
  logLevel: 'warn',
  publicDir: false,
  resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
  ssr: { noExternal: true, external: ['electron', 'keytar'] },
  plugins: [keepOut(FORBIDDEN, here('..')), leaveOut(UNUSED_BY_CONF, /\/node_modules\/conf\//), copyIcons()],
  build: {
    ssr: here('../main/index.ts'),
    outDir,
    emptyOutDir: true,
    target: 'node24',
    minify: 'oxc',
    sourcemap: false,
    // Whose code is inside; build/packaging/licences.ts makes the text of it.
    license: { fileName: '.vite/licences.json' },
    reportCompressedSize: false,
    rolldownOptions: {
      external: ['electron', 'keytar', ...builtinModules, /^node:/],
      output: { format: 'es', entryFileNames: 'index.js', chunkFileNames: '[name].js' },
    },
  },
});
