/** One measurement in a process of its own, so that no other one's heap, caches or compiled code touch it. */
import { MEASURES } from './measures.ts';

const load = MEASURES[process.argv[2] ?? ''];
if (!load) throw new Error('started without the name of a measurement');
const measure = await load();
const figures = await measure();
// What a measurement left open must not hold the process.
process.send?.(figures, () => process.exit(0));
