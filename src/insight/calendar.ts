// Days as the operator's calendar has them. With summer time a day has 23 or 25 hours, so nothing here counts hours.

/** In every zone of today a day begins on a quarter of an hour: within one, the day need not be read again. */
const QUARTER_MS = 900_000;

/** `YYYY-MM-DD` of a time in milliseconds since 1970. */
export type DayOf = (at: number) => string;

/** @param timeZone a name such as `Asia/Shanghai` */
export function calendarOf(timeZone: string): DayOf {
  // This calendar writes its parts by itself; a language's own could change its order with the next Node.
  const format = new Intl.DateTimeFormat('en', {
    ...{ timeZone, calendar: 'iso8601', numberingSystem: 'latn' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
  });
  const read = (at: number): string => {
    const parts = new Map<string, string>(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return ['year', 'month', 'day'].map((part) => parts.get(part) ?? '').join('-');
  };
  let last: { quarter: number; day: string } | undefined;
  return (at) => {
    const quarter = Math.floor(at / QUARTER_MS);
    if (last?.quarter !== quarter) last = { quarter, day: read(at) };
    return last.day;
  };
}

/** A day and the days before it, the first day first. @param count 1 or more */
export function daysUntil(last: string, count: number): string[] {
  const end = Date.parse(last); // as UTC, where all days are alike
  return Array.from({ length: count }, (_, at) =>
    new Date(end - (count - 1 - at) * 86_400_000).toISOString().slice(0, 10),
  );
}
