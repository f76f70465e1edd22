/**
 * When policies are read again: Windows refreshes group policies every hour and a half, device management when it likes,
 * and nobody tells.
 */
import { powerMonitor } from 'electron';
import type { Cancel, Clock } from '../../core/ports.ts';

/** Between two readings of a machine that never sleeps. */
export const REFRESH_MS = 4 * 3_600_000;
/** Waking up and unlocking come together, and some lock their screen every few minutes. */
export const PAUSE_MS = 60_000;

/**
 * Reads after sleep, after the screen is unlocked (Windows, macOS), and every few hours; the returned function stops.
 * Call it after `ready`.
 * @param read never rejects; it is not called again before it is done
 */
export function refreshPolicies(clock: Clock, read: () => Promise<void>): Cancel {
  let lastRead = clock.now();
  let isReading = false;
  let ended = false;
  let cancel = clock.setTimer(REFRESH_MS, () => void refresh());

  async function refresh(): Promise<void> {
    if (isReading) return;
    isReading = true;
    cancel();
    await read();
    isReading = false;
    lastRead = clock.now();
    if (!ended) cancel = clock.setTimer(REFRESH_MS, () => void refresh());
  }

  const occasion = (): void => {
    // The clock may jump, also back.
    if (Math.abs(clock.now() - lastRead) >= PAUSE_MS) void refresh();
  };
  powerMonitor.on('resume', occasion);
  powerMonitor.on('unlock-screen', occasion);
  return () => {
    ended = true;
    cancel();
    powerMonitor.off('resume', occasion);
    powerMonitor.off('unlock-screen', occasion);
  };
}
