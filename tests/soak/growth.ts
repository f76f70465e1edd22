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
  if (xx === 0 || free < 1) return { slope: 0, error: Infinity };
  const slope = sum(centred.map(({ x, y }) => x * y)) / xx;
  const rest = sum(centred.map(({ x, y }) => (y - slope * x) ** 2));
  return { slope, error: Math.sqrt(rest / free / xx) };
}

/** What a figure may do. */
export interface Bounds {
  /** No day's value is larger. */
  readonly cap: number;
  /** A slope below this is no growth, however sure it is (a day). */
  readonly slack: number;
}

/** A slope counts only where it stands out of its own noise this many times. */
const SURE = 3;

/** What is wrong with a figure, in words; null: it does not grow. */
export function judge(name: string, points: readonly Point[], { cap, slack }: Bounds): string | null {
  const most = Math.max(...points.map(({ value }) => value));
  if (most > cap) return `${name} came to ${most}, more than ${cap}`;
  const whole = fit(points.map((point) => ({ ...point, run: 0 })));
  const within = fit(points);
  for (const { slope, error } of [whole, within]) {
    if (slope > slack && slope - SURE * error > 0) {
      return `${name} grows by ${slope.toFixed(1)} a day (standard error ${error.toFixed(1)})`;
    }
  }
  return null;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
