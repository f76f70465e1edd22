/** Telling from the clock that the machine has slept, where nobody said so. Pure. */
import { CLIENT_LIMIT_MS } from './channel.ts';
import type { Channel, State } from './state.ts';

/** So much later than it should, or earlier than it was begun: no busy machine does that. */
const SLACK_MS = 60_000;
/** Longer than the wire layer waits for an ordinary answer. */
const ANSWER_MS = 30_000;

/** Whether the time is one that this state cannot see unless the clock jumped or the machine slept. */
export function isLate(state: State, now: number): boolean {
  return spans(state).some(([from, until]) => now < from - SLACK_MS || now > until + SLACK_MS);
}

type Span = readonly [from: number, until: number];

function spans(state: State): readonly Span[] {
  switch (state.kind) {
    case 'waiting':
      return [[state.timer.setAt, state.timer.dueAt]];
    case 'attaching': {
      const { reading, channel } = state;
      return [
        spanOf(channel),
        ...(reading.kind === 'resting' ? [[reading.timer.setAt, reading.timer.dueAt] as const] : []),
      ];
    }
    case 'live':
      return [spanOf(state.channel)];
    default:
      return [];
  }
}

function spanOf(channel: Channel): Span {
  switch (channel.kind) {
    case 'polling':
      return [channel.askedAt, channel.askedAt + CLIENT_LIMIT_MS];
    case 'checking':
      return [channel.askedAt, channel.askedAt + ANSWER_MS];
    case 'resting':
      return [channel.timer.setAt, channel.timer.dueAt];
    default:
      return channel satisfies never;
  }
}
