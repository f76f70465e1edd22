/** Tells window and log what the organisation has laid down, at the start and when it changes. */
import type { Logger } from '../ports.ts';
import { appError } from '../result.ts';
import { set, type Action } from '../store/actions.ts';
import { sameValue } from '../store/draft.ts';
import type { PolicyStatus, Settings } from '../store/state.ts';
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
  logProblems(policy.problems ?? [], logger);
  if (policy.unreadable === true) store.dispatch(UNREADABLE);
}

/** A policy that may be replaced; who reads it when it counts goes by what holds then. */
export type PolicyInForce = { -readonly [K in keyof Policy]: Policy[K] };

/**
 * Puts `next` in the place of the policy in force. Settings follow at once, in one update and only if one of them is
 * another; what is said of signing in holds from the next sign-in on. False: nothing changed.
 * @param manage the settings as they are with these of the organisation, the others as the user chose them
 */
export function changePolicy(
  inForce: PolicyInForce,
  next: Policy,
  { store, logger, manage }: { store: Store; logger: Logger; manage: (settings: ManagedSettings) => Settings },
): boolean {
  if (sameValue(inForce, next)) return false;
  const { problems: known = [], unreadable: wasUnreadable = false } = inForce;
  for (const name of Object.keys(inForce)) Reflect.deleteProperty(inForce, name);
  Object.assign(inForce, next);
  const settings = manage(next.settings ?? {});
  const actions: Action[] = [set('policy', statusOf(next))];
  if (!sameValue(settings, store.state.settings)) actions.push(set('settings', settings));
  if (next.unreadable === true && !wasUnreadable) actions.push(UNREADABLE);
  if (next.unreadable !== true && store.state.notice?.code === 'policy.unreadable') actions.push(set('notice', null));
  store.dispatch(...actions);
  logger.log('info', 'The policies of the organisation changed');
  logProblems(
    (next.problems ?? []).filter((problem) => !known.includes(problem)),
    logger,
  );
  return true;
}

const UNREADABLE = set(
  'notice',
  appError(
    'policy.unreadable',
    'The policies of your organisation cannot be read. Until they can, signing in is not possible.',
  ),
);

function logProblems(problems: readonly string[], logger: Logger): void {
  for (const problem of problems) logger.log('warn', `policy: ${problem}`);
}
