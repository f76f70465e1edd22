/**
 * The session (ARCHITECTURE section 4): does what the machine says and tells it what came of it. Nothing is decided
 * here. It owns the connection state and nothing else; features read and write the rest.
 */
import type { Logger } from '../ports.ts';
import { appError, type AppError } from '../result.ts';
import type { Connection } from '../store/state.ts';
import type { UcwaEvent } from '../ucwa/index.ts';
import type { Application } from './application.ts';
import { newMachine, step } from './machine.ts';
import { perform, type Report, type Tools } from './perform.ts';
import type { Effect, Event, Job, Run } from './state.ts';

export interface SessionDeps extends Tools {
  readonly logger: Logger;
  setConnection(connection: Connection): void;
  /** The session became live or stopped being so. */
  onLive(application: Application | null): void;
}

export interface Session {
  /** Starts, or starts over. Returns at once. */
  start(): void;
  /** Tries again now: ends a pause, starts a session that has ended or was replaced. */
  retry(): void;
  /** The machine woke up: whatever was parked is not to be trusted. */
  wake(): void;
  /** There is a network again, or another one. */
  networkUp(): void;
  /** There is no network any more. */
  networkDown(): void;
  /** Ends the session and deletes the application (at most 2 s). */
  stop(error?: AppError | null): Promise<void>;
}

/** Reports after which their job goes on: an application lives when it is made. Everything else is over with its report. */
const GOES_ON: ReadonlySet<Event['type']> = new Set(['step', 'applicationMade', 'applicationLost']);

/** Makes the session; nothing happens before `start`. */
export function createSession(deps: SessionDeps): Session {
  const { clock, logger } = deps;
  let machine = newMachine();
  const running = new Map<Run, AbortController>();
  const events: Event[] = [];
  let busy = false;
  let stopping: (() => void)[] = [];

  /** Lets things happen one after the other, also those that effects cause at once. */
  function happen(event: Event): void {
    events.push(event);
    if (busy) return;
    busy = true;
    try {
      for (let next = events.shift(); next; next = events.shift()) {
        const taken = step(machine, next, { now: clock.now(), chance: clock.random() });
        machine = taken.machine;
        for (const effect of taken.effects) run(effect);
      }
    } finally {
      busy = false;
    }
    if (machine.state.kind === 'leaving') return;
    const over = stopping;
    stopping = [];
    for (const resolve of over) resolve();
  }

  function run(effect: Effect): void {
    switch (effect.kind) {
      case 'abort':
        running.get(effect.run)?.abort();
        running.delete(effect.run);
        return;
      case 'begin':
        return begin(effect.job);
      case 'publish':
        guarded(() => deps.setConnection(effect.connection));
        return;
      case 'onLive':
        guarded(() => deps.onLive(effect.application));
        return;
      case 'tellPackage':
        return tellPackage(effect.events);
      case 'tellQuiet':
        for (const feature of deps.features) guarded(() => feature.onQuiet?.());
        return;
      case 'tellTransientLost':
        for (const feature of deps.features) guarded(() => feature.refresh());
        return;
      case 'log':
        return logger.log(effect.level, effect.message, effect.fields);
      default:
        return effect satisfies never;
    }
  }

  function begin(job: Job): void {
    const controller = new AbortController();
    running.set(job.run, controller);
    const report: Report = (event) => {
      if (!GOES_ON.has(event.type)) running.delete(job.run);
      happen(event);
    };
    perform(job, deps, report, controller.signal).catch((thrown: unknown) => {
      logger.log('error', 'the session failed', { defect: thrown instanceof Error ? (thrown.stack ?? '') : 'unknown' });
      const message = 'Rollcall met a mistake of its own and stopped the session. Try again.';
      report({ type: 'defect', run: job.run, error: appError('internal', message) });
    });
  }

  /**
   * Tells every feature; a defect of one stops neither the channel nor the others. Events are hints, so a package that
   * a feature breaks over is told it once more, event by event: one of them costs no other (ARCHITECTURE section 2).
   */
  function tellPackage(told: readonly UcwaEvent[]): void {
    for (const feature of deps.features) {
      const whole = guarded(() => feature.onEvents(told));
      if (!whole && told.length > 1) for (const event of told) guarded(() => feature.onEvents([event]));
    }
  }

  /** Runs what others have written; true when it came to its end. */
  function guarded(work: () => void): boolean {
    try {
      work();
      return true;
    } catch (defect) {
      logger.log('error', 'a feature failed', { defect: defect instanceof Error ? defect.message : 'unknown' });
      return false;
    }
  }

  return {
    start: () => happen({ type: 'start' }),
    retry: () => happen({ type: 'retry' }),
    wake: () => happen({ type: 'wake' }),
    networkUp: () => happen({ type: 'networkUp' }),
    networkDown: () => happen({ type: 'networkDown' }),
    stop(error = null) {
      const stopped = new Promise<void>((resolve) => void stopping.push(resolve));
      happen({ type: 'stop', error });
      return stopped;
    },
  };
}
