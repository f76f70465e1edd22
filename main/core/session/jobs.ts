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

/** The numbers of all that may report to this state. */
export function awaited(state: State): ReadonlySet<Run> {
  const runs = new Set(jobsOf(state).map(({ run }) => run));
  // Given up, but its answer tells whether there is something to delete.
  if (state.kind === 'leaving') runs.add(state.farewell.run);
  return runs;
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
  const left = given !== null && given !== applicationOf(after.state);
  return [
    ...[...were.keys()].filter((run) => !are.has(run) && run !== over).map((run): Effect => ({ kind: 'abort', run })),
    ...(left ? [{ kind: 'onLive', application: null } as const] : []),
    ...[...are].filter(([run]) => !were.has(run)).map(([, job]): Effect => ({ kind: 'begin', job })),
    ...(before.connection === after.connection ? [] : [{ kind: 'publish', connection: after.connection } as const]),
    ...told,
  ];
}

/** The application that features may work with in this state. */
function applicationOf(state: State): Application | null {
  return state.kind === 'attaching' || state.kind === 'live' ? state.living.application : null;
}

/** An application goes on from the request that makes it until it is left. */
function running(state: State): Map<Run, Job> {
  const jobs = new Map(jobsOf(state).map((job) => [job.run, job]));
  if (state.kind !== 'attaching' && state.kind !== 'live') return jobs;
  const { run, server } = state.living;
  return jobs.set(run, { kind: 'application', run, server, freshIdentity: false });
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
