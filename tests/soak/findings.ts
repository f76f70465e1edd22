/** What a soak proves: nothing that is written down in the evening grows from the second day on. */
import { HISTORY_LIMIT } from '../../main/core/store/reduce.ts';
import { judge, type Bounds, type Point } from './growth.ts';
import type { Evening } from './run.ts';

const MEGABYTE = 1024 * 1024;
/** How far the heap may rise above the first evening's, whatever the slope says. */
const HEAP_RISE = 8 * MEGABYTE;

interface Figure {
  readonly name: string;
  readonly of: (evening: Evening) => number;
  readonly bounds: (first: Evening) => Bounds;
}

const count = (name: string, of: Figure['of'], cap: number): Figure => ({
  name,
  of,
  bounds: () => ({ cap, slack: 0 }),
});

const FIGURES: readonly Figure[] = [
  // Thirty bytes for each of the thousand and more requests of a day: less than any leak by request or event.
  { name: 'heap', of: ({ heap }) => heap, bounds: ({ heap }) => ({ cap: heap + HEAP_RISE, slack: 30 * 1024 }) },
  count('timers', ({ timers }) => timers, 12),
  count('listeners', ({ listeners }) => listeners, 24),
  count('open requests', ({ requests }) => requests, 1),
  count('history', ({ history }) => history, HISTORY_LIMIT),
  count('documents', ({ documents }) => documents, 4),
  {
    name: 'bytes on disk',
    of: ({ documentBytes }) => documentBytes,
    bounds: () => ({ cap: MEGABYTE / 2, slack: 200 }),
  },
  // Days are not alike, but a request leaves as many lines on the last as on the second.
  { name: 'log lines per request', of: ({ lines, sent }) => lines / sent, bounds: () => ({ cap: 2, slack: 0.01 }) },
];

/** What grows, in words; none when nothing does. The first evening is only looked back to. */
export function growth(evenings: readonly Evening[]): string[] {
  const [first, ...later] = evenings;
  if (!first || later.length === 0) return [];
  return FIGURES.flatMap(({ name, of, bounds }) => {
    const points = later.map((evening): Point => ({ day: evening.day, run: evening.run, value: of(evening) }));
    return judge(name, points, bounds(first)) ?? [];
  });
}
