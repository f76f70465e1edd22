/** Work that must not overtake itself: an older answer applied after a newer one would bring the past back. */

/** Runs the work when all that came before is over, and tells its outcome. Work that fails holds nothing up. */
export type Queue = <T>(work: () => Promise<T>) => Promise<T>;

/** Makes a queue. */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => null);
    return mine;
  };
}
