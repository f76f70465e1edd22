/** `npm run browser -- ARGUMENTS`: the app in plain Node, its window a browser tab. Builds what is missing or stale first. */
import { buildStale } from './bundles.ts';
import { browserHost, runHost } from './host.ts';

process.exitCode = (await buildStale()) ? await runHost(browserHost(process.argv.slice(2))) : 1;
