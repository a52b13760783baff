// When something that comes once a week is due: a weekday and a time of day in the operator's time zone.

/** `mon` is 0, `sun` is 6. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export type Weekly = { weekday: (typeof WEEKDAYS)[number]; hour: number; minute: number };

/** Reads `mon 09:00`; undefined for anything else. */
export function parseWeekly(text: string): Weekly | undefined {
  const [, day, hour, minute] = /^([a-z]{3})\s+([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.toLowerCase()) ?? [];
  const weekday = WEEKDAYS.find((one) => one === day);
  return weekday && { weekday, hour: Number(hour), minute: Number(minute) };
}

const DAY_MS = 86_400_000;

/**
 * The last time at or before `now` at which it was due. A time that the clocks leave out is due as much later; one that
 * comes twice is due at the first.
 * @param timeZone such as `Asia/Shanghai`
 * @returns milliseconds since 1970, as `now`
 */
export function lastDue({ weekday, hour, minute }: Weekly, timeZone: string, now: number): number {
  const clock = new Date(clockAt(now, timeZone));
  const today = Date.UTC(clock.getUTCFullYear(), clock.getUTCMonth(), clock.getUTCDate());
  const since = (clock.getUTCDay() + 6 - WEEKDAYS.indexOf(weekday)) % 7;
  for (const weeks of [0, 1]) {
    const shown = today - (since + 7 * weeks) * DAY_MS + (hour * 60 + minute) * 60_000;
    const due = timeOf(shown, timeZone);
    if (due <= now) return due;
  }
  return now;
}

/** When a clock of the zone shows a time. `shown`: what it shows, as if it were UTC. */
function timeOf(shown: number, timeZone: string): number {
  // The zone's distance from UTC a day before and a day after: they differ only where the clocks change.
  const before = shown - (clockAt(shown - DAY_MS, timeZone) - (shown - DAY_MS));
  const after = shown - (clockAt(shown + DAY_MS, timeZone) - (shown + DAY_MS));
  return clockAt(before, timeZone) === shown || clockAt(after, timeZone) !== shown ? before : after;
}

/** What a clock of the zone shows at a time, as if it were UTC; whole minutes. */
function clockAt(time: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(time);
  const part = (name: string): number => Number(parts.find(({ type }) => type === name)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
}
