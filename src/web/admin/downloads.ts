// Gaps and numbers as files, for spreadsheets and scripts.
import { csv } from '../../insight/csv.ts';
import { gapsCsv } from '../../insight/gap-csv.ts';
import { type Gap, OUTCOMES, type Summary } from '../../insight/insight.ts';

/** Spreadsheets take a file that begins with it for UTF-8. */
const MARK = '\uFEFF';

/** The numbers of each day. */
export function numbersFile({ days }: Pick<Summary, 'days'>): string {
  const rows = days.map(({ day, outcomes }) => [day, ...OUTCOMES.map((outcome) => outcomes[outcome] ?? 0)]);
  return MARK + csv([['day', ...OUTCOMES], ...rows]);
}

export function gapsFile(gaps: readonly Gap[]): string {
  return MARK + gapsCsv(gaps);
}
