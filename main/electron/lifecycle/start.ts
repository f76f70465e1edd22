/** The first moments: one instance, what must be said before `ready`, and what happens when a start fails. */
import { app, dialog } from 'electron';
import { firstSpoken } from '../../core/language.ts';
import type { Logger } from '../../core/ports.ts';
import { registerAppScheme } from '../security/protocol.ts';
import { speak, WORDS } from '../words/words.ts';

/** As in electron-builder.yml; Windows joins toasts and the taskbar by it. */
const APP_ID = 'com.rollcall.app';

/**
 * Claims to be the only instance and prepares Electron. False: another instance runs; it has been told, and this one
 * quits.
 */
export function claimStart(): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return false;
  }
  // The user's own choice is in the settings, which may be what cannot be read.
  speak(firstSpoken(app.getPreferredSystemLanguages()));
  app.setAppUserModelId(APP_ID);
  app.enableSandbox();
  app.dock?.hide();
  registerAppScheme();
  return true;
}

/** Says why the app cannot run, and ends it. */
export function failStart(logger: Logger, error: unknown): void {
  const words = error instanceof Error ? error.message : String(error);
  logger.log('error', 'The app could not start', { reason: words });
  dialog.showErrorBox(WORDS.cannotStart, `${WORDS.cannotStartHelp}\n\n${words}`);
  app.exit(1);
}
