import { describe, expect, test } from 'vitest';
import { appError } from '../result.ts';
import type { Connection } from '../store/state.ts';
import { noAnswer } from '../testing/client.ts';
import { nextConnection, type ConnectionEvent } from './connection.ts';

const NOW = 1_000;
const OLD = 100;
const cut = noAnswer('unreachable');
const offline = noAnswer('offline');
const blocked = noAnswer('tls');
const reason = appError('internal', 'old');
const refused = appError('auth.denied', 'no');

const CONNECTIONS: { [P in Connection['phase']]: Extract<Connection, { phase: P }> } = {
  signedOut: { phase: 'signedOut', error: null },
  discovering: { phase: 'discovering', host: 'a' },
  signingIn: { phase: 'signingIn', host: 'a' },
  connecting: { phase: 'connecting' },
  live: { phase: 'live', since: OLD },
  degraded: { phase: 'degraded', since: OLD, reason, attempt: 3, nextRetryAt: 500 },
  replaced: { phase: 'replaced', since: OLD },
  ended: { phase: 'ended', reason },
};
type Phase = Connection['phase'];
const PHASES = Object.keys(CONNECTIONS) as Phase[];
const SIGNING_IN: readonly Phase[] = ['discovering', 'signingIn'];

function trouble(attempt: number, error = cut): ConnectionEvent {
  return { type: 'trouble', error, attempt, nextRetryAt: 2_000 };
}

const degraded = (attempt: number, error = cut): Connection => ({
  phase: 'degraded',
  since: NOW,
  reason: error,
  attempt,
  nextRetryAt: 2_000,
});

/** What becomes of each phase; `same` stays the very same value. */
const TABLE: readonly [string, ConnectionEvent, (from: Connection) => Connection | 'same'][] = [
  ['started', { type: 'started' }, () => ({ phase: 'discovering', host: null })],
  [
    'a step of discovery: shown while signing in only',
    { type: 'step', phase: 'discovering', host: 'b' },
    ({ phase }) => (SIGNING_IN.includes(phase) ? { phase: 'discovering', host: 'b' } : 'same'),
  ],
  [
    'a step of signing in: shown while signing in only, for tickets are renewed in a live session too',
    { type: 'step', phase: 'signingIn', host: 'b' },
    ({ phase }) => (SIGNING_IN.includes(phase) ? { phase: 'signingIn', host: 'b' } : 'same'),
  ],
  ['signed in', { type: 'signedIn' }, ({ phase }) => (phase === 'degraded' ? 'same' : { phase: 'connecting' })],
  ['ready', { type: 'ready' }, ({ phase }) => (phase === 'live' ? 'same' : { phase: 'live', since: NOW })],
  [
    'recovered: matters while degraded only',
    { type: 'recovered' },
    ({ phase }) => (phase === 'degraded' ? { phase: 'live', since: NOW } : 'same'),
  ],
  [
    'the first trouble: no news for a live session',
    trouble(1),
    (from) =>
      from.phase === 'live'
        ? 'same'
        : from.phase === 'degraded'
          ? { ...from, reason: cut, attempt: 1, nextRetryAt: 2_000 }
          : degraded(1),
  ],
  [
    'the second trouble: news for everybody, keeping since when',
    trouble(2),
    (from) => (from.phase === 'degraded' ? { ...from, reason: cut, attempt: 2, nextRetryAt: 2_000 } : degraded(2)),
  ],
  [
    'no network at all: news at once',
    trouble(1, offline),
    (from) =>
      from.phase === 'degraded' ? { ...from, reason: offline, attempt: 1, nextRetryAt: 2_000 } : degraded(1, offline),
  ],
  [
    'somebody in between: news at once',
    trouble(1, blocked),
    (from) =>
      from.phase === 'degraded' ? { ...from, reason: blocked, attempt: 1, nextRetryAt: 2_000 } : degraded(1, blocked),
  ],
  ['replaced', { type: 'replaced' }, () => ({ phase: 'replaced', since: NOW })],
  ['ended', { type: 'ended', error: refused }, () => ({ phase: 'ended', reason: refused })],
  ['signed out', { type: 'signedOut', error: null }, () => ({ phase: 'signedOut', error: null })],
  ['signed out with a reason', { type: 'signedOut', error: refused }, () => ({ phase: 'signedOut', error: refused })],
];

describe.each(TABLE)('%s', (_, event, expected) => {
  test.each(PHASES)('while %s', (phase) => {
    const from = Object.freeze({ ...CONNECTIONS[phase] });
    const to = expected(from);
    const after = nextConnection(from, event, NOW);
    if (to === 'same') expect(after).toBe(from);
    else expect(after).toEqual(to);
  });
});
