/** Size and place of the window as the user left it: the document `window`. Pure. */
import { MIN_SIZE } from './window-size.ts';

/** No desktop is larger, and no coordinate further out. */
const LARGEST = 32_767;
/** Systems move a window by some pixels of their own when they show or scale it; the user moves it further. */
const SLACK = 16;

export interface WindowMemory {
  /** Null: never resized. */
  readonly size: { readonly width: number; readonly height: number } | null;
  /** Top left corner; null: never moved, so the window opens at the tray icon. */
  readonly place: { readonly x: number; readonly y: number } | null;
}

/** Reads the document; what is missing or makes no sense counts as never done. */
export function readWindowMemory(stored: unknown): WindowMemory {
  const { size, place } = (stored ?? {}) as { size?: Partial<Electron.Size>; place?: Partial<Electron.Point> };
  const width = numberIn(size?.width, MIN_SIZE.width);
  const height = numberIn(size?.height, MIN_SIZE.height);
  const x = numberIn(place?.x, -LARGEST);
  const y = numberIn(place?.y, -LARGEST);
  return {
    size: width === null || height === null ? null : { width, height },
    place: x === null || y === null ? null : { x, y },
  };
}

/**
 * What is to be remembered after the window came from `before`, where the app put it, to `now`; null: the user changed
 * nothing. `knowsPlace`: the system tells where windows are, which Wayland does not.
 */
export function changedByUser(
  before: Electron.Rectangle,
  now: Electron.Rectangle,
  knowsPlace: boolean,
): Partial<WindowMemory> | null {
  const isFar = (a: number, b: number): boolean => Math.abs(a - b) > SLACK;
  const isResized = isFar(before.width, now.width) || isFar(before.height, now.height);
  const isMoved = knowsPlace && (isFar(before.x, now.x) || isFar(before.y, now.y));
  if (!isResized && !isMoved) return null;
  return {
    ...(isResized ? { size: { width: now.width, height: now.height } } : {}),
    ...(isMoved ? { place: { x: now.x, y: now.y } } : {}),
  };
}

function numberIn(value: unknown, least: number): number | null {
  return typeof value === 'number' && value >= least && value <= LARGEST ? Math.round(value) : null;
}
