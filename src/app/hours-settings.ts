// The staff's hours and holidays, from the environment.
import type { Hours, Span } from '../desk/working-time.ts';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAY_LONG = 24 * 60;
const SPAN = /^([01]?\d|2[0-3]):([0-5]\d)-([01]?\d|2[0-4]):([0-5]\d)$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** Longer ranges are mistakes. */
const MAX_RANGE_DAYS = 366;

/** `mon-fri 09:00-12:00 13:30-18:00; sat 10:00-14:00` or `24/7`; undefined if it is written in another way. */
export function weekIn(value: string): Hours['week'] | undefined {
  if (/^24\s*\/\s*7$/.test(value)) return DAYS.map(() => [[0, DAY_LONG]] as const);
  const week: Span[][] = DAYS.map(() => []);
  for (const rule of value.toLowerCase().split(';')) {
    if (rule.trim() === '') continue;
    const words = rule
      .replace(/\s*-\s*/g, '-')
      .replace(/\s*,\s*/g, ',')
      .trim()
      .split(/\s+|(?<=\d),/);
    const days = daysIn(words[0] ?? '');
    const spans = words.slice(1).map(spanIn);
    if (days === undefined || spans.length === 0) return undefined;
    for (const span of spans) {
      if (span === undefined) return undefined;
      for (const day of days) week[day]?.push(span);
    }
  }
  for (const spans of week) spans.sort(([a], [b]) => a - b);
  return week.some((spans) => spans.length > 0) ? week : undefined;
}

/** `sat`, `mon-fri`, `sat,sun`; a range may go over the end of the week. */
function daysIn(text: string): number[] | undefined {
  const days: number[] = [];
  for (const part of text.split(',')) {
    const [from, to] = part
      .split('-')
      .map((name) => DAYS.findIndex((day) => /^[a-z]+$/.test(name) && nameOf(name) === day));
    if (from === undefined || from < 0 || to === -1) return undefined;
    for (let day = from; ; day = (day + 1) % 7) {
      days.push(day);
      if (day === (to ?? from)) break;
    }
  }
  return [...new Set(days)];
}

/** `monday` is `mon` as well. */
function nameOf(word: string): string | undefined {
  return /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?$/.test(word)
    ? word.slice(0, 3)
    : undefined;
}

/** An end that is no later than the beginning lies on the next day. */
function spanIn(text: string): Span | undefined {
  const [, hour, minute, endHour, endMinute] = (SPAN.exec(text) ?? []).map(Number);
  if (hour === undefined || minute === undefined || endHour === undefined || endMinute === undefined)
    return undefined;
  const from = 60 * hour + minute;
  const to = 60 * endHour + endMinute;
  if (to > DAY_LONG || from === to) return undefined;
  return [from, to > from ? to : to + DAY_LONG];
}

/**
 * `2026-10-01..2026-10-08, 2026-12-25, +2026-10-10`: days off, and with a plus days that are worked.
 * @returns undefined if it is written in another way
 */
export function holidaysIn(value: string): Pick<Hours, 'holidays' | 'extraDays'> | undefined {
  const holidays = new Set<string>();
  const extraDays = new Set<string>();
  for (const part of value.replace(/\s*\.\.\s*/g, '..').split(/[\s,;]+/)) {
    if (part === '') continue;
    const [first = '', last = first, ...more] = part.replace(/^\+/, '').split('..');
    const days = more.length > 0 ? undefined : daysBetween(first, last);
    if (days === undefined) return undefined;
    for (const day of days) (part.startsWith('+') ? extraDays : holidays).add(day);
  }
  return { holidays, extraDays };
}

function daysBetween(first: string, last: string): string[] | undefined {
  if (!isDate(first) || !isDate(last)) return undefined;
  const count = (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1;
  if (count < 1 || count > MAX_RANGE_DAYS) return undefined;
  return Array.from({ length: count }, (_, day) => dateOf(Date.parse(first) + 86_400_000 * day));
}

function isDate(text: string): boolean {
  const at = Date.parse(text);
  return DATE.test(text) && !Number.isNaN(at) && dateOf(at) === text; // 2026-02-30 is none
}

function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
