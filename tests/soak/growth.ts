/** Judges whether a figure that was taken once a day grows. Pure. */

/** One figure of one day. */
export interface Point {
  readonly day: number;
  readonly value: number;
  /** Which start of the app it belongs to: a start may change the level, growth within a run counts all the same. */
  readonly run: number;
}

export interface Fit {
  /** Growth a day, by least squares with a level of its own for each run. */
  readonly slope: number;
  /** Standard error of the slope; Infinity where there are too few points to tell. */
  readonly error: number;
  /** Points beyond those that slope and levels take: what the error itself is estimated from. */
  readonly free: number;
}

/** The common slope within the runs. */
export function fit(points: readonly Point[]): Fit {
  const runs = Map.groupBy(points, ({ run }) => run);
  const centred = [...runs.values()].flatMap((of) => {
    const day = mean(of.map((point) => point.day));
    const value = mean(of.map((point) => point.value));
    return of.map((point) => ({ x: point.day - day, y: point.value - value }));
  });
  const xx = sum(centred.map(({ x }) => x * x));
  const free = points.length - runs.size - 1;
  if (xx === 0 || free < 1) return { slope: 0, error: Infinity, free: 0 };
  const slope = sum(centred.map(({ x, y }) => x * y)) / xx;
  const rest = sum(centred.map(({ x, y }) => (y - slope * x) ** 2));
  return { slope, error: Math.sqrt(rest / free / xx), free };
}

/** What a figure may do. */
export interface Bounds {
  /** No day's value is larger. */
  readonly cap: number;
  /** A slope below this is no growth, however sure it is (a day). */
  readonly slack: number;
  /** The figure goes up and down by itself, where a count of what is held stays the same. */
  readonly varies: boolean;
}

/** A slope counts only where it stands out of its own noise this many times. */
const SURE = 3;
/**
 * From few points the noise is a guess as well. Student's t for the same certainty as 3 with many points (1 in 740), by
 * how many points are free, from 1 on.
 */
const SURE_OF_FEW = [235.8, 19.21, 9.22, 6.62, 5.51, 4.91, 4.53, 4.28, 4.1, 3.96];

/** What is wrong with a figure, in words; null: it does not grow. */
export function judge(name: string, points: readonly Point[], bounds: Bounds): string | null {
  const most = Math.max(...points.map(({ value }) => value));
  if (most > bounds.cap) return `${name} came to ${most}, more than ${bounds.cap}`;
  for (const found of fits(points)) {
    if (found.slope > leastFound(found, bounds)) {
      return `${name} grows by ${found.slope.toFixed(1)} a day (standard error ${found.error.toFixed(1)})`;
    }
  }
  return null;
}

/** The growth a day from which on `judge` finds it in points that scatter like these; Infinity: too few to tell. */
export function leastGrowth(points: readonly Point[], bounds: Bounds): number {
  return Math.min(...fits(points).map((found) => leastFound(found, bounds)));
}

/** Once with one level for all, once with a level for each run. */
function fits(points: readonly Point[]): Fit[] {
  return [fit(points.map((point) => ({ ...point, run: 0 }))), fit(points)];
}

function leastFound({ error, free }: Fit, { slack, varies }: Bounds): number {
  // Beyond the table 3 + 9.6 / free is never below Student's t.
  const times = varies ? (SURE_OF_FEW[free - 1] ?? 3 + 9.6 / free) : SURE;
  return Math.max(slack, times * error);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
