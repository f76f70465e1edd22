/** What nobody caught: logged, and the user is asked once whether the app starts anew or ends. */
import { app, dialog } from 'electron';
import type { Clock, Logger } from '../../core/ports.ts';
import { detailOf } from '../../system/log.ts';
import { mayRestart, restartArguments } from './crash-restarts.ts';
import { WORDS } from '../words/words.ts';

export interface CrashParts {
  logger: Logger;
  clock: Pick<Clock, 'now'>;
  /** The command line, with the program in front. */
  argv: readonly string[];
  /** What the errors come from; the process, unless a test says otherwise. */
  source?: NodeJS.EventEmitter;
}

/**
 * Watches from now on. Without a listener Electron would show the stack in a box of its own and go on. After the first
 * error the app is not to be trusted: it goes on only until the user has answered, and further errors are just logged.
 */
export function watchCrashes({ logger, clock, argv, source = process }: CrashParts): void {
  let asked = false;

  async function ask(): Promise<void> {
    await app.whenReady();
    const again = mayRestart(argv, clock.now());
    const { response } = await dialog.showMessageBox({
      type: 'error',
      title: WORDS.app,
      message: WORDS.crashed,
      detail: again ? WORDS.crashedOnce : WORDS.crashedOften,
      buttons: again ? [WORDS.restart, WORDS.quit] : [WORDS.quit],
      defaultId: 0,
      cancelId: again ? 1 : 0,
      noLink: true,
    });
    if (again && response === 0) {
      // An AppImage runs from a place that is gone with this process; its file is named in the environment.
      const execPath = process.env['APPIMAGE'];
      app.relaunch({ args: restartArguments(argv, clock.now()), ...(execPath === undefined ? {} : { execPath }) });
    }
    // No quit: what would be asked to end in order may be what failed. An update is installed by orderly ends only.
    app.exit(1);
  }

  const failed = (message: string) => (error: unknown) => {
    logger.log('error', message, { detail: detailOf(error) });
    if (asked) return;
    asked = true;
    ask().catch(() => app.exit(1));
  };
  source.on('uncaughtException', failed('An error was not caught'));
  source.on('unhandledRejection', failed('A rejection was not caught'));
  app.on('child-process-gone', (_event, { type, reason, exitCode, name = null }) => {
    const level = reason === 'clean-exit' ? 'debug' : 'warn';
    logger.log(level, 'A helper process ended', { type, reason, exitCode, name });
  });
}
