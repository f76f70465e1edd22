/** How the process ends: once, cleanly, and never late. */
import type { Clock, Logger } from '../core/ports.ts';
import { detailOf } from '../system/log.ts';

/** Whatever hangs, the process ends within 5 s of being asked to. */
export const STOP_MS = 4_500;

export interface EndingParts {
  close: () => Promise<void>;
  /** Ends the process. */
  leave: (code: number) => void;
  clock: Clock;
  logger: Logger;
}

/**
 * Builds what to call when the process is asked to end, or must. Only the first call counts: a signal may come twice,
 * because a library under `conf` raises again what it has seen.
 */
export function createEnding(parts: EndingParts): (code: number) => void {
  let state: 'running' | 'ending' | 'ended' = 'running';
  return (code) => {
    if (state !== 'running') return;
    state = 'ending';
    const leave = (): void => {
      if (state === 'ended') return;
      state = 'ended';
      cancel();
      parts.leave(code);
    };
    const cancel = parts.clock.setTimer(STOP_MS, leave);
    parts.close().then(leave, (error: unknown) => {
      parts.logger.log('error', 'the app did not end cleanly', { detail: detailOf(error) });
      leave();
    });
  };
}
