/** What title and icon of the browser tab say: the tray of this host. Pure. */
import type { Availability, State } from '../core/store/state.ts';

export type StatusIcon = 'available' | 'busy' | 'doNotDisturb' | 'away' | 'offline' | 'connecting' | 'trouble';

export interface Status {
  title: string;
  icon: StatusIcon;
}

const AVAILABILITY: Record<Availability, [words: string, icon: StatusIcon]> = {
  Online: ['Available', 'available'],
  IdleOnline: ['Available, idle', 'available'],
  Busy: ['Busy', 'busy'],
  IdleBusy: ['Busy, idle', 'busy'],
  DoNotDisturb: ['Do not disturb', 'doNotDisturb'],
  BeRightBack: ['Be right back', 'away'],
  Away: ['Away', 'away'],
  Offline: ['Appears offline', 'offline'],
  Unknown: ['Signed in', 'available'],
};

/** "12 in 8 groups": people who are in a group, groups on the list. */
function counts(state: State): string {
  let people = 0;
  for (const contact of state.contacts.values()) if (contact.groups.length > 0) people += 1;
  return `${people} in ${state.groups.size} ${state.groups.size === 1 ? 'group' : 'groups'}`;
}

function words(state: State): [string, StatusIcon] {
  switch (state.connection.phase) {
    case 'signedOut':
      return ['signed out', 'offline'];
    case 'discovering':
    case 'signingIn':
    case 'connecting':
      return ['connecting', 'connecting'];
    case 'degraded':
      return ['offline', 'offline'];
    case 'replaced':
      return ['in use elsewhere', 'trouble'];
    case 'ended':
      return ['not connected', 'trouble'];
    case 'live': {
      const [availability, icon] = AVAILABILITY[state.me?.availability ?? 'Unknown'];
      return [`${availability} (${counts(state)})`, icon];
    }
  }
}

/** Title and icon for the state. */
export function statusOf(state: State): Status {
  const [text, icon] = words(state);
  return { title: `Rollcall – ${text}`, icon };
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
