/** Named steps, one after the other, each timed; after the first that fails the others are not tried. */

export interface StepResult {
  name: string;
  ok: boolean;
  /** How long it took, in whole milliseconds. */
  ms: number;
  detail: string;
}

type Outcome = Pick<StepResult, 'ok' | 'detail'>;

/** What a step does; it answers with what it saw, in words, and throws when it did not happen. */
export interface Step {
  name: string;
  work: () => Promise<string>;
}

/** Runs the steps. `now`: milliseconds; `told` hears of each result at once. */
export async function runSteps(
  steps: readonly Step[],
  now: () => number,
  told: (result: StepResult) => void,
): Promise<StepResult[]> {
  const results: StepResult[] = [];
  let broken = false;
  for (const { name, work } of steps) {
    const from = now();
    const outcome: Outcome = broken ? { ok: false, detail: 'not tried' } : await attempt(work);
    broken = !outcome.ok;
    const step = { name, ms: Math.round(now() - from), ...outcome };
    results.push(step);
    told(step);
  }
  return results;
}

async function attempt(work: Step['work']): Promise<Outcome> {
  try {
    return { ok: true, detail: await work() };
  } catch (reason) {
    return { ok: false, detail: reason instanceof Error ? reason.message : String(reason) };
  }
}
