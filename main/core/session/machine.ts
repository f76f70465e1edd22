/**
 * The session as one machine: for every state and everything that can happen, the next state. Pure: time and
 * randomness come in, effects go out. `MACHINE` is complete by its type; README.md shows it as a diagram.
 */
import { applicationAlive, applicationLost, channelTimerFired, checkFailed, cutOff } from './channel.ts';
import { goOn, packageArrived, pollFailed, suspect } from './channel.ts';
import { courseOf, isDoubtful } from './courses.ts';
import { effectsBetween, isAwaited } from './jobs.ts';
import { isLate } from './lateness.ts';
import { made, notAttached, notMade, readOn } from './reading.ts';
import type { Attaching, Effect, Event, Live, Machine, State } from './state.ts';
import { attempt, begin, connect, end, leave, over, wait } from './transitions.ts';
import { Turn, type Moment } from './turn.ts';

export type Kind = State['kind'];
export type Type = Event['type'];
type Of<T extends { readonly kind: string }, K> = Extract<T, { readonly kind: K }>;
type EventOf<T> = Extract<Event, { readonly type: T }>;

type Handler<K, T> = (state: Of<State, K>, event: EventOf<T>, turn: Turn) => State;
/**
 * `ignored`: may happen, and on purpose nothing follows. `never`: the report of a job that this state does not have;
 * one that comes late is dropped before.
 */
type Entry<K, T> = Handler<K, T> | 'ignored' | 'never';

type Table = { readonly [K in Kind]: { readonly [T in Type]: Entry<K, T> } };

/** Reports of jobs, for states that have none of them. */
const NO_REPORTS = {
  timerFired: 'never',
  step: 'never',
  signedIn: 'never',
  signInFailed: 'never',
  applicationMade: 'never',
  applicationFailed: 'never',
  attached: 'never',
  attachFailed: 'never',
  packageArrived: 'never',
  pollFailed: 'never',
  applicationAlive: 'never',
  checkFailed: 'never',
  farewellEnded: 'never',
  defect: 'never',
  // Late news of an application that was left.
  applicationLost: 'ignored',
} as const;

const start = (state: State, _: unknown, turn: Turn): State => leave(state, { kind: 'start' }, turn);
const stop = (state: State, { error }: EventOf<'stop'>, turn: Turn): State =>
  leave(state, { kind: 'signedOut', error }, turn);
const defect = (_: State, { error }: EventOf<'defect'>, turn: Turn): State => end(error, 'endForUser', turn);

/** Nothing lives, nothing is under way; whoever asks gets a start. */
const AT_REST = {
  ...NO_REPORTS,
  start,
  stop,
  retry: start,
  wake: 'ignored',
  networkUp: 'ignored',
  networkDown: 'ignored',
  clockJumped: 'ignored',
} as const;

/** There is an application: its channel reports, and the world may make it doubtful. */
const ATTACHED = {
  ...NO_REPORTS,
  start,
  stop,
  packageArrived: (state, event, turn) => packageArrived(state, event.package, turn),
  pollFailed: (state, { error }, turn) => pollFailed(state, error, turn),
  applicationAlive: (state, _, turn) => applicationAlive(state, turn),
  checkFailed: (state, { error }, turn) => checkFailed(state, error, turn),
  networkDown: (state, _, turn) => ({ ...state, channel: cutOff(state, turn) }),
  applicationLost: (state, { application, error }, turn) =>
    state.living.application === application ? applicationLost(state, error, turn) : state,
  defect,
} satisfies { readonly [T in Type]?: Entry<'attaching' | 'live', T> };

const wakeUp = <S extends Attaching | Live>(state: S, _: unknown, turn: Turn): S =>
  readOn({ ...state, channel: suspect(state.channel, turn) }, turn);
const retryNow = <S extends Attaching | Live>(state: S, _: unknown, turn: Turn): S =>
  readOn({ ...state, channel: goOn(state.channel, turn) }, turn);

export const MACHINE: Table = {
  signedOut: AT_REST,
  signingIn: {
    ...NO_REPORTS,
    start,
    stop,
    // Under way already.
    retry: 'ignored',
    wake: 'ignored',
    networkUp: 'ignored',
    // Its requests fail by themselves.
    networkDown: 'ignored',
    clockJumped: 'ignored',
    step(state, { progress: { phase, host } }, turn) {
      if (phase !== 'connecting') turn.say({ type: 'step', phase, host });
      return state;
    },
    signedIn({ life }, { server }, turn) {
      turn.say({ type: 'signedIn' });
      return connect(life, server, 0, turn);
    },
    signInFailed(state, { error }, turn) {
      const life = { ...state.life, failures: state.life.failures + 1 };
      const course = courseOf('signIn', error, life);
      if (course === 'endForUser' || course === 'endForNow') return end(error, course, turn);
      return wait(life, error, course, { server: null, tries: 0 }, turn);
    },
    defect,
  },
  waiting: {
    ...NO_REPORTS,
    start,
    stop,
    retry: (state, _, turn) => attempt(state, turn),
    wake: (state, _, turn) => attempt(state, turn),
    networkUp: (state, _, turn) => attempt(state, turn),
    networkDown: 'ignored',
    clockJumped: (state, _, turn) => attempt(state, turn),
    timerFired: (state, _, turn) => attempt(state, turn),
  },
  connecting: {
    ...NO_REPORTS,
    start,
    stop,
    retry: 'ignored',
    wake: 'ignored',
    networkUp: 'ignored',
    networkDown: 'ignored',
    clockJumped: 'ignored',
    applicationMade: (state, { application }, turn) => made(state, application, turn),
    applicationFailed: (state, { error }, turn) => notMade(state, error, turn),
    defect,
  },
  attaching: {
    ...ATTACHED,
    retry: retryNow,
    wake: wakeUp,
    networkUp: wakeUp,
    clockJumped: wakeUp,
    timerFired(state, { run }, turn) {
      const { reading } = state;
      const ofReading = reading.kind === 'resting' && reading.timer.run === run;
      return ofReading ? readOn(state, turn) : channelTimerFired(state, turn);
    },
    attached({ life, living, channel }, _, turn) {
      turn.say({ type: 'ready' });
      turn.tell({ kind: 'onLive', application: living.application });
      return { kind: 'live', life: { ...life, settled: true }, living, channel };
    },
    attachFailed: (state, { failed, error }, turn) => notAttached(state, failed, error, turn),
  },
  live: {
    ...ATTACHED,
    retry: retryNow,
    wake: wakeUp,
    networkUp: wakeUp,
    clockJumped: wakeUp,
    timerFired: (state, _, turn) => channelTimerFired(state, turn),
  },
  leaving: {
    ...NO_REPORTS,
    start,
    stop,
    retry: start,
    wake: 'ignored',
    networkUp: 'ignored',
    networkDown: 'ignored',
    clockJumped: 'ignored',
    applicationMade: ({ then }, { application }, turn) => ({
      kind: 'leaving',
      then,
      farewell: { kind: 'application', run: turn.run(), application },
    }),
    applicationFailed: ({ then }, _, turn) => over(then, turn),
    timerFired: ({ then }, _, turn) => over(then, turn),
    farewellEnded: ({ then }, _, turn) => over(then, turn),
    defect: ({ then }, _, turn) => over(then, turn),
  },
  // Taken by another copy: only the user takes it back, with an identity of our own (PROTOCOL 4.1, 7.6).
  replaced: AT_REST,
  ended: {
    ...AT_REST,
    wake: (state, _, turn) => (state.restart === 'network' ? begin(turn) : state),
    networkUp: (state, _, turn) => (state.restart === 'network' ? begin(turn) : state),
  },
};

/** A machine to which nothing has happened yet. */
export function newMachine(): Machine {
  return {
    state: { kind: 'signedOut' },
    connection: { phase: 'signedOut', error: null },
    runs: 0,
    identityTaken: false,
  };
}

/** What follows from an event: the next machine, and what is to be done, in this order. */
export function step(before: Machine, event: Event, moment: Moment): { machine: Machine; effects: Effect[] } {
  const turn = new Turn(before, moment);
  let { state } = before;
  for (const next of inOrder(state, event, moment.now)) state = handle(state, next, turn);
  const { connection, runs, identityTaken } = turn;
  const machine = { state, connection, runs, identityTaken };
  const over = 'run' in event ? event.run : null;
  return { machine, effects: effectsBetween(before, machine, turn.told, over) };
}

/**
 * After a jump of the clock nothing that was parked is to be trusted, save that the application is gone: that is
 * true however late it is heard.
 */
function inOrder(state: State, event: Event, now: number): Event[] {
  if (!isLate(state, now)) return [event];
  const isLasting = 'run' in event && 'error' in event && isDoubtful(event.error);
  return isLasting ? [event, { type: 'clockJumped' }] : [{ type: 'clockJumped' }, event];
}

function handle(state: State, event: Event, turn: Turn): State {
  if ('run' in event && !isAwaited(event.run, state)) return late(state, event, turn);
  const entry = entryOf(state.kind, event.type);
  return typeof entry === 'string' ? state : entry(state, event, turn);
}

/** The table for a state and an event that belong together, which its type cannot say for both at once. */
function entryOf(kind: Kind, type: Type): ((state: State, event: Event, turn: Turn) => State) | string {
  return MACHINE[kind][type] as unknown as ((state: State, event: Event, turn: Turn) => State) | string;
}

/** Nobody waits for it any more. An application that was made all the same must not stay behind (PROTOCOL 4.2). */
function late(state: State, event: Event, turn: Turn): State {
  const forgotten = event.type === 'applicationMade' && ['signedOut', 'replaced', 'ended'].includes(state.kind);
  if (forgotten) {
    turn.tell({ kind: 'begin', job: { kind: 'farewell', run: turn.run(), application: event.application } });
  }
  return state;
}
