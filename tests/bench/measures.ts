/** All measurements by the names that `--only` takes. Each is loaded only in the process that runs it. */
import type { Measure } from './figure.ts';

export const MEASURES: Readonly<Record<string, () => Promise<{ readonly measure: Measure }>>> = {
  'start-requests': () => import('./start-requests.ts'),
  'list-requests': () => import('./list-requests.ts'),
  'storm-requests': () => import('./storm-requests.ts'),
  rest: () => import('./rest.ts'),
  pipeline: () => import('./pipeline.ts'),
  'patch-bytes': () => import('./patch-bytes.ts'),
  snapshot: () => import('./snapshot.ts'),
  heap: () => import('./heap.ts'),
  'renderer-list': () => import('./renderer-list.ts'),
  'window-change': () => import('./window-change.ts'),
  'host-start': () => import('./host-start.ts'),
  electron: () => import('./electron.ts'),
  bundles: () => import('./bundles.ts'),
};
