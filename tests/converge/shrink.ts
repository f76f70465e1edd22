/** A failing run cut down to the steps that matter. */
import { run } from './run.ts';
import type { Step } from './steps.ts';

/** The shortest list found that still fails: halves go first, then quarters, down to single steps. */
export async function shrink(seed: number, steps: readonly Step[]): Promise<readonly Step[]> {
  let left = steps;
  for (let size = Math.ceil(left.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < left.length;) {
      const less = [...left.slice(0, at), ...left.slice(at + size)];
      const { wrong } = await run(seed, less);
      if (wrong.length > 0) left = less;
      else at += size;
    }
  }
  return left;
}
