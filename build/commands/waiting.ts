/** Waiting for things to become as expected, until they are or a deadline passes. */
import { setTimeout } from 'node:timers/promises';
import type { ReadableStore } from '../../main/core/core.ts';
import type { AppError } from '../../main/core/result.ts';
import type { State } from '../../main/core/store/state.ts';

/**
 * Resolves with what `look` found as soon as it finds something in the state. Fails when the deadline passes, and at
 * once when the session has ended for good, as then nothing more will come.
 */
export function waitForState<T>(
  store: ReadableStore,
  what: string,
  look: (state: State) => T | null | undefined | false,
  deadline: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let unsubscribe: () => void = () => undefined;
    const settle = (done: () => void): void => {
      unsubscribe();
      deadline.removeEventListener('abort', onDeadline);
      done();
    };
    const onDeadline = (): void =>
      settle(() => reject(new Error(`waited in vain for ${what}; the session is ${store.state.connection.phase}`)));
    const check = (): boolean => {
      const found = look(store.state);
      if (found !== null && found !== undefined && found !== false) {
        settle(() => resolve(found));
        return true;
      }
      const trouble = finalTrouble(store.state);
      if (trouble === null) return false;
      settle(() => reject(new Error(`${trouble.code}: ${trouble.message}`)));
      return true;
    };
    if (deadline.aborted) return onDeadline();
    if (check()) return;
    unsubscribe = store.subscribe(check);
    deadline.addEventListener('abort', onDeadline);
  });
}

/** How often something that tells nobody of its changes is asked. */
const ASK_MS = 5;

/** Asks until the answer is something; fails when the deadline passes. For what cannot be listened to. */
export async function waitFor<T>(
  what: string,
  ask: () => T | null | undefined | false,
  deadline: AbortSignal,
): Promise<T> {
  for (;;) {
    const found = ask();
    if (found !== null && found !== undefined && found !== false) return found;
    if (deadline.aborted) throw new Error(`waited in vain for ${what}`);
    await setTimeout(ASK_MS);
  }
}

/** Why the session will not come back by itself, or null. */
function finalTrouble({ connection }: State): AppError | null {
  if (connection.phase === 'ended') return connection.reason;
  return connection.phase === 'signedOut' ? connection.error : null;
}
