/** How often the app was started anew after a crash: handed on from start to start on the command line. Pure. */

const FLAG = '--crashed-at=';
/** Crashes longer ago than this do not count any more (ms). */
export const CRASH_WINDOW_MS = 10 * 60_000;
/** So many restarts within the window are offered; then something is wrong that a restart does not mend. */
export const MOST_RESTARTS = 2;

/** When the starts before this one crashed, as far as that still counts (ms since 1970). */
export function recentCrashes(argv: readonly string[], now: number): number[] {
  return argv
    .filter((argument) => argument.startsWith(FLAG))
    .flatMap((argument) => argument.slice(FLAG.length).split(','))
    .map(Number)
    .filter((at) => Number.isSafeInteger(at) && at <= now && at > now - CRASH_WINDOW_MS);
}

/** Whether one more restart may be offered. */
export function mayRestart(argv: readonly string[], now: number): boolean {
  return recentCrashes(argv, now).length < MOST_RESTARTS;
}

/** The arguments for the start after a crash at `now`; `argv` with the program in front. */
export function restartArguments(argv: readonly string[], now: number): string[] {
  const rest = argv.slice(1).filter((argument) => !argument.startsWith(FLAG));
  return [...rest, FLAG + [...recentCrashes(argv, now), now].join(',')];
}
