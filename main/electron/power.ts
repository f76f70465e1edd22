/** The Power port over the system's power monitor. Use it after `ready`. */
import { powerMonitor } from 'electron';
import type { Power } from '../core/ports.ts';

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
        return powerMonitor.getSystemIdleTime();
      } catch {
        return Infinity;
      }
    },
  };
}
