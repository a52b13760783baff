// What the people whom readers are handed over to have settled, from the environment.
import type { Limits } from '../desk/deadlines.ts';
import type { Hours } from '../desk/working-time.ts';
import { holidaysIn, weekIn } from './hours-settings.ts';
import type { IdKind, Settings } from './settings.ts';

export type DeskSettings = {
  /** When somebody is there; undefined for always. */
  hours: Hours | undefined;
  limits: Limits;
  /** Accounts that hear of what is late, and decide about held messages. */
  supervisors: readonly number[];
  /** File with sensitive words. */
  sensitiveFile: string;
};

export function readDesk(settings: Settings, account: IdKind): DeskSettings {
  const { text, folder, ids, count, problem } = settings;
  return {
    hours: readHours(),
    limits: {
      'first-reply': minutes('FIRST_REPLY', 30),
      'next-reply': minutes('NEXT_REPLY', 60),
      solution: minutes('SOLUTION', 960),
    },
    supervisors: ids('SUPERVISOR_IDS', account) ?? [],
    sensitiveFile: folder('SENSITIVE_FILE', 'data/sensitive.txt'),
  };

  function readHours(): Hours | undefined {
    const [hours, days] = [text('HOURS'), text('HOLIDAYS')];
    const week = weekIn(hours ?? '24/7');
    if (week === undefined)
      problem(`HOURS is "${hours}"; write like mon-fri 09:00-12:00 13:30-18:00; sat 10:00-14:00, or 24/7`);
    const holidays = holidaysIn(days ?? '');
    if (holidays === undefined)
      problem(`HOLIDAYS is "${days}"; write like 2026-10-01..2026-10-08, 2026-12-25, +2026-10-10`);
    return (hours === undefined && days === undefined) || week === undefined || holidays === undefined
      ? undefined
      : { week, ...holidays };
  }

  /** Working minutes. */
  function minutes(key: string, fallback: number): number | undefined {
    if (text(key) === undefined) return fallback;
    return text(key)?.toLowerCase() === 'off' ? undefined : count(key);
  }
}
