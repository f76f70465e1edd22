/** The Power port over the system's power monitor. Use it after `ready`. */
import { powerMonitor } from 'electron';
import type { Power } from '../../core/ports.ts';

/** Nobody is at the keyboard of a locked screen, however lately the password was last touched. */
const LOCKED_SECONDS = 86_400;

export function createPower(): Power {
  return {
    onResume(listener) {
      powerMonitor.on('resume', listener);
      return () => powerMonitor.off('resume', listener);
    },
    onSuspend(listener) {
      powerMonitor.on('suspend', listener);
      return () => powerMonitor.off('suspend', listener);
    },
    idleSeconds() {
      try {
        const idle = powerMonitor.getSystemIdleTime();
        // Asked rather than followed by events: Linux has none, and an app may start behind a locked screen.
        return powerMonitor.getSystemIdleState(1) === 'locked' ? Math.max(idle, LOCKED_SECONDS) : idle;
      } catch {
        return Infinity;
      }
    },
  };
}
