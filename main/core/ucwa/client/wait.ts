/** Waiting by the clock port, and giving up by a signal. */
import type { Clock } from '../../ports.ts';

/** Resolves after `ms` milliseconds, or at once when the signal aborts. */
export function wait(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve();
      return;
    }
    const done = (): void => {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.setTimer(ms, done);
    signal?.addEventListener('abort', done);
  });
}

/** The promise's value, or what `otherwise` gives as soon as the signal aborts. The work itself goes on. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined, otherwise: () => T): Promise<T> {
  if (signal === undefined) return work;
  if (signal.aborted) return Promise.resolve(otherwise());
  return new Promise((resolve, reject) => {
    const onAbort = (): void => resolve(otherwise());
    signal.addEventListener('abort', onAbort, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
