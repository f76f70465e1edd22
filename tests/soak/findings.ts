/** What a soak proves: nothing that is written down in the evening grows from the second day on. */
import { HISTORY_LIMIT } from '../../main/core/store/reduce.ts';
import { judge, leastGrowth, type Bounds, type Point } from './growth.ts';
import type { Evening } from './run.ts';

const MEGABYTE = 1024 * 1024;
/** How far the heap may rise above the first evening's, whatever the slope says. */
const HEAP_RISE = 8 * MEGABYTE;
/** A run that would not find a leak of so many bytes a day is too short to judge the heap. */
const HEAP_LEAK = 20 * 1024;

interface Figure {
  readonly name: string;
  readonly of: (evening: Evening) => number;
  readonly bounds: (first: Evening) => Bounds;
}

const count = (name: string, of: Figure['of'], cap: number): Figure => ({
  name,
  of,
  bounds: () => ({ cap, slack: 0, varies: false }),
});

const HEAP: Figure = {
  name: 'heap',
  of: ({ heap }) => heap,
  // Eight bytes for each of the thousand requests of a day: less than any leak by request or event.
  bounds: ({ heap }) => ({ cap: heap + HEAP_RISE, slack: 8 * 1024, varies: true }),
};

const FIGURES: readonly Figure[] = [
  HEAP,
  count('timers', ({ timers }) => timers, 12),
  count('listeners', ({ listeners }) => listeners, 24),
  count('open requests', ({ requests }) => requests, 1),
  count('history', ({ history }) => history, HISTORY_LIMIT),
  count('documents', ({ documents }) => documents, 4),
  {
    name: 'bytes on disk',
    of: ({ documentBytes }) => documentBytes,
    bounds: () => ({ cap: MEGABYTE / 2, slack: 200, varies: true }),
  },
  // Days are not alike, but a request leaves as many lines on the last as on the second.
  {
    name: 'log lines per request',
    of: ({ lines, sent }) => lines / sent,
    bounds: () => ({ cap: 2, slack: 0.01, varies: true }),
  },
];

/** What grows, in words; none when nothing does. The first evening is only looked back to. */
export function growth(evenings: readonly Evening[]): string[] {
  const [first] = evenings;
  if (!first || evenings.length === 1) return [];
  return FIGURES.flatMap(({ name, of, bounds }) => judge(name, pointsOf(of, evenings), bounds(first)) ?? []);
}

/** The least leak (bytes a day) that would have been found, and whether that is little enough to trust the heap. */
export function leastLeak(evenings: readonly Evening[]): { readonly bytes: number; readonly isEnough: boolean } {
  const [first] = evenings;
  const bytes = first ? leastGrowth(pointsOf(HEAP.of, evenings), HEAP.bounds(first)) : Infinity;
  return { bytes, isEnough: bytes <= HEAP_LEAK };
}

function pointsOf(of: Figure['of'], evenings: readonly Evening[]): Point[] {
  return evenings.slice(1).map((evening) => ({ day: evening.day, run: evening.run, value: of(evening) }));
}
