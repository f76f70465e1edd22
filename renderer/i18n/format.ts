/** Dates and times in words. All times are milliseconds since 1970; `now` decides what is "today". */

export interface Formats {
  /** `14:02`; with the day when it is not today. */
  time(at: number, now: number): string;
  /** `14:02`, always. */
  clock(at: number): string;
  /** `in 12 seconds`, `5 minutes ago`. */
  relative(at: number, now: number): string;
  /** `Monday, 20 November 2026`; without the year when it is this one. */
  day(at: number, now: number): string;
  /** `12.3 kB`; thousands, as systems count files. */
  bytes(count: number): string;
  /** `150%` of 1.5. */
  percent(part: number): string;
}

const SECOND = 1000;
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400 * SECOND],
  ['hour', 3600 * SECOND],
  ['minute', 60 * SECOND],
];

const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];

/** The local calendar day of a time, as a key that sorts. */
export function dayKey(at: number): string {
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Formats for a BCP 47 locale. */
export function formatsOf(locale: string): Formats {
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const dayAndClock = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  });
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
  const dayAndYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  return {
    time: (at, now) => (dayKey(at) === dayKey(now) ? clock : dayAndClock).format(at),
    clock: (at) => clock.format(at),
    relative(at, now) {
      const distance = at - now;
      const [unit, size] = UNITS.find(([, size]) => Math.abs(distance) >= size) ?? (['second', SECOND] as const);
      return relative.format(Math.round(distance / size), unit);
    },
    bytes(count) {
      const step = Math.min(SIZES.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(count, 1)) / 3)));
      const options = { style: 'unit', unit: SIZES[step], unitDisplay: 'short', maximumFractionDigits: 1 } as const;
      return new Intl.NumberFormat(locale, options).format(count / 1000 ** step);
    },
    percent: (part) => percent.format(part),
    day: (at, now) => (new Date(at).getFullYear() === new Date(now).getFullYear() ? day : dayAndYear).format(at),
  };
}
