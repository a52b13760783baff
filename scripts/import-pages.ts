// Turns saved pages into article files. An article that somebody has edited is left alone unless --force is given.
import { runCommand } from '../src/app/command-line.ts';
import { PROJECT_ROOT, shownPath, userPath } from '../src/app/environment.ts';
import { loadConfig } from '../src/app/config.ts';
import { isDate } from '../src/corpus/day.ts';
import { importPages } from '../src/corpus/import/import-pages.ts';
import { Failure } from '../src/system/failure.ts';
import { importReportLines } from '../src/terminal/import-report.ts';

const IMPORT_PAGES = {
  name: 'npm run import-pages',
  operands: 'FILE|FOLDER|ZIP…',
  about:
    'Makes article files from saved pages: HTML, Markdown, text, Word (.docx); exports of Confluence, Notion, MediaWiki.',
  options: {
    articles: { type: 'path', value: 'DIR', help: 'where to write instead of ARTICLES_DIR' },
    date: { type: 'text', value: 'YYYY-MM-DD', help: 'the date of pages without one (default: today)' },
    force: { type: 'flag', help: 'overwrite articles that have been edited' },
    json: { type: 'flag', help: 'print the report as JSON, one line for each file' },
  },
  exitCodes: { 0: 'every page has become an article', 1: 'failed, or something was skipped' },
} as const;

await runCommand(IMPORT_PAGES, async (env, { values, operands }) => {
  if (operands.length === 0)
    throw new Failure('import', 'no pages named; write: npm run import-pages -- saved-pages/');
  const fallbackDate = values.date ?? new Date().toISOString().slice(0, 10);
  if (!isDate(fallbackDate)) throw new Failure('import', `--date is "${fallbackDate}"; write YYYY-MM-DD`);
  const articlesDir = values.articles ?? loadConfig(env, PROJECT_ROOT).articlesDir;
  const reports = await importPages(operands.map(userPath), {
    articlesDir,
    force: values.force,
    fallbackDate,
  });
  const lines = values.json
    ? reports.map((report) => JSON.stringify(report))
    : importReportLines(reports, fallbackDate, shownPath);
  for (const line of lines) process.stdout.write(`${line}\n`);
  return reports.some(({ skipped }) => skipped !== undefined) ? 1 : 0;
});
