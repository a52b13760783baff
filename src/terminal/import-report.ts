import path from 'node:path';
import type { ImportOutcome, PageReport } from '../corpus/import/import-files.ts';

const MAX_SHOWN = 60;

/** The result of an import, in lines for the operator: every article, then all unplaced text. */
export function importReportLines(reports: readonly PageReport[], fallbackDate: string): string[] {
  return reports.flatMap(({ page, outcomes, unplaced }) => [
    ...(outcomes.length === 0
      ? [`${page}: no article found; a page needs a title and text under headings`]
      : []),
    ...outcomes.map((outcome) => outcomeLine(outcome, fallbackDate)),
    ...unplaced.map(
      ({ line, text }) =>
        `${page}:${line}: could not be placed: ${text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text}`,
    ),
  ]);
}

function outcomeLine(outcome: ImportOutcome, fallbackDate: string): string {
  if (outcome.kind === 'refused') return `refused    ${outcome.title}: ${outcome.reason}`;
  const file = path.relative(process.cwd(), outcome.file);
  const date = outcome.dateMissing ? `, no date on the page: ${fallbackDate}` : '';
  const what = {
    written: `${outcome.sections} sections${date}`,
    unchanged: 'nothing to do',
    kept: 'differs from the page and may have been edited; --force overwrites it',
  }[outcome.kind];
  return `${outcome.kind.padEnd(10)} ${outcome.title} → ${file} (${what})`;
}
