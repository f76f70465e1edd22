/** Tells the system what the user's settings mean for it: colours of the app, start at login. */
import { app, nativeTheme } from 'electron';
import type { ReadableStore } from '../core/core.ts';
import type { Cancel, Logger } from '../core/ports.ts';
import { applyLoginItem, configFolder, loginItem } from './login-item.ts';

/** Follows the settings in the store from now on; the returned function stops. */
export function followSettings(store: ReadableStore, logger: Logger, platform: NodeJS.Platform): Cancel {
  let last: string | null = null;
  const apply = (): void => {
    const { theme, startAtLogin } = store.state.settings;
    nativeTheme.themeSource = theme;
    const item = loginItem({
      startAtLogin,
      platform,
      packaged: app.isPackaged,
      program: process.env['APPIMAGE'] ?? app.getPath('exe'),
      configFolder: configFolder(process.env, app.getPath('home')),
    });
    const text = JSON.stringify(item);
    if (text === last) return;
    last = text;
    try {
      applyLoginItem(item, platform);
    } catch (error) {
      logger.log('warn', 'Start at login could not be set', { reason: String(error) });
    }
  };
  apply();
  return store.subscribe((changes) => {
    if (changes.some((change) => 'slice' in change && change.slice === 'settings')) apply();
  });
}
