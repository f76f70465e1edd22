/** Looks for a newer version some minutes after the start and once a day, fetches it, and has it ready for the quit. */
import type { Cancel, Clock, Logger, Network, UpdateFailure, Updater } from '../ports.ts';
import { appError, fail, ok, type Result } from '../result.ts';
import { set } from '../store/actions.ts';
import type { Store } from '../store/store.ts';
import { createTimer } from '../timing/timer.ts';
import { errorOf, FIRST_CHECK_MS, mayCheck, nextCheckIn, nextStatus, type UpdateEvent } from './state.ts';

/** After the network came back: name servers and proxies take a moment (ms). */
export const BACK_ONLINE_MS = 60_000;

export interface UpdatesParts {
  store: Store;
  clock: Clock;
  network: Network;
  logger: Logger;
  /** Null: this copy of the app is not updated by itself. */
  updater: Updater | null;
}

export interface Updates {
  /** Begins to look by itself; the answer ends that. */
  start(): Cancel;
  /** Looks now. Resolves when this is known to be the newest version, when a newer one is ready, or cannot be had. */
  check(): Promise<Result<null>>;
  /** Ends the app, installs what is ready, and starts it again. */
  install(): Result<null>;
}

/** Makes the writer of the slice `update`. */
export function createUpdates({ store, clock, network, logger, updater }: UpdatesParts): Updates {
  const timer = createTimer(clock);
  let failures = 0;
  let running = false;
  /** A look fell due while there was no network. */
  let missed = false;

  if (updater !== null) store.dispatch(set('update', { phase: 'idle', checkedAt: null }));

  function tell(event: UpdateEvent): void {
    store.dispatch(set('update', nextStatus(store.state.update, event)));
  }

  function failed(failure: UpdateFailure): Result<null> {
    logger.log('warn', 'there is no update to be had', { reason: failure.reason, detail: failure.detail });
    failures += 1;
    const error = errorOf(failure);
    tell({ type: 'failed', at: clock.now(), error });
    return fail(error);
  }

  async function look(at: Updater): Promise<Result<null>> {
    tell({ type: 'checking' });
    const found = await at.check();
    if (!found.ok) return failed(found);
    const { version } = found;
    if (version !== null) {
      tell({ type: 'downloading', version, percent: 0 });
      const fetched = await at.download((percent) => {
        tell({ type: 'downloading', version, percent });
      });
      if (!fetched.ok) return failed(fetched);
    }
    failures = 0;
    tell(version === null ? { type: 'newest', at: clock.now() } : { type: 'ready', version });
    return ok(null);
  }

  async function check(): Promise<Result<null>> {
    if (updater === null) return fail(appError('validation', 'This copy of Rollcall is not updated by itself.'));
    // Under way or done already: there is nothing to begin.
    if (!mayCheck(store.state.update)) return ok(null);
    missed = false;
    timer.clear();
    const outcome = await look(updater);
    if (running && mayCheck(store.state.update)) plan(nextCheckIn(failures, clock.random()));
    return outcome;
  }

  function plan(ms: number): void {
    timer.set(ms, () => {
      if (network.online()) void check();
      else missed = true;
    });
  }

  return {
    start() {
      if (updater === null) return () => undefined;
      running = true;
      plan(FIRST_CHECK_MS);
      const stopListening = network.onChange((online) => {
        if (online && missed) plan(BACK_ONLINE_MS);
      });
      return () => {
        running = false;
        timer.clear();
        stopListening();
      };
    },
    check,
    install() {
      if (updater === null || store.state.update.phase !== 'ready') {
        return fail(appError('validation', 'There is no update to install.'));
      }
      updater.install();
      return ok(null);
    },
  };
}
