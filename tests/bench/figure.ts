/** What a measurement hands to the runner. */

/** One number. All targets are upper bounds: smaller is better. */
export interface Figure {
  /** Unique in the suite; the key in `baseline.json`. */
  readonly name: string;
  /** Null: it cannot be measured on this machine, and `note` says why. */
  readonly value: number | null;
  readonly unit: string;
  /** The value may be at most this; null: it is only printed. */
  readonly target: number | null;
  /** One line beside the number: the formula behind a count, the parts of a sum. */
  readonly note?: string;
}

/** What each file of a measurement exports as `measure`. It runs in a Node process of its own, with `--expose-gc`. */
export type Measure = () => Promise<readonly Figure[]>;
