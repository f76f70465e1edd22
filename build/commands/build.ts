/** `npm run build`: builds window, preload script and main process into out/. */
import { BUNDLES, build } from './bundles.ts';

process.exitCode = (await build(BUNDLES)) ? 0 : 1;
