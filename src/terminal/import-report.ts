import path from 'node:path';
import type { ImportedFile, PageReport } from '../corpus/import/imported-article.ts';

const MAX_SHOWN = 120;

/** The result of an import, in lines for the operator: every article and every file without one, each with its notes. */
export function importReportLines(reports: readonly PageReport[], fallbackDate: string): string[] {
  return reports.flatMap(({ page, articles, skipped, notes }) => [
    ...(skipped === undefined ? [] : [`skipped    ${page}: ${skipped}`]),
    ...articles.map((article) => articleLine(article, fallbackDate)),
    ...notes.map(
      (note) => `           ${page}: ${note.length > MAX_SHOWN ? `${note.slice(0, MAX_SHOWN)}…` : note}`,
    ),
  ]);
}

function articleLine({ kind, title, file, dateMissing }: ImportedFile, fallbackDate: string): string {
  const what = {
    written: dateMissing ? `no date on the page: ${fallbackDate}` : '',
    unchanged: 'nothing to do',
    kept: 'has been edited or is not from this page; --force overwrites it',
  }[kind];
  return `${kind.padEnd(10)} ${title} → ${path.relative(process.cwd(), file)}${what === '' ? '' : ` (${what})`}`;
}
