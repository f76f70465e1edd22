/** Waiting for conditions, never for time: a test fails with what it saw when the condition does not come true. */
import type { ReadableStore } from '../../main/core/core.ts';
import type { State } from '../../main/core/store/state.ts';

const LIMIT_MS = 20_000;

/** Resolves as soon as the state fulfils the condition. */
export function untilState(store: ReadableStore, what: string, condition: (state: State) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    if (condition(store.state)) return resolve();
    const stop = store.subscribe(() => {
      if (!condition(store.state)) return;
      clearTimeout(limit);
      stop();
      resolve();
    });
    const limit = setTimeout(() => {
      stop();
      reject(new Error(`never came true: ${what}; the connection is ${JSON.stringify(store.state.connection)}`));
    }, LIMIT_MS);
  });
}

/** Asks again and again until the answer is neither null nor false. */
export async function eventually<T>(what: string, ask: () => T | null | false | Promise<T | null | false>): Promise<T> {
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`never came true: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
