import type { ImportedFile, PageReport } from '../corpus/import/imported-article.ts';

const MAX_SHOWN = 120;

/**
 * The result of an import, in lines for the operator: every article and every file without one, each with its notes.
 * @param shown a path as the operator finds it
 */
export function importReportLines(
  reports: readonly PageReport[],
  fallbackDate: string,
  shown: (file: string) => string,
): string[] {
  return reports.flatMap(({ page, articles, skipped, notes }) => [
    ...(skipped === undefined ? [] : [`skipped    ${shown(page)}: ${skipped}`]),
    ...articles.map((article) => articleLine(article, fallbackDate, shown)),
    ...notes.map(
      (note) =>
        `           ${shown(page)}: ${note.length > MAX_SHOWN ? `${note.slice(0, MAX_SHOWN)}…` : note}`,
    ),
  ]);
}

function articleLine(
  { kind, title, file, dateMissing }: ImportedFile,
  fallbackDate: string,
  shown: (file: string) => string,
): string {
  const what = {
    written: dateMissing ? `no date on the page: ${fallbackDate}` : '',
    unchanged: 'nothing to do',
    kept: 'has been edited or is not from this page; --force overwrites it',
  }[kind];
  return `${kind.padEnd(10)} ${title} → ${shown(file)}${what === '' ? '' : ` (${what})`}`;
}
