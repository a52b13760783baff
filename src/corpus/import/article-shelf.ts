// Which file each imported article has: the one that was made from the same page before, then one with the same title,
// then a new one.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { normalise } from '../../text/normal-form.ts';
import { readFrontMatter } from '../front-matter.ts';
import { slugOf } from '../file-names.ts';
import { listArticleFiles } from '../list-articles.ts';
import { originOf, slugFor } from './article-file.ts';
import type { FoundPage } from './find-pages.ts';
import type { ImportedArticle, PageReport } from './imported-article.ts';
import type { TitleCandidates } from './html/page-title.ts';

/** An article that has no file yet. */
export type Draft = {
  page: FoundPage;
  article: ImportedArticle;
  report: PageReport;
  titles?: TitleCandidates;
};
/** `key` names the page, and the topic if it is not the page's first; `file` is relative to the folder of articles. */
export type PlacedDraft = { draft: Draft; key: string; file: string };

type Shelf = {
  slugs: Set<string>;
  articles: { file: string; title: string | undefined; page: string | undefined }[];
};

/** The existing articles, good or bad. */
export async function readShelf(articlesDir: string): Promise<Shelf> {
  const shelf: Shelf = { slugs: new Set(), articles: [] };
  for (const file of (await listArticleFiles(articlesDir)).files) {
    const text = await readFile(path.join(articlesDir, file), 'utf8').catch(() => '');
    const { title } = readFrontMatter(file, text).values;
    shelf.slugs.add(slugOf(file));
    shelf.articles.push({
      file,
      title: title === undefined ? undefined : normalise(title),
      page: originOf(text)?.page,
    });
  }
  return shelf;
}

/** Gives every article its file. Two articles never get the same one, even if their titles are the same. */
export function placeArticles(drafts: readonly Draft[], { slugs, articles }: Shelf): PlacedDraft[] {
  const keys = keysOf(drafts);
  const taken = new Set<string>();
  const take = (file: string | undefined): string | undefined => {
    if (file !== undefined) taken.add(file);
    return file;
  };
  const files = keys.map((key) =>
    take(articles.find(({ page, file }) => page === key && !taken.has(file))?.file),
  );
  const known = new Set(keys);
  return drafts.map((draft, at) => {
    const key = keys[at] ?? '';
    const { title } = draft.article;
    const sameTitle = articles.find(
      (article) =>
        article.title === normalise(title) &&
        !taken.has(article.file) &&
        // The same page under another path, as when its folder is named instead of the one above.
        (article.page === undefined ||
          (!known.has(article.page) && path.posix.basename(article.page) === path.posix.basename(key))),
    )?.file;
    const file = files[at] ?? take(sameTitle) ?? `${freeSlug(slugFor(title), slugs)}.md`;
    slugs.add(slugOf(file));
    return { draft, key, file };
  });
}

function keysOf(drafts: readonly Draft[]): string[] {
  const seen = new Map<string, number>();
  let before: FoundPage | undefined;
  return drafts.map(({ page, article }) => {
    const name = `${page.tree.name}/${page.file}`;
    const key = page === before ? `${name}#${article.title}` : name;
    before = page;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? key : `${key} (${count})`;
  });
}

/** The slug, with a number added if another article has it: pinyin has homophones, and long titles are cut. */
function freeSlug(slug: string, slugs: ReadonlySet<string>): string {
  let candidate = slug;
  for (let number = 2; slugs.has(candidate); number++) candidate = `${slug}-${number}`;
  return candidate;
}
