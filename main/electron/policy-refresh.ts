/**
 * Policies again while the app runs: Windows refreshes group policies every hour and a half, device management when it
 * likes, and nobody tells.
 */
import { powerMonitor } from 'electron';
import { keepGood } from '../core/policy/keep-good.ts';
import { readPolicy, type Policy, type PolicySource } from '../core/policy/policy.ts';
import type { Cancel, Clock, Logger } from '../core/ports.ts';

/** Between two readings of a machine that never sleeps. */
export const REFRESH_MS = 4 * 3_600_000;
/** Waking up and unlocking come together, and some lock their screen every few minutes. */
export const PAUSE_MS = 60_000;

export interface PolicyRefreshParts {
  clock: Clock;
  logger: Logger;
  /** Reads all places; never rejects. */
  read: () => Promise<readonly PolicySource[]>;
  /** What was read at the start. */
  first: readonly PolicySource[];
  /** Puts a policy into force; what did not change is its to see. */
  change: (policy: Policy) => void;
}

/** Reads them again after sleep, after the screen is unlocked, and every few hours; the returned function stops. */
export function refreshPolicies({ clock, logger, read, first, change }: PolicyRefreshParts): Cancel {
  let sources = first;
  let updates = JSON.stringify(readPolicy(first).updates);
  let troubled: readonly string[] = [];
  let lastRead = clock.now();
  let isReading = false;
  let ended = false;
  let cancel = clock.setTimer(REFRESH_MS, () => void refresh());

  async function refresh(): Promise<void> {
    if (isReading || ended) return;
    isReading = true;
    cancel();
    const good = keepGood(sources, await read());
    isReading = false;
    if (ended) return;
    lastRead = clock.now();
    cancel = clock.setTimer(REFRESH_MS, () => void refresh());
    for (const place of good.kept) {
      if (!troubled.includes(place)) logger.log('warn', 'policy: what was read before holds', { place });
    }
    troubled = good.kept;
    sources = good.sources;
    const { updates: ofUpdates, ...policy } = readPolicy(sources);
    const text = JSON.stringify(ofUpdates);
    if (text !== updates) logger.log('info', 'policy: what is said of updates holds after the next start');
    updates = text;
    change(policy);
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
