// When operators get the last week, from the environment.
import { parseWeekly, WEEKDAYS, type Weekly } from '../insight/weekly.ts';
import type { Settings } from './settings.ts';

/** @param settings problems are noted there; undefined for `off` */
export function readDigest({ text, problem }: Settings): Weekly | undefined {
  const value = text('DIGEST') ?? 'mon 09:00';
  if (value.toLowerCase() === 'off') return undefined;
  const weekly = parseWeekly(value);
  if (weekly === undefined)
    problem(`DIGEST is "${value}"; write a day and a time like mon 09:00 (${WEEKDAYS.join(', ')}), or off`);
  return weekly;
}
