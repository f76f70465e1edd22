/** Policies once more while the app runs: what counts of what was read, and what of it changed. */
import type { Logger } from '../ports.ts';
import { keepGood } from './keep-good.ts';
import { readPolicy, type Policy, type PolicySource } from './policy.ts';

export interface RereadParts {
  readonly logger: Logger;
  /** Reads all places; never rejects. */
  readonly read: () => Promise<readonly PolicySource[]>;
  /** What was read at the start. */
  readonly first: readonly PolicySource[];
  /** Puts a policy into force; whether it is another one is for it to see. */
  readonly change: (policy: Policy) => void;
}

/** Makes the function that reads all places again and puts into force what counts of them. One call at a time. */
export function rereadPolicies({ logger, read, first, change }: RereadParts): () => Promise<void> {
  let sources = first;
  let updates = JSON.stringify(readPolicy(first).updates);
  let troubled: readonly string[] = [];

  return async () => {
    const good = keepGood(sources, await read());
    for (const place of good.kept) {
      if (!troubled.includes(place)) logger.log('warn', 'policy: what was read before holds', { place });
    }
    troubled = good.kept;
    sources = good.sources;
    const { updates: ofUpdates, ...policy } = readPolicy(sources);
    const text = JSON.stringify(ofUpdates);
    if (text !== updates) logger.log('info', 'policy: what is said of updates holds after the next start');
    updates = text;
    change(policy);
  };
}
