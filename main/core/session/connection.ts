/** The session's one state and its one reducer (ARCHITECTURE section 4). Pure. */
import type { AppError } from '../result.ts';
import type { Connection } from '../store/state.ts';

/** What can happen to the session. */
export type ConnectionEvent =
  | { readonly type: 'started' }
  | { readonly type: 'step'; readonly phase: 'discovering' | 'signingIn'; readonly host: string | null }
  | { readonly type: 'signedIn' }
  | { readonly type: 'ready' }
  | { readonly type: 'trouble'; readonly error: AppError; readonly attempt: number; readonly nextRetryAt: number }
  | { readonly type: 'recovered' }
  | { readonly type: 'replaced' }
  | { readonly type: 'ended'; readonly error: AppError }
  | { readonly type: 'signedOut'; readonly error: AppError | null };

/** The state after an event. `now`: ms since 1970. */
export function nextConnection(connection: Connection, event: ConnectionEvent, now: number): Connection {
  switch (event.type) {
    case 'started':
      return { phase: 'discovering', host: null };
    case 'step':
      // Steps are news only while signing in: tickets are renewed in a live session too, and while degraded the banner
      // stays until an attempt succeeds.
      return connection.phase === 'discovering' || connection.phase === 'signingIn'
        ? { phase: event.phase, host: event.host }
        : connection;
    case 'signedIn':
      return connection.phase === 'degraded' ? connection : { phase: 'connecting' };
    case 'ready':
      return connection.phase === 'live' ? connection : { phase: 'live', since: now };
    case 'recovered':
      return connection.phase === 'degraded' ? { phase: 'live', since: now } : connection;
    case 'trouble': {
      const { error: reason, attempt, nextRetryAt } = event;
      if (connection.phase === 'degraded') return { ...connection, reason, attempt, nextRetryAt };
      // One cut poll is ordinary: proxies close idle connections (PROTOCOL 7.1). Only the second one is news, unless it
      // is plain that the next one will do no better.
      const plain = reason.code === 'network.offline' || reason.remedy === 'waitOut';
      if (connection.phase === 'live' && attempt < 2 && !plain) return connection;
      return { phase: 'degraded', since: now, reason, attempt, nextRetryAt };
    }
    case 'replaced':
      return { phase: 'replaced', since: now };
    case 'ended':
      return { phase: 'ended', reason: event.error };
    case 'signedOut':
      return { phase: 'signedOut', error: event.error };
    default:
      return event satisfies never;
  }
}
