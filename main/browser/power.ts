/** The Power port where there is no desktop to ask. */
import type { Cancel, Clock, Power } from '../core/ports.ts';

const LOOK_MS = 10_000;
/** A look that comes this much too late means that the machine slept. */
const JUMP_MS = 30_000;

export interface BrowserPower extends Power {
  /** A page saw a key or the mouse. */
  inputSeen(): void;
  stop(): void;
}

/**
 * Notices sleep by its own timer coming late, so a resume is known up to 10 s after it, and a suspend never. Idle time
 * is known from the app's own pages only: before one reports input it is Infinity.
 */
export function createPower(clock: Clock): BrowserPower {
  const listeners = new Set<() => void>();
  let lastLook = clock.now();
  let lastInput: number | null = null;
  let cancel: Cancel;

  function look(): void {
    const now = clock.now();
    const late = now - lastLook - LOOK_MS;
    lastLook = now;
    cancel = clock.setTimer(LOOK_MS, look);
    if (late > JUMP_MS) for (const listener of [...listeners]) listener();
  }
  cancel = clock.setTimer(LOOK_MS, look);

  return {
    onResume(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onSuspend: () => () => {},
    idleSeconds: () => (lastInput === null ? Infinity : Math.max(0, (clock.now() - lastInput) / 1000)),
    inputSeen() {
      lastInput = clock.now();
    },
    stop: () => cancel(),
  };
}
