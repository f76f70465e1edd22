/**
 * Whether a Linux desktop shows tray icons. Most have a StatusNotifierWatcher on the session's bus, and Electron
 * registers there. Without one Electron falls back to the older icons of X11 (XEmbed), which GNOME's shell does not
 * show and Wayland does not have; it tells nobody when no icon can be seen.
 */
import type { Cancel, Clock } from '../../core/ports.ts';
import { busSocket, watchBusName } from './tray-bus.ts';

const WATCHER = 'org.kde.StatusNotifierWatcher';
/** A panel may come up this long after the apps that start at login, or be away while the screen is locked. */
export const GRACE_MS = 30_000;

export interface Desktop {
  /** Of `XDG_CURRENT_DESKTOP`. */
  names: readonly string[];
  isWayland: boolean;
}

/** The desktop of this session. Pure. */
export function desktopOf(environment: NodeJS.ProcessEnv): Desktop {
  const wayland = environment['WAYLAND_DISPLAY'];
  return {
    names: (environment['XDG_CURRENT_DESKTOP'] ?? '').split(':').filter((name) => name !== ''),
    isWayland: environment['XDG_SESSION_TYPE'] === 'wayland' || (wayland !== undefined && wayland !== ''),
  };
}

/** Whether tray icons of the older kind are shown: on X11, by every panel but GNOME's shell. Pure. */
export function showsOldIcons({ names, isWayland }: Desktop): boolean {
  return !isWayland && !isGnomeShell(names);
}

/** Whether the bar of the tray icons is dark whatever the colours of the apps are: GNOME's top bar. Pure. */
export function hasDarkBar({ names }: Desktop): boolean {
  return isGnomeShell(names) && !names.includes('GNOME-Classic');
}

/** Flashback and Budgie call themselves GNOME as well, with panels of their own. */
function isGnomeShell(names: readonly string[]): boolean {
  return names.includes('GNOME') && !names.includes('GNOME-Flashback') && !names.includes('Budgie');
}

/** `came`: a watcher is there that was not there before, so the icon has to be made anew. */
export type TrayHostNews = 'there' | 'came' | 'missing';

/**
 * Tells at once when somebody shows tray icons, and when nobody has for `GRACE_MS`. The returned function ends it.
 */
export function watchTrayHost(
  { clock, environment }: { clock: Clock; environment: NodeJS.ProcessEnv },
  listener: (news: TrayHostNews) => void,
): Cancel {
  const socket = busSocket(environment);
  let wasAbsent = false;
  let cancelGrace: Cancel | null = null;
  const changed = (hasWatcher: boolean): void => {
    cancelGrace?.();
    cancelGrace = null;
    if (hasWatcher) listener(wasAbsent ? 'came' : 'there');
    else if (!showsOldIcons(desktopOf(environment))) cancelGrace = clock.setTimer(GRACE_MS, () => listener('missing'));
    wasAbsent = !hasWatcher;
  };
  const unwatch = socket === null ? null : watchBusName(socket, WATCHER, changed);
  if (socket === null) changed(false);
  return () => {
    unwatch?.();
    cancelGrace?.();
  };
}
