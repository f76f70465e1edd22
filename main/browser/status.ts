/** What the icon of the browser tab says: the tray of this host. Its title is the window's own. Pure. */
import type { Availability, State } from '../core/store/state.ts';

export type StatusIcon = 'available' | 'busy' | 'doNotDisturb' | 'away' | 'offline' | 'connecting' | 'trouble';

const AVAILABILITY: Record<Availability, StatusIcon> = {
  Online: 'available',
  IdleOnline: 'available',
  Busy: 'busy',
  IdleBusy: 'busy',
  DoNotDisturb: 'doNotDisturb',
  BeRightBack: 'away',
  Away: 'away',
  Offline: 'offline',
  Unknown: 'available',
};

/** The icon for the state. */
export function iconOf({ connection, me }: Pick<State, 'connection' | 'me'>): StatusIcon {
  switch (connection.phase) {
    case 'signedOut':
    case 'degraded':
      return 'offline';
    case 'discovering':
    case 'signingIn':
    case 'connecting':
      return 'connecting';
    case 'replaced':
    case 'ended':
      return 'trouble';
    case 'live':
      return AVAILABILITY[me?.availability ?? 'Unknown'];
  }
}

/** Told apart by shape as well as by colour. */
const SHAPES: Record<StatusIcon, string> = {
  available:
    '<circle cx="8" cy="8" r="7" fill="#1a7f37"/><path d="m4.5 8.3 2.4 2.4 4.6-5" stroke="#fff" stroke-width="1.8" fill="none"/>',
  busy: '<circle cx="8" cy="8" r="7" fill="#c0392b"/>',
  doNotDisturb: '<circle cx="8" cy="8" r="7" fill="#c0392b"/><path d="M4 8h8" stroke="#fff" stroke-width="2.2"/>',
  away: '<circle cx="8" cy="8" r="7" fill="#b7791f"/><path d="M8 4v4.3l3 1.8" stroke="#fff" stroke-width="1.8" fill="none"/>',
  offline: '<circle cx="8" cy="8" r="6" fill="none" stroke="#6e7781" stroke-width="2"/>',
  connecting: '<circle cx="8" cy="8" r="6" fill="none" stroke="#6e7781" stroke-width="2" stroke-dasharray="4 3"/>',
  trouble:
    '<path d="M8 1 15.5 15H.5z" fill="#b7791f"/><path d="M8 6v4.5m0 1.2V13.5" stroke="#fff" stroke-width="1.6"/>',
};

/** The icon as a data URL, which the page's policy allows for images. */
export function iconUrl(icon: StatusIcon): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${SHAPES[icon]}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
