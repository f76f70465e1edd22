/** Sums up several runs of the same thing. Pure. */

/** The value below which half of the others lie. Throws a RangeError where there is none. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The smallest value that at least this share (0 to 1) of the values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('nothing was measured');
  return value;
}

/** Rounded to three significant digits, which is more than a measurement of time is good for. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
