/** How large the window shows everything. Pure. */
import type { Settings } from '../store/state.ts';

type Zoom = Settings['zoom'];

/** From as designed to twice as large, which WCAG 1.4.4 asks for. */
export const ZOOMS: readonly Zoom[] = [1, 1.1, 1.25, 1.5, 1.75, 2];

/** `reset`: back to as designed. */
export type ZoomStep = 'in' | 'out' | 'reset';

/** The size one step on; there is none beyond the first and the last. */
export function stepZoom(zoom: Zoom, step: ZoomStep): Zoom {
  if (step === 'reset') return 1;
  return ZOOMS[ZOOMS.indexOf(zoom) + (step === 'in' ? 1 : -1)] ?? zoom;
}
