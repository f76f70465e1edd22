/** What a sentence of the history is made of: an entry, or one of the changes that a summary stands for. */
import type { HistoryEntry } from '../../preload/contract/history.ts';

export type Told = Pick<HistoryEntry, 'kind' | 'by' | 'groupName' | 'from' | 'address' | 'contactName' | 'count'>;
