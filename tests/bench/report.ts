/** What the figures say: targets missed, moves against the baseline, and the texts that are printed. Pure. */
import type { Figure } from './figure.ts';

/** A figure with its verdict. */
export interface Judged extends Figure {
  /** Null: there is no target, or nothing was measured. */
  readonly ok: boolean | null;
}

/** A figure that is no longer what it was. */
export interface Move {
  readonly name: string;
  /** New value by old value; Infinity where the old one was nought. */
  readonly ratio: number;
}

/** The values of an earlier run by the names of their figures. */
export type Baseline = Readonly<Record<string, number>>;

/** A move by less than this share is noise. */
const NOISE = 0.2;

export function judge(figure: Figure): Judged {
  const { value, target } = figure;
  return { ...figure, ok: value === null || target === null ? null : value <= target };
}

/** Which figures moved by more than a fifth, up or down. Figures without an earlier value have not moved. */
export function moves(figures: readonly Figure[], baseline: Baseline): Move[] {
  return figures.flatMap(({ name, value }) => {
    const before = baseline[name];
    if (before === undefined || value === null || value === before) return [];
    const ratio = before === 0 ? Infinity : value / before;
    return Math.abs(ratio - 1) > NOISE ? [{ name, ratio }] : [];
  });
}

/** The baseline with the new values; figures that were not measured now keep theirs. */
export function mergedBaseline(figures: readonly Figure[], baseline: Baseline): Baseline {
  const measured = figures.flatMap(({ name, value }) => (value === null ? [] : [[name, value] as const]));
  const all = { ...baseline, ...Object.fromEntries(measured) };
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** One line of the table. */
export function row({ name, value, unit, target, note, ok }: Judged): string {
  const verdict = ok === null ? '' : ok ? 'ok' : 'MISSED';
  const measured = value === null ? 'not measured' : `${value} ${unit}`;
  const cells = [name.padEnd(58), measured.padStart(18), target === null ? '' : `at most ${target}`, verdict];
  const line = `${cells[0]} ${cells[1]}  ${cells[2]?.padEnd(14)} ${cells[3]?.padEnd(7)}`;
  return `${line}${note ?? ''}`.trimEnd();
}

/** The text of `--json`. */
export function json(figures: readonly Judged[]): string {
  const shown = figures.map(({ name, value, unit, target, ok }) => ({ name, value, unit, target, ok }));
  return JSON.stringify({ figures: shown }, null, 2);
}
