/** How much one window may ask for. What it holds is counted, so that a page run wild cannot stop the app. */
import type { Clock } from '../core/ports.ts';
import { createRate } from './rate.ts';

/**
 * Commands of one window that may be unanswered, and that may come in a second. A user gives a few in a second, and
 * what the window asks for by itself does not grow with its contacts.
 */
export const MOST = { inFlight: 200, perSecond: 500, logged: 5 };

export interface Allowance {
  /** Takes a place for one command; null: there is none, and nothing may be done. Call the answer when it is done. */
  enter(): (() => void) | null;
  /** Whether a refusal may be logged: a few in each second, for a flood must not fill the log. */
  mayLog(): boolean;
}

/** Builds the one of a window. */
export function createAllowance(clock: Pick<Clock, 'now'>): Allowance {
  const inTime = createRate(clock, MOST.perSecond);
  let inFlight = 0;
  return {
    enter() {
      if (!inTime() || inFlight >= MOST.inFlight) return null;
      inFlight += 1;
      return () => {
        inFlight -= 1;
      };
    },
    mayLog: createRate(clock, MOST.logged),
  };
}
