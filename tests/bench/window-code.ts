/** Code of the window, bundled so that it runs by itself. */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';
import { inRoot } from '../../build/commands/tools.ts';

/** The module as a classic script that leaves its exports in the global `name`; minified as it is shipped. */
export async function scriptOf(file: string, name: string): Promise<string> {
  const built = await build({
    configFile: false,
    root: inRoot('renderer'),
    logLevel: 'warn',
    plugins: [svelte()],
    build: { lib: { entry: inRoot(file), formats: ['iife'], name }, write: false, target: 'chrome140' },
  });
  const chunks = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  const code = chunks.flatMap((one) => (one.type === 'chunk' ? [one.code] : []));
  if (code.length !== 1) throw new Error(`${file} became ${code.length} scripts`);
  return code.join('');
}
