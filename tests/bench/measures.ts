/** All measurements by the names that `--only` takes. Each is loaded only in the process that runs it. */
import type { Measure } from './figure.ts';

export const MEASURES: Readonly<Record<string, () => Promise<{ readonly measure: Measure }>>> = {
  bundles: () => import('./bundles.ts'),
};
