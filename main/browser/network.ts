/** The Network port where there is no desktop to ask. */
import { networkInterfaces } from 'node:os';
import type { Cancel, Clock, Network } from '../core/ports.ts';

const LOOK_MS = 10_000;

export interface BrowserNetwork extends Network {
  stop(): void;
}

/** Whether an interface other than loopback has an address. */
function hasInterface(): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some((address) => !address.internal));
}

/**
 * Looks at the interfaces every 10 s. Offline means that there were interfaces and the last one went: a machine that
 * has had loopback alone from the start may well reach a server there.
 */
export function createNetwork(clock: Clock, look: () => boolean = hasInterface): BrowserNetwork {
  const listeners = new Set<(online: boolean) => void>();
  let online = true;
  let hadOne = look();
  let cancel: Cancel;

  function check(): void {
    const has = look();
    hadOne ||= has;
    const now = has || !hadOne;
    cancel = clock.setTimer(LOOK_MS, check);
    if (now === online) return;
    online = now;
    for (const listener of [...listeners]) listener(online);
  }
  cancel = clock.setTimer(LOOK_MS, check);

  return {
    online: () => online,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => cancel(),
  };
}
