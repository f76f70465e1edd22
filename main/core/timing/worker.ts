/**
 * Runs one piece of work for many requests: never twice at a time, once more when asked during a run, and again after
 * a back-off when the run failed in a way that may pass (`passing.ts`).
 */
import type { Clock } from '../ports.ts';
import type { Result } from '../result.ts';
import { endsSession, mayPass, pauseAfter, REST_MS } from './passing.ts';
import { createSleeper } from './sleeper.ts';
import { createTimer } from './timer.ts';

export interface Worker {
  /** Asks for a run. Resolves when the work that covers this request has succeeded, given up, or been aborted. */
  request(): Promise<void>;
}

/**
 * @param work does everything that is due and says how it went; must not throw
 * @param signal ends the worker: no new run starts
 */
export function createWorker(clock: Clock, signal: AbortSignal, work: () => Promise<Result<unknown>>): Worker {
  const sleeper = createSleeper(clock);
  const rest = createTimer(clock);
  signal.addEventListener('abort', () => rest.clear());
  let asked = 0;
  let busy = false;
  let running = Promise.resolve();

  async function run(): Promise<void> {
    let failures = 0;
    rest.clear();
    for (let covered = -1; covered !== asked && !signal.aborted;) {
      covered = asked;
      const outcome = await work();
      if (outcome.ok) {
        failures = 0;
      } else if (mayPass(outcome.error) && !signal.aborted) {
        failures += 1;
        covered = -1;
        await sleeper.sleep(pauseAfter(outcome.error, failures, clock.random()), signal);
      } else if (endsSession(outcome.error) && !signal.aborted) {
        rest.set(REST_MS, () => void request());
      }
    }
    // In the same moment as the last look at `asked`: a request one turn later must find nothing running.
    busy = false;
  }

  function request(): Promise<void> {
    asked += 1;
    if (!busy) {
      busy = true;
      // One turn later, so that work which asks again while it begins finds itself running.
      running = Promise.resolve().then(run);
    }
    return running;
  }

  return { request };
}
