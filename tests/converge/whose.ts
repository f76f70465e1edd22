/** Whose a change is told to be, against whose it was: the user alone gives groups a name that ends so. */
import type { HistoryEntry } from '../../main/core/store/state.ts';
import { OF_MINE } from './steps.ts';

/** What is told as done by others and was done by the user, in words. */
export function disowned(entry: HistoryEntry): string[] {
  const told: readonly Pick<HistoryEntry, 'by' | 'groupName'>[] =
    entry.kind === 'whileAway' ? entry.changes.filter(isNaming) : isNaming(entry) ? [entry] : [];
  return told
    .filter(({ by, groupName }) => by === 'other' && groupName?.endsWith(OF_MINE) === true)
    .map(({ groupName }) => `${groupName} was told to be the work of others`);
}

function isNaming({ kind }: Pick<HistoryEntry, 'kind'>): boolean {
  return kind === 'groupAdded' || kind === 'groupRenamed';
}
