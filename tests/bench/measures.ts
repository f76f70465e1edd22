/** All measurements by the names that `--only` takes. Each is loaded only in the process that runs it. */
import type { Measure } from './figure.ts';

export const MEASURES: Readonly<Record<string, () => Promise<Measure>>> = {
  'start-requests': async () => (await import('./start-requests.ts')).measure,
  'list-requests': async () => (await import('./list-requests.ts')).measure,
  'storm-requests': async () => (await import('./storm-requests.ts')).measure,
  rest: async () => (await import('./rest.ts')).measure,
  pipeline: async () => (await import('./pipeline.ts')).measure,
  'patch-bytes': async () => (await import('./patch-bytes.ts')).measure,
  snapshot: async () => (await import('./snapshot.ts')).measure,
  heap: async () => (await import('./heap.ts')).measure,
  'renderer-list': async () => (await import('./renderer-list.ts')).measure,
  'window-change': async () => (await import('./window-change.ts')).measure,
  'host-start': async () => (await import('./host-start.ts')).measure,
  electron: async () => (await import('./electron.ts')).measure,
  bundles: async () => (await import('./bundles.ts')).measure,
};
