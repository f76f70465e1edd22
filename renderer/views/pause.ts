/** Until when notifications pause. Pure; milliseconds since 1970. */

/** Hour of the morning at which a pause "until tomorrow" ends, local time. */
const MORNING = 8;

export function inOneHour(now: number): number {
  return now + 3_600_000;
}

/** The next day's morning. */
export function untilTomorrow(now: number): number {
  const morning = new Date(now);
  morning.setDate(morning.getDate() + 1);
  morning.setHours(MORNING, 0, 0, 0);
  return morning.getTime();
}
