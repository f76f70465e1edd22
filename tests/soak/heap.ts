/** The memory that is really in use. */
import { setImmediate as turn } from 'node:timers/promises';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Where the engine keeps machine code, which it makes and throws away by its own lights. */
const CODE = /^(code|trusted)_/;
/**
 * For each shape of objects the engine remembers the optimized code that rests on it, among the objects of the program:
 * 100 KB in the first days, and more for weeks. Without optimized code there is nothing to remember.
 */
for (const flag of ['--no-opt', '--no-maglev', '--no-sparkplug']) setFlagsFromString(flag);

let collect: ((options: object) => void) | null = null;

/** Bytes of all objects after everything that can go is gone; the engine's code is left out. */
export async function heapInUse(): Promise<number> {
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as typeof collect;
  }
  let least = Infinity;
  // What one collection sets free, such as finalized references, lets another free more.
  for (let round = 0; round < 4; round += 1) {
    await turn();
    collect?.({ type: 'major', flavor: 'last-resort' });
    least = Math.min(least, bytes());
  }
  return least;
}

function bytes(): number {
  const spaces = getHeapSpaceStatistics().filter(({ space_name: name }) => !CODE.test(name));
  return spaces.reduce((sum, { space_used_size: used }) => sum + used, 0);
}
