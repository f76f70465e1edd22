/** The Updater port over electron-updater and a generic feed (ELECTRON.md 7: what the installers bring for it). */
import { app, autoUpdater } from 'electron';
import type { AppUpdater } from 'electron-updater';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { UpdatePolicy } from '../../core/policy/policy.ts';
import type { Logger, LogLevel, UpdateFailure, Updater } from '../../core/ports.ts';
import { updaterKind, type UpdaterKind } from './updater-kind.ts';

/** What of the library's updater is used. */
export type Library = Pick<
  AppUpdater,
  | 'allowDowngrade'
  | 'autoDownload'
  | 'autoInstallOnAppQuit'
  | 'channel'
  | 'checkForUpdates'
  | 'disableWebInstaller'
  | 'downloadUpdate'
  | 'logger'
  | 'off'
  | 'on'
  | 'quitAndInstall'
  | 'setFeedURL'
>;

export interface UpdaterParts {
  platform: NodeJS.Platform;
  policy: UpdatePolicy;
  logger: Logger;
  /** An update has given the AppImage another name: the version is in it. */
  moved: () => void;
  /** Loads the library; another one in tests. */
  load?: (kind: UpdaterKind) => Promise<Library>;
}

/** What came is not what was announced: trying again at once would bring the same. */
const REFUSED = new Set([
  'ERR_CHECKSUM_MISMATCH',
  'ERR_UPDATER_INVALID_SIGNATURE',
  'ERR_UPDATER_INVALID_UPDATE_INFO',
  'ERR_UPDATER_INVALID_VERSION',
  'ERR_UPDATER_NO_CHECKSUM',
]);

/** Null where this copy is not updated by itself, or the organisation wishes so. Nothing is loaded or asked yet. */
export function createUpdater({ platform, policy, logger, moved, load = loadLibrary }: UpdaterParts): Updater | null {
  const kind = updaterKind({
    platform,
    packaged: app.isPackaged,
    hasUninstaller: existsSync(join(dirname(app.getPath('exe')), `Uninstall ${app.getName()}.exe`)),
    fromAppImage: process.env['APPIMAGE'] !== undefined,
  });
  if (kind === null || !policy.allowed) return null;
  let loading: Promise<Library> | null = null;

  function library(): Promise<Library> {
    loading ??= load(kind as UpdaterKind).then((made) => {
      made.on('appimage-filename-updated', (path) => {
        // Whoever asks where the program is reads it here.
        process.env['APPIMAGE'] = path;
        moved();
      });
      return prepared(made, policy, logger);
    });
    return loading;
  }

  return {
    async check() {
      try {
        const result = await (await library()).checkForUpdates();
        return { ok: true, version: result?.isUpdateAvailable === true ? result.updateInfo.version : null };
      } catch (error) {
        return failureOf(error);
      }
    },
    async download(onProgress) {
      const given = new AbortController();
      const progress = ({ percent }: { percent: number }): void => onProgress(percent);
      try {
        const made = await library();
        made.on('download-progress', progress);
        try {
          // macOS takes what was fetched over and looks at its signature: only then is it ready.
          const taken = kind === 'mac' ? once(autoUpdater, 'update-downloaded', { signal: given.signal }) : null;
          await Promise.all([made.downloadUpdate(), taken]);
        } finally {
          made.off('download-progress', progress);
        }
        return { ok: true };
      } catch (error) {
        return failureOf(error);
      } finally {
        given.abort();
      }
    },
    install() {
      // Silent, and the app starts again afterwards. It is loaded: there was a download.
      void library().then((made) => made.quitAndInstall(true, true));
    },
  };
}

/** Tells when the app is about to end for an update: macOS closes all windows first and would wait for one that hides. */
export function beforeUpdate(letGo: () => void): void {
  autoUpdater.on('before-quit-for-update', () => {
    letGo();
    // The new version of an AppImage is started already. While this one still ends its session, it must not be told
    // that the app runs, or it would end, too.
    app.releaseSingleInstanceLock();
  });
}

async function loadLibrary(kind: UpdaterKind): Promise<Library> {
  const { createLibrary } = await import('./updater-library.ts');
  return createLibrary(kind);
}

function prepared(library: Library, { feed, channel }: UpdatePolicy, logger: Logger): Library {
  const note = (level: LogLevel) => (message: unknown) =>
    logger.log(level, 'The updater says', { detail: message instanceof Error ? message.message : String(message) });
  library.logger = { debug: note('debug'), info: note('debug'), warn: note('warn'), error: note('warn') };
  library.autoDownload = false;
  library.autoInstallOnAppQuit = true;
  library.disableWebInstaller = true;
  if (feed !== null) library.setFeedURL({ provider: 'generic', url: feed, channel: channel ?? 'latest' });
  if (channel !== null) library.channel = channel;
  // After the channel: setting one allows older versions, too.
  library.allowDowngrade = false;
  return library;
}

function failureOf(error: unknown): UpdateFailure {
  const { code = null, message = String(error) } = error as { code?: unknown; message?: string };
  const refused = (typeof code === 'string' && REFUSED.has(code)) || /code signature/i.test(message);
  const [firstLine = ''] = message.split('\n');
  return { ok: false, reason: refused ? 'refused' : 'unreachable', detail: firstLine.slice(0, 300) };
}
