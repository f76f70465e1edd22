/** What each state has under way, and what changes when one state follows another. */
import type { Application } from './application.ts';
import type { Channel, Effect, Job, Machine, Run, State, Timer } from './state.ts';

/** Everything that goes on while this is the state. Of each kind but timers there is one at most. */
export function jobsOf(state: State): readonly Job[] {
  switch (state.kind) {
    case 'signingIn':
      return [{ kind: 'signIn', run: state.run }];
    case 'waiting':
      return [timer(state.timer)];
    case 'connecting':
      return [{ kind: 'application', run: state.run, server: state.server, freshIdentity: state.freshIdentity }];
    case 'attaching': {
      const { living, channel, reading } = state;
      return [
        ...jobsOfChannel(state, channel),
        reading.kind === 'reading'
          ? { kind: 'attach', run: reading.run, living, which: reading.which }
          : timer(reading.timer),
      ];
    }
    case 'live':
      return jobsOfChannel(state, state.channel);
    case 'leaving': {
      const { farewell } = state;
      return farewell.kind === 'application'
        ? [farewell].map(({ run, application }): Job => ({ kind: 'farewell', run, application }))
        : [timer(farewell.timer)];
    }
    default:
      return [];
  }
}

/** Whether somebody waits for what this job reports. */
export function isAwaited(run: Run, state: State): boolean {
  // Given up, but its answer tells whether there is something to delete.
  return has(jobsOf(state), run) || (state.kind === 'leaving' && state.farewell.run === run);
}

/**
 * What is to be done when `after` follows `before`: what nobody wants any more is given up first, then the new is
 * begun, then everybody is told. So the next poll is parked before an event is processed (PROTOCOL 7.2).
 * `over`: the job that came to its end by itself.
 */
export function effectsBetween(before: Machine, after: Machine, told: readonly Effect[], over: Run | null): Effect[] {
  const were = running(before.state);
  const are = running(after.state);
  const given = applicationOf(before.state);
  const effects: Effect[] = [];
  for (const { run } of were) if (run !== over && !has(are, run)) effects.push({ kind: 'abort', run });
  if (given !== null && given !== applicationOf(after.state)) effects.push({ kind: 'onLive', application: null });
  for (const job of are) if (!has(were, job.run)) effects.push({ kind: 'begin', job });
  if (before.connection !== after.connection) effects.push({ kind: 'publish', connection: after.connection });
  effects.push(...told);
  return effects;
}

function has(jobs: readonly Job[], run: Run): boolean {
  return jobs.some((job) => job.run === run);
}

/** The application that features may work with in this state. */
function applicationOf(state: State): Application | null {
  return state.kind === 'attaching' || state.kind === 'live' ? state.living.application : null;
}

/** An application goes on from the request that makes it until it is left. */
function running(state: State): readonly Job[] {
  const jobs = jobsOf(state);
  if (state.kind !== 'attaching' && state.kind !== 'live') return jobs;
  const { run, server } = state.living;
  return [...jobs, { kind: 'application', run, server, freshIdentity: false }];
}

function jobsOfChannel({ living }: Extract<State, { kind: 'attaching' | 'live' }>, channel: Channel): Job[] {
  switch (channel.kind) {
    case 'polling': {
      const { run, href, withParameters, proof } = channel;
      return [{ kind: 'poll', run, living, href, withParameters }, ...(proof === null ? [] : [timer(proof)])];
    }
    case 'checking':
      return [{ kind: 'check', run: channel.run, living }];
    case 'resting':
      return [timer(channel.timer)];
    default:
      return channel satisfies never;
  }
}

function timer({ run, setAt, dueAt }: Timer): Job {
  return { kind: 'timer', run, ms: dueAt - setAt };
}
