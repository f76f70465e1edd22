/** Which icon the tray shows, and from which file. Pure. */
import type { Availability, Connection, State } from '../../core/store/state.ts';
import { AVAILABILITY_WORDS, WORDS } from '../words/words.ts';

/** The drawn icons; each differs from the others by shape, not by colour alone. */
export const TRAY_ICONS = ['available', 'busy', 'dnd', 'away', 'offline', 'connecting', 'trouble'] as const;
export type TrayIcon = (typeof TRAY_ICONS)[number];

/** A lost connection shows as connecting for this many attempts, then as trouble: most losses end by themselves. */
const QUIET_ATTEMPTS = 2;

const BY_AVAILABILITY: Record<Availability, TrayIcon> = {
  Online: 'available',
  IdleOnline: 'available',
  Busy: 'busy',
  IdleBusy: 'busy',
  DoNotDisturb: 'dnd',
  BeRightBack: 'away',
  Away: 'away',
  Offline: 'offline',
  Unknown: 'offline',
};

/** The icon for this state. */
export function trayIcon(state: Pick<State, 'connection' | 'me'>): TrayIcon {
  const connection = state.connection;
  switch (connection.phase) {
    case 'signedOut':
      return connection.error === null ? 'offline' : 'trouble';
    case 'discovering':
    case 'signingIn':
    case 'connecting':
      return 'connecting';
    case 'live':
      return BY_AVAILABILITY[state.me?.availability ?? 'Unknown'];
    case 'degraded':
      if (connection.reason.code === 'network.offline') return 'offline';
      return connection.attempt <= QUIET_ATTEMPTS ? 'connecting' : 'trouble';
    case 'replaced':
    case 'ended':
      return 'trouble';
  }
}

/** The connection or own status in words; `time` writes a time of day. */
export function statusWords(state: Pick<State, 'connection' | 'me'>, time: (at: number) => string): string {
  const connection: Connection = state.connection;
  switch (connection.phase) {
    case 'signedOut':
      return connection.error === null ? WORDS.signedOut : `${WORDS.signedOut}: ${WORDS.reason(connection.error)}`;
    case 'discovering':
    case 'signingIn':
      return WORDS.signingIn;
    case 'connecting':
      return WORDS.connecting;
    case 'live':
      return state.me === null || state.me.availability === 'Unknown'
        ? WORDS.connected
        : AVAILABILITY_WORDS[state.me.availability];
    case 'degraded':
      if (connection.reason.code === 'network.offline') return WORDS.offline;
      return connection.nextRetryAt === null ? WORDS.reconnecting : WORDS.retryAt(time(connection.nextRetryAt));
    case 'replaced':
      return WORDS.replaced;
    case 'ended':
      return WORDS.reason(connection.reason);
  }
}

/** The icon's tooltip. Windows shows at most 127 characters. */
export function trayToolTip(state: Pick<State, 'connection' | 'me'>, time: (at: number) => string): string {
  const text = `${WORDS.app}: ${statusWords(state, time)}`;
  return text.length <= 127 ? text : `${text.slice(0, 126)}…`;
}

/** Sizes of the Linux images in pixels; the Windows files hold all sizes themselves. */
const LINUX_SIZES = [24, 32, 40, 48, 64];

/**
 * The image file for an icon, below the folder of tray icons. `dark`: the bar it stands in is dark. `scaleFactor`: of
 * the display; Linux hosts take one bitmap, so it must be large enough for them.
 */
export function trayIconFile(
  icon: TrayIcon,
  place: { platform: NodeJS.Platform; dark: boolean; scaleFactor: number },
): string {
  if (place.platform === 'darwin') return `${icon}Template.png`;
  const theme = place.dark ? 'dark' : 'light';
  if (place.platform === 'win32') return `${icon}-${theme}.ico`;
  const wanted = 24 * place.scaleFactor;
  return `${icon}-${theme}-${LINUX_SIZES.find((size) => size >= wanted) ?? 64}.png`;
}
