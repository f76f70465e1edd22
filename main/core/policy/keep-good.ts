/** Reading policies again: what a place said holds until it can be understood again. Pure. */
import type { PolicySource } from './policy.ts';

export interface GoodSources {
  readonly sources: readonly PolicySource[];
  /** Names of the places whose earlier values hold. */
  readonly kept: readonly string[];
}

/**
 * The places as they count after they were read again. One that cannot be read now, or cannot be trusted now, keeps
 * what it said when it could be; one that is gone says nothing any more.
 * @param before what counted until now
 */
export function keepGood(before: readonly PolicySource[], now: readonly PolicySource[]): GoodSources {
  const good = new Map(
    before.filter(({ values }) => typeof values === 'object').map((source) => [source.name, source]),
  );
  const isKept = ({ name, values }: PolicySource): boolean => typeof values === 'string' && good.has(name);
  return {
    sources: now.map((source) => (isKept(source) ? (good.get(source.name) ?? source) : source)),
    kept: now.filter(isKept).map(({ name }) => name),
  };
}
