/** The trace of signing in: what was asked and answered, for the window and for a file to hand to a help desk. */
import { set } from '../store/actions.ts';
import { domainOf, type State } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import type { SignInStep } from '../ucwa/index.ts';

/** Older steps go: what led to the present state is at the end. */
export const MOST_STEPS = 100;

export interface Trace {
  /** Forgets what was noted. */
  reset(): void;
  /** Starts noting one sign-in. A step told again, by its id, takes the place of what was noted of it. */
  begin(): (step: SignInStep) => void;
}

/** Makes the writer of the slice `trace`. */
export function createTrace(store: Store): Trace {
  /** The ids of the steps in the slice, each unique to its sign-in. */
  let keys: string[] = [];
  let signIns = 0;

  return {
    reset() {
      keys = [];
      store.dispatch(set('trace', []));
    },
    begin() {
      signIns += 1;
      const mine = signIns;
      return ({ id, ...step }) => {
        const key = `${mine} ${id}`;
        const at = keys.indexOf(key);
        if (at >= 0) return store.dispatch(set('trace', store.state.trace.with(at, step)));
        keys = [...keys, key].slice(-MOST_STEPS);
        store.dispatch(set('trace', [...store.state.trace, step].slice(-MOST_STEPS)));
      };
    },
  };
}

/** The trace as the text of a file. It names the account's domain, no person. */
export function traceFile({ account, trace }: State): string {
  const steps = trace.map(({ at, ...step }) => ({ time: new Date(at).toISOString(), ...step }));
  return `${JSON.stringify({ what: 'sign-in trace', domain: account && domainOf(account.address), steps }, null, 2)}\n`;
}
