// Saved pages → article files. An existing article is overwritten only on request: it may have been edited, and an edit
// cannot be told from an older import.
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure, reasonOf } from '../../system/failure.ts';
import { replaceFile } from '../../system/synced-file.ts';
import { normalise } from '../../text/normal-form.ts';
import { readFrontMatter } from '../front-matter.ts';
import { slugOf } from '../file-names.ts';
import { listArticleFiles } from '../list-articles.ts';
import { parseArticle } from '../parse-article.ts';
import { articleMarkdown, slugFor } from './article-file.ts';
import { readPage } from './read-page.ts';
import { parsePage } from './parse-page.ts';
import { type ImportedArticle } from './imported-article.ts';

export type ImportOptions = {
  articlesDir: string;
  /** Overwrite existing articles that differ. */
  force: boolean;
  /** Date (YYYY-MM-DD) for articles whose page shows none. */
  fallbackDate: string;
};

export type ImportOutcome =
  | {
      kind: 'written' | 'unchanged' | 'kept';
      title: string;
      file: string;
      sections: number;
      dateMissing: boolean;
    }
  | { kind: 'refused'; title: string; reason: string };

/** The outcome for one saved page. */
export type PageReport = {
  page: string;
  outcomes: ImportOutcome[];
  unplaced: { line: number; text: string }[];
};

/**
 * Imports saved pages one after the other; an unreadable page is reported and skipped.
 * @throws Failure `import` when an article file cannot be written
 */
export async function importPages(files: readonly string[], options: ImportOptions): Promise<PageReport[]> {
  await mkdir(options.articlesDir, { recursive: true }).catch((error: unknown) => {
    throw new Failure('import', `${options.articlesDir} cannot be created (${reasonOf(error)})`);
  });
  const shelf = await readShelf(options.articlesDir);
  const reports: PageReport[] = [];
  for (const file of files) reports.push(await importPage(file, shelf, options));
  return reports;
}

async function importPage(file: string, shelf: Shelf, options: ImportOptions): Promise<PageReport> {
  const refused = (reason: string): PageReport => ({
    page: file,
    outcomes: [{ kind: 'refused', title: path.basename(file), reason }],
    unplaced: [],
  });
  let text: string | undefined;
  try {
    text = decodePage(await readFile(file));
  } catch (error) {
    return refused(`cannot be read (${reasonOf(error)})`);
  }
  if (text === undefined) return refused('is not text (UTF-8, GBK or UTF-16)');
  const { articles, unplaced } = parsePage(readPage(path.basename(file), text));
  const outcomes: ImportOutcome[] = [];
  for (const article of articles) outcomes.push(await importArticle(article, shelf, options));
  return { page: file, outcomes, unplaced };
}

/**
 * The text of a saved page: UTF-8, UTF-16 with a byte order mark, or GBK, as older software saves it (decoded as
 * GB18030, its superset). Undefined if it is not text.
 */
export function decodePage(bytes: Uint8Array): string | undefined {
  const text = decode(bytes);
  const strange = text.match(/[\u0000-\u0008\u000e-\u001f\ufffd]/g)?.length ?? 0;
  return strange > text.length / 100 ? undefined : text;
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

async function importArticle(
  imported: ImportedArticle,
  shelf: Shelf,
  options: ImportOptions,
): Promise<ImportOutcome> {
  const { title } = imported;
  const file = shelf.byTitle.get(normalise(title)) ?? `${freeSlug(slugFor(title), shelf)}.md`;
  const slug = slugOf(file);
  const target = path.join(options.articlesDir, file);
  const markdown = articleMarkdown({ ...imported, date: imported.date ?? options.fallbackDate });
  const { article, problems } = parseArticle(file, slug, markdown);
  if (article === undefined) {
    return { kind: 'refused', title, reason: problems.map(({ message }) => message).join('; ') };
  }
  const outcome = {
    title,
    file: target,
    sections: article.sections.length,
    dateMissing: imported.date === undefined,
  };
  const present = await readFile(target, 'utf8').catch(() => undefined);
  if (present === markdown) return { kind: 'unchanged', ...outcome };
  if (present !== undefined && !options.force) return { kind: 'kept', ...outcome };
  await writeArticle(target, markdown);
  shelf.byTitle.set(normalise(title), file);
  shelf.slugs.add(slug);
  return { kind: 'written', ...outcome };
}

/** The existing articles, good or bad: which file has which title, and which slugs are taken. */
type Shelf = { byTitle: Map<string, string>; slugs: Set<string> };

async function readShelf(articlesDir: string): Promise<Shelf> {
  const shelf: Shelf = { byTitle: new Map(), slugs: new Set() };
  for (const file of (await listArticleFiles(articlesDir)).files) {
    shelf.slugs.add(slugOf(file));
    const text = await readFile(path.join(articlesDir, file), 'utf8').catch(() => '');
    const { title } = readFrontMatter(file, text).values;
    if (title !== undefined && !shelf.byTitle.has(normalise(title)))
      shelf.byTitle.set(normalise(title), file);
  }
  return shelf;
}

/** The slug, with a number added if another title has it: pinyin has homophones, and long titles are cut. */
function freeSlug(slug: string, { slugs }: Shelf): string {
  let candidate = slug;
  for (let number = 2; slugs.has(candidate); number++) candidate = `${slug}-${number}`;
  return candidate;
}

async function writeArticle(target: string, markdown: string): Promise<void> {
  await replaceFile(target, Buffer.from(markdown)).catch((error: unknown) => {
    throw new Failure(
      'import',
      `${target} cannot be written (${reasonOf(error)}); name another folder with --articles DIR`,
    );
  });
}
