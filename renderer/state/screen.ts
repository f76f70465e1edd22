/** Which screen the session calls for. Pure. */
import type { Connection, ListStatus } from '../../preload/contract/state.ts';

export type Screen = 'signIn' | 'main';

/**
 * The next screen, from the one on show. A sign-in that the user started in the form (`fromForm`) stays there until the
 * server has let the user in; one that main started by itself shows the list kept on disk meanwhile.
 */
export function nextScreen(shown: Screen | null, connection: Connection, list: ListStatus, fromForm: boolean): Screen {
  switch (connection.phase) {
    case 'signedOut':
      return 'signIn';
    case 'discovering':
    case 'signingIn':
      if (fromForm) return 'signIn';
      return shown === 'main' || list.state !== 'none' ? 'main' : 'signIn';
    case 'connecting':
    case 'live':
    case 'degraded':
    case 'replaced':
    case 'ended':
      return 'main';
  }
}
