// The buttons below the numbers, for operators:
//
//   os          the numbers, in a new message
//   os:<days>   the numbers of today and the days before, in place
import { MAX_DAYS } from '../insight/days.ts';

export const OPEN_STATS = 'os';

/** @param days 1 to 400 */
export function encodeStats(days: number): string {
  return `os:${days}`;
}

/** @returns the days; undefined for what `encodeStats` did not write */
export function decodeStats(data: string): number | undefined {
  const days = Number(/^os:([1-9]\d{0,2})$/.exec(data)?.[1]);
  return days <= MAX_DAYS ? days : undefined;
}
