// When somebody is there: the week's hours, without holidays, with the days that are worked instead.
import { createLocalTime } from './local-time.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** A desk that opens no sooner counts as closed for good. */
const FAR_DAYS = 400;

/** Minutes of a day; an end above 1440 lies on the next one. */
export type Span = readonly [from: number, to: number];

export type Hours = {
  /** Seven lists of spans, Sunday first. */
  week: readonly (readonly Span[])[];
  /** Days (`YYYY-MM-DD`) without work. */
  holidays: ReadonlySet<string>;
  /** Days that are worked all the same: by the hours of their weekday, or else of the week's first working day. */
  extraDays: ReadonlySet<string>;
};

/** Instants are milliseconds since 1970. */
export interface WorkingTime {
  isOpen: (at: number) => boolean;
  /** The next instant at which somebody is there, `at` itself included; undefined if there is none in 400 days. */
  nextOpening: (at: number) => number | undefined;
  /** Working minutes between two instants; 0 if they are in the wrong order. */
  minutesBetween: (from: number, to: number) => number;
  /** The instant when so many working minutes have passed; Infinity if that never comes. */
  after: (from: number, minutes: number) => number;
}

/** @param hours without them, somebody is always there */
export function createWorkingTime(hours: Hours | undefined, timeZone: string): WorkingTime {
  if (hours === undefined)
    return {
      isOpen: () => true,
      nextOpening: (at) => at,
      minutesBetween: (from, to) => Math.max(0, to - from) / MINUTE,
      after: (from, minutes) => from + minutes * MINUTE,
    };
  const local = createLocalTime(timeZone);
  const { week, holidays, extraDays } = hours;
  const workday = [...week.slice(1), ...week.slice(0, 1)].find((spans) => spans.length > 0) ?? [];

  function spansOf(day: number): readonly Span[] {
    const name = new Date(day).toISOString().slice(0, 10);
    const own = week[new Date(day).getUTCDay()] ?? [];
    if (extraDays.has(name)) return own.length > 0 ? own : workday;
    return holidays.has(name) ? [] : own;
  }

  /** What is open from an instant on, one after the other; ends after 400 days without. */
  function* openFrom(at: number): Generator<readonly [from: number, to: number]> {
    let reached = at;
    let empty = 0;
    // What began the day before may go on.
    for (let day = local.day(at) - DAY; empty < FAR_DAYS; day += DAY) {
      empty++;
      for (const [from, to] of spansOf(day)) {
        const start = Math.max(local.instants(day + from * MINUTE).first, reached);
        const end = local.instants(day + to * MINUTE).last;
        if (end <= start) continue;
        yield [start, end];
        reached = end;
        empty = 0;
      }
    }
  }

  function nextOpening(at: number): number | undefined {
    for (const [start] of openFrom(at)) return start;
    return undefined;
  }

  return {
    isOpen: (at) => nextOpening(at) === at,
    nextOpening,
    minutesBetween: (from, to) => {
      let sum = 0;
      if (from < to)
        for (const [start, end] of openFrom(from)) {
          if (start >= to) break;
          sum += Math.min(end, to) - start;
        }
      return sum / MINUTE;
    },
    after: (from, minutes) => {
      let left = minutes * MINUTE;
      if (left <= 0) return from;
      for (const [start, end] of openFrom(from)) {
        if (end - start >= left) return start + left;
        left -= end - start;
      }
      return Infinity;
    },
  };
}
