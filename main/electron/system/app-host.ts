/** The AppHost port as Electron has it: the log folder is opened, and no other. */
import { app, shell } from 'electron';
import { join } from 'node:path';
import type { AppHost, Logger } from '../../core/ports.ts';
import { createAppHost } from '../../system/app-host.ts';

/** Made when the app is packaged; from the folder of the bundle. */
const LICENCES = '../licences/third-party-licences.txt';

/** Use it after `ready`. `folder`: of the bundle. */
export function createHost(logger: Logger, folder: string, platform: NodeJS.Platform): AppHost {
  return createAppHost({
    version: app.getVersion(),
    host: 'electron',
    settings: settingsOf(platform),
    documents: app.getPath('userData'),
    licences: join(folder, LICENCES),
    async openLogs() {
      // The answer is what went wrong, in the system's words, or empty.
      const trouble = await shell.openPath(app.getPath('logs'));
      if (trouble !== '') logger.log('warn', 'The log folder could not be opened', { reason: trouble });
      return trouble === '';
    },
  });
}

/** macOS gives links to `sip:` by what the installed app says of itself, whatever the user wishes (README.md). */
function settingsOf(platform: NodeJS.Platform): AppHost['settings'] {
  return platform === 'darwin' ? ['startAtLogin', 'zoom'] : ['startAtLogin', 'openSipLinks', 'zoom'];
}
