// Turns saved wiki pages into article files. An existing article that differs is left alone unless --force is given.
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from '../src/app/command-line.ts';
import { userPath } from '../src/app/environment.ts';
import { PROJECT_ROOT } from '../src/app/environment.ts';
import { loadConfig } from '../src/app/config.ts';
import { isDate } from '../src/corpus/front-matter.ts';
import { importPages } from '../src/corpus/import/import-files.ts';
import { Failure, reasonOf } from '../src/system/failure.ts';
import { importReportLines } from '../src/terminal/import-report.ts';

const PAGE = /\.(?:txt|html?|md|markdown)$/i;

const IMPORT_PAGES = {
  name: 'npm run import-pages',
  operands: 'FILE|FOLDER…',
  about: 'Makes article files from saved wiki pages (text, HTML, Markdown; UTF-8 or GBK).',
  options: {
    articles: { type: 'path', value: 'DIR', help: 'where to write instead of ARTICLES_DIR' },
    date: { type: 'text', value: 'YYYY-MM-DD', help: 'the date of pages without one (default: today)' },
    force: { type: 'flag', help: 'overwrite articles that differ' },
  },
  exitCodes: { 0: 'every page has become an article', 1: 'failed, or a page has not' },
} as const;

await runCommand(IMPORT_PAGES, async (env, { values, operands }) => {
  if (operands.length === 0)
    throw new Failure('import', 'no pages named; write: npm run import-pages -- saved-page.txt');
  const fallbackDate = values.date ?? new Date().toISOString().slice(0, 10);
  if (!isDate(fallbackDate)) throw new Failure('import', `--date is "${fallbackDate}"; write YYYY-MM-DD`);
  const config = loadConfig(env, PROJECT_ROOT);
  const articlesDir = values.articles ?? config.articlesDir;
  const files = (await Promise.all(operands.map(pagesAt))).flat();
  const reports = await importPages(files, { articlesDir, force: values.force, fallbackDate });
  for (const line of importReportLines(reports, fallbackDate)) process.stdout.write(`${line}\n`);
  return reports.some(
    ({ outcomes }) => outcomes.length === 0 || outcomes.some(({ kind }) => kind === 'refused'),
  )
    ? 1
    : 0;
});

async function pagesAt(given: string): Promise<string[]> {
  const target = userPath(given);
  try {
    if (!(await stat(target)).isDirectory()) return [target];
    const all = (await readdir(target)).sort();
    const names = all.filter((name) => PAGE.test(name));
    for (const name of all.filter((other) => !names.includes(other))) {
      process.stderr.write(`skipped    ${path.join(given, name)}: neither .txt, .html nor .md\n`);
    }
    return names.map((name) => path.join(target, name));
  } catch (error) {
    throw new Failure('import', `${given} cannot be read (${reasonOf(error)})`);
  }
}
