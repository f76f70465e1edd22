/** How long to wait before the next attempt (ARCHITECTURE section 4). */

const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;
/** No server is left alone for longer, whatever it asks for; and a timer of more than 24 days fires at once. */
const LONGEST_ASKED_MS = 24 * 60 * 60_000;
/** So many steps are skipped where somebody is in the way who does not go in a second: 16, 32, 60 s. */
export const SLOW_STEPS = 4;

/**
 * Milliseconds before attempt `attempt` + 1: 1, 2, 4 ... 60 s, less up to half by jitter, and never less than what the
 * server asked for, up to a day.
 * @param attempt failures so far, 1 or more
 * @param random 0 <= random < 1
 * @param retryAfterMs the server's Retry-After, or null
 */
export function backoff(attempt: number, random: number, retryAfterMs: number | null): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 16));
  return Math.max(Math.round(full * (1 - random / 2)), Math.min(retryAfterMs ?? 0, LONGEST_ASKED_MS));
}
