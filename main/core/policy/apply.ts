/** Tells window and log what the organisation has laid down. */
import type { Logger } from '../ports.ts';
import { appError } from '../result.ts';
import { set } from '../store/actions.ts';
import type { PolicyStatus } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import type { ManagedSettings, Policy } from './policy.ts';

/** What the window and the commands need of a policy. */
export function statusOf({ settings = {}, server, problems = [] }: Policy): PolicyStatus {
  return {
    managed: Object.keys(settings) as (keyof ManagedSettings)[],
    server: server === undefined ? null : { url: server },
    problems,
  };
}

/** Puts the policy into the store, its problems into the log, and tells the user what keeps him from signing in. */
export function applyPolicy(policy: Policy, store: Store, logger: Logger): void {
  store.dispatch(set('policy', statusOf(policy)));
  for (const problem of policy.problems ?? []) logger.log('warn', `policy: ${problem}`);
  if (policy.unreadable !== true) return;
  const message = 'The policies of your organisation cannot be read. Until they can, signing in is not possible.';
  store.dispatch(set('notice', appError('policy.unreadable', message)));
}
