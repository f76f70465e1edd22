/** Tells the system what the user's settings mean for it: colours of the app, start at login, links to `sip:`. */
import { app, nativeTheme } from 'electron';
import type { ReadableStore } from '../../core/core.ts';
import type { Cancel, Logger } from '../../core/ports.ts';
import { configFolder } from '../links/desktop-entry.ts';
import { applyLoginItem, loginItem } from './login-item.ts';
import { applySipLinks } from '../links/sip-links.ts';

export interface SettingsFollower {
  /** Tells the system anew where the program is. */
  retell: () => void;
  stop: Cancel;
}

/** Follows the settings in the store from now on. */
export function followSettings(store: ReadableStore, logger: Logger, platform: NodeJS.Platform): SettingsFollower {
  let lastItem: string | null = null;
  let lastLinks: boolean | null = null;

  function startAtLogin(wanted: boolean): void {
    const item = loginItem({
      startAtLogin: wanted,
      platform,
      packaged: app.isPackaged,
      program: process.env['APPIMAGE'] ?? app.getPath('exe'),
      configFolder: configFolder(process.env, app.getPath('home')),
    });
    const text = JSON.stringify(item);
    if (text === lastItem) return;
    lastItem = text;
    try {
      applyLoginItem(item, platform);
    } catch (error) {
      logger.log('warn', 'Start at login could not be set', { reason: String(error) });
    }
  }

  function openLinks(wanted: boolean): void {
    if (wanted === lastLinks) return;
    lastLinks = wanted;
    if (!applySipLinks(wanted, platform, process.env))
      logger.log('warn', 'The system refused to hand links over', { wanted });
  }

  const apply = (): void => {
    const { settings } = store.state;
    nativeTheme.themeSource = settings.theme;
    startAtLogin(settings.startAtLogin);
    openLinks(settings.openSipLinks);
  };
  apply();
  const stop = store.subscribeTo(['settings'], apply);
  return {
    stop,
    retell() {
      lastLinks = null;
      apply();
    },
  };
}
