/**
 * The event channel of a living application (PROTOCOL 7). One poll is parked, or none and a timer runs, or the
 * application is asked whether it lives. What the channel cannot mend itself leads out of the application.
 */
import { appError, type AppError } from '../result.ts';
import { backoff } from '../timing/backoff.ts';
import { EVENTS_GRACE_MS, type EventPackage } from '../ucwa/index.ts';
import { courseOf, type Course } from './courses.ts';
import type { Attaching, Channel, ChannelFacts, Checking, Live, Polling, Resting, State } from './state.ts';
import { end, moveOn, pause, recreate } from './transitions.ts';
import type { Turn } from './turn.ts';

/** The server's hold in seconds (180..1800) and the longest wait of low and medium events (5..1800). */
export const POLL = { timeout: 180, low: 15, medium: 5 } as const;
/** An answer that comes later than this was not waited for: the machine slept. */
export const CLIENT_LIMIT_MS = POLL.timeout * 1000 + EVENTS_GRACE_MS;
/** Answers that lead nowhere and come faster than this are a server in trouble, not a quiet poll. */
const HASTY_MS = 1_000;
/** So many of them in a row are followed at once. */
const HASTY_LIMIT = 2;
/** Proxies cut idle connections (PROTOCOL 7.1): a poll that was parked so long was in order. */
const CUT_AFTER_MS = 30_000;
/** A poll that stays parked so long after trouble is in order. */
const PROOF_MS = 5_000;
/** So many failures in a row, and the application is asked instead of parking another poll into the dark. */
const PROBE_AFTER = 2;
/** The server ends an application that was silent so long, and forgets what is transient before (PROTOCOL 4.5, 7.4). */
const LONG_OUTAGE_MS = 15 * 60_000;
/** The application lives, but its channel is said to be gone, so many times in a row: another one is made. */
const MAX_DOUBTS = 3;
/** A question under way since longer than this may have been asked before the machine slept. */
const STALE_CHECK_MS = 5_000;

type Attached = Attaching | Live;

/** The first poll of an application. */
export function firstPoll(href: string, turn: Turn): Polling {
  const facts = {
    href,
    withParameters: true,
    failures: 0,
    failingSince: null,
    hasty: 0,
    doubts: 0,
    contested: false,
  };
  return park(facts, turn);
}

/** An answer: the next poll is parked before anybody is told of its events. */
export function packageArrived(
  state: Attached,
  { follow, events, broken, brokenAt = [] }: EventPackage,
  turn: Turn,
): State {
  const { channel } = state;
  if (channel.kind !== 'polling') return state;
  const empty = events.length === 0;
  const inVain = (empty || follow === null) && Math.abs(turn.now - channel.askedAt) < HASTY_MS;
  const hasty = inVain ? channel.hasty + 1 : 0;
  const facts = {
    href: follow?.href ?? channel.href,
    // The server forgets them with the channel (PROTOCOL 7.1).
    withParameters: follow?.rel === 'resume',
    failures: 0,
    failingSince: null,
    hasty,
    doubts: 0,
    contested: false,
  };
  if (channel.failures > 0) recovered(state, turn);
  if (broken > 0) turn.log('warn', 'events that cannot be read', null, { broken, at: brokenAt.join() });
  if (!empty) turn.tell({ kind: 'tellPackage', events });
  else if (follow?.rel === 'next') turn.tell({ kind: 'tellQuiet' });
  if (follow !== null && follow.rel !== 'next') turn.tell({ kind: 'tellTransientLost' });
  if (hasty <= HASTY_LIMIT) return { ...state, channel: park(facts, turn) };
  const timer = turn.timer(backoff(hasty - HASTY_LIMIT, turn.chance, null));
  return { ...state, channel: { kind: 'resting', ...facts, timer, then: 'poll', refresh: false } };
}

/** No answer, or a refusal (PROTOCOL 7.6). */
export function pollFailed(state: Attached, error: AppError, turn: Turn): State {
  const { channel } = state;
  if (channel.kind !== 'polling') return state;
  const facts = { ...factsOf(channel), contested: true };
  const course = courseOf('poll', error, state.life);
  switch (course) {
    case 'yield':
      // Two of our own polls may reach the server in the wrong order, once; a second time it is somebody else.
      if (channel.contested) return { ...state, channel: park({ ...facts, contested: false }, turn) };
      return replaced(error, turn);
    case 'check':
      return doubt({ ...state, channel: { ...channel, contested: true } }, error, turn);
    case 'again': {
      const cut = error.status === null && turn.now - channel.askedAt >= CUT_AFTER_MS;
      return cut
        ? { ...state, channel: check(facts, false, null, turn) }
        : { ...state, channel: rest(state, facts, error, course, false, turn) };
    }
    case 'slowly':
      return { ...state, channel: rest(state, facts, error, course, false, turn) };
    case 'recreate':
      return recreate(state, error, turn);
    case 'elsewhere':
      return moveOn(state, error, turn);
    default:
      return end(error, course, turn);
  }
}

/** Something said that the application is gone: it is asked itself, but not for ever. */
export function doubt(state: Attached, error: AppError, turn: Turn): State {
  const facts = factsOf(state.channel);
  const doubts = facts.doubts + 1;
  if (doubts >= MAX_DOUBTS) return recreate(state, error, turn);
  const refresh = state.channel.kind !== 'polling' && state.channel.refresh;
  return { ...state, channel: check({ ...facts, doubts }, refresh, error, turn) };
}

/** The application answered. */
export function applicationAlive(state: Attached, turn: Turn): State {
  const { channel } = state;
  if (channel.kind !== 'checking') return state;
  const facts = factsOf(channel);
  if (channel.doubt !== null) {
    return { ...state, channel: rest(state, facts, channel.doubt, 'again', channel.refresh, turn) };
  }
  const long = facts.failingSince !== null && Math.abs(turn.now - facts.failingSince) >= LONG_OUTAGE_MS;
  const refresh = channel.refresh || long;
  if (refresh) turn.tell({ kind: 'tellTransientLost' });
  // The application lives, but whether the channel does is not known before a poll has stayed parked for a while.
  if (!channel.refresh && facts.failures >= PROBE_AFTER) {
    const failingSince = long ? turn.now : facts.failingSince;
    return { ...state, channel: { ...park({ ...facts, failingSince }, turn), proof: turn.timer(PROOF_MS) } };
  }
  if (facts.failures > 0) recovered(state, turn);
  return { ...state, channel: park({ ...facts, failures: 0, failingSince: null }, turn) };
}

/** The application did not answer, or said what it thinks of us. */
export function checkFailed(state: Attached, error: AppError, turn: Turn): State {
  const { channel } = state;
  if (channel.kind !== 'checking') return state;
  const course = courseOf('check', error, state.life);
  return (
    outOf(state, error, course, turn) ?? {
      ...state,
      channel: rest(state, factsOf(channel), error, course, channel.refresh, turn),
    }
  );
}

/** A feature heard the application itself say that it is over, or that its user is not let in. */
export function applicationLost(state: Attached, error: AppError, turn: Turn): State {
  return outOf(state, error, courseOf('check', error, state.life), turn) ?? state;
}

/** Where a course leads that leaves the application; null: it stays. */
function outOf(state: Attached, error: AppError, course: Course, turn: Turn): State | null {
  switch (course) {
    case 'endForUser':
    case 'endForNow':
      return end(error, course, turn);
    case 'recreate':
      return recreate(state, error, turn);
    case 'elsewhere':
      return moveOn(state, error, turn);
    default:
      return null;
  }
}

/** A timer of the channel fired: the rest is over, or the poll has proved itself. */
export function channelTimerFired<S extends Attached>(state: S, turn: Turn): S {
  const { channel } = state;
  if (channel.kind === 'resting') return { ...state, channel: goOn(channel, turn) };
  if (channel.kind !== 'polling') return state;
  recovered(state, turn);
  return { ...state, channel: { ...channel, failures: 0, failingSince: null, proof: null } };
}

/** The next attempt now. */
export function goOn(channel: Channel, turn: Turn): Channel {
  if (channel.kind !== 'resting') return channel;
  const facts = factsOf(channel);
  return channel.then === 'check' ? check(facts, channel.refresh, null, turn) : park(facts, turn);
}

/** After sleep, in another network, after a jump of the clock: what was parked is not to be trusted (PROTOCOL 20, 7). */
export function suspect(channel: Channel, turn: Turn): Channel {
  if (channel.kind !== 'checking') return check({ ...factsOf(channel), contested: true }, true, null, turn);
  if (turn.now - channel.askedAt < STALE_CHECK_MS) return { ...channel, refresh: true };
  return check(factsOf(channel), true, channel.doubt, turn);
}

/** The network is gone: whatever is parked hangs in the air, and nothing is asked before it is back or a while is over. */
export function cutOff(state: Attached, turn: Turn): Channel {
  const { channel } = state;
  if (channel.kind === 'resting' && channel.refresh) return channel;
  const error = appError('network.offline', 'There is no network connection.', { retryable: true });
  return rest(state, { ...factsOf(channel), contested: true }, error, 'slowly', true, turn);
}

function replaced(error: AppError, turn: Turn): State {
  turn.log('warn', 'another copy took the event channel', error);
  turn.say({ type: 'replaced' });
  turn.identityTaken = true;
  return { kind: 'replaced' };
}

function recovered(state: Attached, turn: Turn): void {
  turn.log('info', 'the event channel recovered', null);
  // Before everything was read there is nothing to be live with, however well the channel does.
  if (state.kind === 'live') turn.say({ type: 'recovered' });
}

function park(facts: ChannelFacts, turn: Turn): Polling {
  return { ...facts, kind: 'polling', run: turn.run(), askedAt: turn.now, proof: null };
}

function check(facts: ChannelFacts, refresh: boolean, because: AppError | null, turn: Turn): Checking {
  return { kind: 'checking', ...facts, run: turn.run(), askedAt: turn.now, refresh, doubt: because };
}

/** Pauses after a failure and says so. */
function rest(
  state: Attached,
  facts: ChannelFacts,
  error: AppError,
  course: Course,
  refresh: boolean,
  turn: Turn,
): Resting {
  const failures = facts.failures + 1;
  const timer = turn.timer(pause(course, failures, error, turn));
  turn.log('info', 'the event channel is in trouble', error, { failures, waitMs: timer.dueAt - turn.now });
  turn.say({ type: 'trouble', error, attempt: failures, nextRetryAt: timer.dueAt });
  return {
    kind: 'resting',
    ...facts,
    failures,
    failingSince: facts.failingSince ?? turn.now,
    timer,
    then: refresh || failures >= PROBE_AFTER ? 'check' : 'poll',
    refresh,
  };
}

function factsOf(channel: Channel): ChannelFacts {
  const { href, withParameters, failures, failingSince, hasty, doubts, contested } = channel;
  return { href, withParameters, failures, failingSince, hasty, doubts, contested };
}
