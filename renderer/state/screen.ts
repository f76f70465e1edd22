/** Which screen the session calls for. Pure. */
import type { Connection, ListStatus } from '../../preload/contract/state.ts';

export type Screen = 'signIn' | 'main';

/**
 * The next screen, from the one on show. A sign-in that the user started in the form (`fromForm`) stays there until the
 * server has let the user in, whatever goes wrong on the way; one that main started by itself shows the list kept on
 * disk meanwhile. Without any list there is nothing to look at but the form.
 */
export function nextScreen(shown: Screen | null, connection: Connection, list: ListStatus, fromForm: boolean): Screen {
  switch (connection.phase) {
    case 'signedOut':
      return 'signIn';
    case 'discovering':
    case 'signingIn':
    case 'degraded':
    case 'ended':
      if (fromForm) return 'signIn';
      return shown === 'main' || list.state !== 'none' ? 'main' : 'signIn';
    case 'connecting':
    case 'live':
    case 'replaced':
      return 'main';
  }
}
