/** Starts of the app while it runs: told to whoever shows it, however early they come. */
import { app } from 'electron';
import { isByHand } from '../system/login-item.ts';

export interface LaterStarts {
  /** Tells the command line of each start by hand from now on, and first of the last one that came before. */
  follow(listener: (argv: readonly string[]) => void): void;
}

/**
 * Listens from now on. Electron tells them from `ready` on and does not repeat them, but there is nothing to show until
 * the settings are read. Call it before `ready`.
 */
export function watchLaterStarts(): LaterStarts {
  let waiting: readonly string[] | null = null;
  let listener = (argv: readonly string[]): void => void (waiting = argv);
  app.on('second-instance', (_event, argv) => {
    if (isByHand(argv)) listener(argv);
  });
  return {
    follow(told) {
      listener = told;
      if (waiting !== null) told(waiting);
      waiting = null;
    },
  };
}
