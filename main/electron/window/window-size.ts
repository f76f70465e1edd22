/** How large the window must be for what it shows, at each zoom. In device-independent pixels. Pure. */

/** A page smaller than this cannot be used. */
export const MIN_SIZE = { width: 340, height: 400 };

type Size = { width: number; height: number };

/** A window of this size, as large as it must be at this zoom: the page keeps the room that it has at 1 at least. */
export function sizeAt(size: Size, zoom: number): Size {
  return {
    width: Math.max(size.width, Math.ceil(MIN_SIZE.width * zoom)),
    height: Math.max(size.height, Math.ceil(MIN_SIZE.height * zoom)),
  };
}

/** How small the user may make a window that stands at `bounds`: a small display has less room than the page needs. */
export function leastSize(bounds: Size, zoom: number): Size {
  const needed = sizeAt(MIN_SIZE, zoom);
  return { width: Math.min(needed.width, bounds.width), height: Math.min(needed.height, bounds.height) };
}
