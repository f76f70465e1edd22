import { describe, expect, it } from 'vitest';
import { ZOOMS } from '../../core/settings/zoom.ts';
import { leastSize, MIN_SIZE, sizeAt } from './window-size.ts';

describe('sizeAt', () => {
  it.each([
    [{ width: 440, height: 680 }, 1, { width: 440, height: 680 }],
    [{ width: 440, height: 680 }, 1.25, { width: 440, height: 680 }],
    [{ width: 440, height: 680 }, 1.5, { width: 510, height: 680 }],
    [{ width: 440, height: 680 }, 2, { width: 680, height: 800 }],
    [{ width: 900, height: 900 }, 2, { width: 900, height: 900 }],
  ])('%j at %d', (size, zoom, grown) => {
    expect(sizeAt(size, zoom)).toEqual(grown);
  });

  it.each(ZOOMS)('never leaves the page less room than at 1: %d', (zoom) => {
    const { width, height } = sizeAt(MIN_SIZE, zoom);
    expect(width / zoom).toBeGreaterThanOrEqual(MIN_SIZE.width);
    expect(height / zoom).toBeGreaterThanOrEqual(MIN_SIZE.height);
  });
});

describe('leastSize', () => {
  it.each([
    [{ width: 800, height: 900 }, 1, { width: 340, height: 400 }],
    [{ width: 800, height: 900 }, 2, { width: 680, height: 800 }],
    [{ width: 300, height: 1000 }, 1, { width: 300, height: 400 }],
    [{ width: 640, height: 440 }, 2, { width: 640, height: 440 }],
  ])('of a window at %j, zoomed to %d', (bounds, zoom, least) => {
    expect(leastSize(bounds, zoom)).toEqual(least);
  });
});
