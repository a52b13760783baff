// Saved pages → article files, in two passes: all pages are read first, because titles, slugs and links depend on the
// whole set, then the articles are written. A page is known again by its name: its path below the folder, zip or file
// that was named, with that one's name before it. The article it was made into is updated; one that somebody has edited
// is overwritten only on request. Nothing is left out in silence: every file has its report.
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure, reasonOf } from '../../system/failure.ts';
import { replaceFile } from '../../system/synced-file.ts';
import { normalise } from '../../text/normal-form.ts';
import { titleFromName } from '../file-names.ts';
import { readFrontMatter } from '../front-matter.ts';
import { articleMarkdown, originOf } from './article-file.ts';
import { placeArticles, readShelf, type Draft } from './article-shelf.ts';
import { findPages, type FoundPage } from './find-pages.ts';
import type { ImportedFile, PageReport } from './imported-article.ts';
import { linkArticles, type LinkedSet } from './linked-set.ts';
import { mapLinks, picturesIn } from './markdown-links.ts';
import { chooseTitle, siteNames, type TitleCandidates } from './html/page-title.ts';
import { findPictures } from './pictures.ts';
import { readPage } from './read-page.ts';

export type ImportOptions = {
  articlesDir: string;
  /** Overwrite articles that differ from their page, edited ones too. */
  force: boolean;
  /** Date (YYYY-MM-DD) for articles whose page shows none. */
  fallbackDate: string;
};

/**
 * Imports files, folders and zips; what cannot be read is reported and skipped.
 * @throws Failure `import` when an article file cannot be written
 */
export async function importPages(
  operands: readonly string[],
  options: ImportOptions,
): Promise<PageReport[]> {
  await mkdir(options.articlesDir, { recursive: true }).catch((error: unknown) => {
    throw new Failure('import', `${options.articlesDir} cannot be created (${reasonOf(error)})`);
  });
  const { pages, skipped } = await findPages(operands);
  const reports: PageReport[] = [];
  const drafts: Draft[] = [];
  for (const page of pages) {
    const report: PageReport = { page: page.shown, articles: [], notes: [] };
    reports.push(report);
    const read = await readFound(page);
    if (typeof read === 'string') {
      report.skipped = read;
      continue;
    }
    report.notes.push(...read.notes);
    for (const [at, article] of read.articles.entries())
      drafts.push({
        page,
        article,
        report,
        ...(at === 0 && read.titles !== undefined ? { titles: read.titles } : {}),
      });
  }
  nameDrafts(drafts);
  const placed = placeArticles(drafts, await readShelf(options.articlesDir));
  const links = linkArticles(
    placed.map(({ draft: { page, article }, file }) => ({ page, ...article, file })),
  );
  for (const { draft, file, key } of placed)
    draft.report.articles.push(await writeArticle(draft, file, key, links, options));
  return [
    ...reports,
    ...skipped.map(({ shown, reason }) => ({ page: shown, articles: [], skipped: reason, notes: [] })),
  ];
}

async function readFound(page: FoundPage): ReturnType<typeof readPage> {
  try {
    const bytes = await page.tree.read(page.file);
    return bytes === undefined
      ? 'cannot be read'
      : await readPage(page.file, titleFromName(`${page.tree.name}/${page.file}`), bytes);
  } catch (error) {
    return `cannot be read (${reasonOf(error)})`;
  }
}

/** Titles, once it is known what the pages' titles have in common. */
function nameDrafts(drafts: readonly Draft[]): void {
  const folderOf = ({ page }: Draft): string => `${page.tree.name}/${path.posix.dirname(page.file)}`;
  const folders = new Map<string, TitleCandidates[]>();
  for (const draft of drafts)
    if (draft.titles !== undefined)
      folders.set(folderOf(draft), [...(folders.get(folderOf(draft)) ?? []), draft.titles]);
  const sites = new Map([...folders].map(([folder, titles]) => [folder, siteNames(titles)]));
  const byTitle = new Map<string, Draft>();
  for (const draft of drafts) {
    const { article, titles, report } = draft;
    if (titles !== undefined) article.title = chooseTitle(titles, sites.get(folderOf(draft)) ?? new Set());
    if (titles !== undefined) article.body = withoutTitle(article.body, article.title);
    const other = byTitle.get(normalise(article.title));
    if (other === undefined) byTitle.set(normalise(article.title), draft);
    else report.notes.push(`has the title of ${other.page.shown}, too: “${article.title}”`);
  }
}

/** A page whose title is only known from the set may repeat it above its text. */
function withoutTitle(body: string, title: string): string {
  const [line, words] = /^(?:#+ )?(.*)(?:\n+|$)/.exec(body) ?? [];
  return line !== undefined && line !== body && normalise(words ?? '') === normalise(title)
    ? body.slice(line.length)
    : body;
}

async function writeArticle(
  { page, article, report, titles }: Draft,
  file: string,
  key: string,
  links: LinkedSet,
  { articlesDir, force, fallbackDate }: ImportOptions,
): Promise<ImportedFile> {
  const target = path.join(articlesDir, file);
  const present = await readFile(target, 'utf8').catch(() => undefined);
  const presentDate = present === undefined ? undefined : readFrontMatter(file, present).values.date;
  const from = { page, ...article, file };
  const pictures = await findPictures(picturesIn(article.body), from);
  let wordsOnly = 0;
  const body = mapLinks(
    article.body,
    ({ target: to, isImage }) => {
      // A Markdown page names its pictures as its author does, also those that are not here.
      const mapped = isImage
        ? (pictures.targets.get(to) ?? (titles === undefined ? to : undefined))
        : links.targetOf(to, from);
      if (mapped === undefined && !isImage && !/^#|\.(?:png|jpe?g|gif|webp)$/i.test(to)) wordsOnly++;
      return mapped;
    },
    ({ target: to, isImage }) => (isImage ? pictures.targets.get(to) : links.named(to, from)),
  );
  report.notes.push(...pictures.lost.map((what) => `lost: ${what}`));
  if (wordsOnly > 0) report.notes.push(`lost: targets of links to pages that are not here: ${wordsOnly}`);
  const markdown = articleMarkdown(
    { ...article, body, date: article.date ?? presentDate ?? fallbackDate },
    key,
  );
  const outcome = { title: article.title, file: target, dateMissing: article.date === undefined };
  if (present === markdown) return { kind: 'unchanged', ...outcome };
  if (present !== undefined && !force && originOf(present)?.isEdited !== false)
    return { kind: 'kept', ...outcome };
  for (const picture of pictures.files) await write(path.join(articlesDir, picture.file), picture.bytes);
  await write(target, Buffer.from(markdown));
  return { kind: 'written', ...outcome };
}

async function write(target: string, bytes: Uint8Array): Promise<void> {
  try {
    await mkdir(path.dirname(target), { recursive: true });
    await replaceFile(target, bytes);
  } catch (error) {
    throw new Failure(
      'import',
      `${target} cannot be written (${reasonOf(error)}); name another folder with --articles DIR`,
    );
  }
}
