import { expect, test } from 'vitest';
import { stepZoom, ZOOMS, type ZoomStep } from './zoom.ts';

test('steps from each size to the next and back, and stays at both ends', () => {
  const walk = (step: ZoomStep, from: (typeof ZOOMS)[number]) => {
    const seen = [from];
    while (seen.length <= ZOOMS.length) seen.push(stepZoom(seen.at(-1)!, step));
    return seen;
  };
  expect(walk('in', 1)).toEqual([1, 1.1, 1.25, 1.5, 1.75, 2, 2]);
  expect(walk('out', 2)).toEqual([2, 1.75, 1.5, 1.25, 1.1, 1, 1]);
});

test.each(ZOOMS)('goes back from %d to as designed', (zoom) => {
  expect(stepZoom(zoom, 'reset')).toBe(1);
});
