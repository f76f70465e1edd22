/** Keeps the tray icon true to the store, the system's colours and the end of a pause. */
import { nativeTheme, screen } from 'electron';
import type { ReadableStore } from '../../core/core.ts';
import type { Cancel, Clock } from '../../core/ports.ts';
import { hasDarkBar } from './tray-host.ts';
import type { Desktop } from './tray-host.ts';
import { trayIcon, trayToolTip } from './tray-icon.ts';
import { isPaused, trayMenu } from './tray-menu.ts';
import type { TrayController } from './tray.ts';

export interface TrayPresenterParts {
  store: ReadableStore;
  clock: Clock;
  /** BCP 47; how times are written. */
  culture: string;
  platform: NodeJS.Platform;
  /** Of Linux. */
  desktop: Desktop;
}

/** Starts presenting; the returned function stops. */
export function presentTray(
  tray: TrayController,
  { store, clock, culture, platform, desktop }: TrayPresenterParts,
): Cancel {
  const format = new Intl.DateTimeFormat(culture, { hour: 'numeric', minute: '2-digit' });
  const time = (at: number): string => format.format(at);
  let cancelPauseEnd: Cancel | null = null;

  const show = (): void => {
    const state = store.state;
    const now = clock.now();
    tray.setIcon(trayIcon(state));
    tray.setToolTip(trayToolTip(state, time));
    tray.setMenu(trayMenu(state, now, time));
    cancelPauseEnd?.();
    const until = state.settings.pausedUntil;
    cancelPauseEnd = isPaused(until, now) ? clock.setTimer(until - now, show) : null;
  };
  let isSystemDark = false;
  const isBarDark = (): boolean => {
    if (platform !== 'linux') return nativeTheme.shouldUseDarkColorsForSystemIntegratedUI;
    // Linux knows but one kind of colours, and the user's choice for the window covers the system's.
    if (nativeTheme.themeSource === 'system') isSystemDark = nativeTheme.shouldUseDarkColors;
    return isSystemDark || hasDarkBar(desktop);
  };
  const place = (): void => {
    tray.setPlace({
      dark: isBarDark(),
      scaleFactor: Math.max(...screen.getAllDisplays().map((display) => display.scaleFactor)),
    });
  };

  place();
  show();
  nativeTheme.on('updated', place);
  screen.on('display-added', place);
  screen.on('display-removed', place);
  screen.on('display-metrics-changed', place);
  const unsubscribe = store.subscribe((changes) => {
    if (changes.some((change) => 'slice' in change || change.table === 'phones' || change.table === 'edits')) show();
  });
  return () => {
    unsubscribe();
    cancelPauseEnd?.();
    nativeTheme.off('updated', place);
    screen.off('display-added', place);
    screen.off('display-removed', place);
    screen.off('display-metrics-changed', place);
  };
}
