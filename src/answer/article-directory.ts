// Topics found without a question: under the letter of their title, by age, by how much they are read, and by title as it
// is typed. The letter comes from the reading of the title in context (重庆 is under C); a short title that begins with a
// surname read otherwise (曾毓群, 单伟建) stands under both letters, since only people know whether it is a name (区块链).
import { setImmediate } from 'node:timers/promises';
import { pinyin } from 'pinyin-pro';
import type { Catalogue } from '../index/catalogue.ts';
import type { CatalogueArticle } from '../index/catalogue-article.ts';
import { type Normal, normalise } from '../text/normal-form.ts';
import type { ArticleRef } from './answer.ts';
import { articleRef } from './article-reader.ts';
import { inSteps } from './in-steps.ts';
import { createTitleSearch } from './title-search.ts';

/** A topic in a list. `views` are those of the article file and the reads in the bot together. */
export type ListedArticle = ArticleRef & { date: string; views: number };
/** A slice of a list, and how long the whole list is. */
export type ArticleList = { articles: ListedArticle[]; total: number };
/** `A`–`Z`; `#` holds titles that begin with a digit, `*` what has no letter. */
export type Letter = { letter: string; count: number };

export interface ArticleDirectory {
  /** Number of topics. */
  readonly size: number;
  /** Letters that have topics, A–Z, then digits, then the others. */
  letters(): Letter[];
  /** Topics under a letter, in the order of their pinyin; none for a letter that has none. */
  byLetter(letter: string, offset: number, limit: number): ArticleList;
  /** Newest first. */
  latest(offset: number, limit: number): ArticleList;
  /** Most read first. */
  hot(offset: number, limit: number): ArticleList;
  /** Any topic; undefined when there is none. `random` gives 0 (included) to 1 (excluded). */
  random(random: () => number): ListedArticle | undefined;
  /** Topics whose title has what was typed: characters, pinyin, initials (`qywx`), mixed; the best match first. */
  search(text: Normal, limit: number): ListedArticle[];
  byId(articleId: string): ListedArticle | undefined;
  /** Reads the titles before somebody asks for letters or types one, in pieces of a millisecond. */
  prepare(): Promise<void>;
}

export type ArticleDirectoryOptions = {
  catalogue: Catalogue;
  /** How often an article and its sections were read in the bot. */
  readsOf: (article: CatalogueArticle) => number;
};

type Entry = { article: CatalogueArticle; slug: string; key: string };

export function createArticleDirectory({ catalogue, readsOf }: ArticleDirectoryOptions): ArticleDirectory {
  const { articles } = catalogue;
  // All that takes long is made when it is first asked for, or bit by bit by `prepare`.
  const entries: Entry[] = [];
  const reading = inSteps(articles, (article) => {
    const { title, slug } = article;
    for (const key of keysOf(title)) entries.push({ article, slug, key });
  });
  let letters: Map<string, CatalogueArticle[]> | undefined;
  const byLetter = (): Map<string, CatalogueArticle[]> => {
    while (reading.next().done !== true);
    return (letters ??= sortedByLetter(entries));
  };
  let sorted: CatalogueArticle[] | undefined;
  const newest = (): CatalogueArticle[] =>
    (sorted ??= articles
      .map((article) => ({ article, date: article.date, slug: article.slug }))
      .sort((a, b) => compare(b.date, a.date) || compare(a.slug, b.slug))
      .map(({ article }) => article));
  const titles = createTitleSearch(articles);
  const heat = (article: CatalogueArticle): number => article.views + readsOf(article);

  function listed(article: CatalogueArticle): ListedArticle {
    return { ...articleRef(article), date: article.date, views: heat(article) };
  }
  function page(all: readonly CatalogueArticle[], offset: number, limit: number): ArticleList {
    return { articles: all.slice(offset, offset + limit).map(listed), total: all.length };
  }

  return {
    size: articles.length,
    letters: () => Array.from(byLetter(), ([letter, { length: count }]) => ({ letter, count })),
    byLetter: (letter, offset, limit) => page(byLetter().get(letter) ?? [], offset, limit),
    latest: (offset, limit) => page(newest(), offset, limit),
    hot: (offset, limit) => {
      const heats = new Map(articles.map((article) => [article, heat(article)]));
      // Sorting is stable: of two that are read as much, the newer one comes first.
      const all = [...newest()].sort((a, b) => (heats.get(b) ?? 0) - (heats.get(a) ?? 0));
      return page(all, offset, limit);
    },
    random: (random) => {
      const article = articles[Math.floor(random() * articles.length)];
      return article && listed(article);
    },
    search: (text, limit) => {
      const found = titles.search(text).map((match) => ({ ...match, heat: heat(match.article) }));
      found.sort((a, b) => a.rank - b.rank || b.heat - a.heat || compare(a.article.slug, b.article.slug));
      return found.slice(0, limit).map(({ article }) => listed(article));
    },
    byId: (articleId) => {
      const article = catalogue.byId(articleId);
      return article && listed(article);
    },
    async prepare() {
      for (const titlesBy of [reading, titles.reading])
        while (titlesBy.next().done !== true) await setImmediate();
    },
  };
}

function sortedByLetter(entries: readonly Entry[]): Map<string, CatalogueArticle[]> {
  const byLetter = new Map<string, Entry[]>();
  for (const entry of entries) {
    const letter = letterOf(entry.key);
    const own = byLetter.get(letter);
    if (own === undefined) byLetter.set(letter, [entry]);
    else own.push(entry);
  }
  const rank = (letter: string): string => (letter === '#' ? '|' : letter === '*' ? '}' : letter);
  return new Map(
    [...byLetter]
      .sort(([a], [b]) => compare(rank(a), rank(b)))
      .map(([letter, own]) => [
        letter,
        own.sort((a, b) => compare(a.key, b.key) || compare(a.slug, b.slug)).map(({ article }) => article),
      ]),
  );
}

/** Titles at most this long may be the name of a person. */
const MAX_NAME = 4;
const READING = { toneType: 'none', type: 'array', v: true } as const;

/** What a title is sorted by: its reading, and for what may be a name the reading as a name when it begins otherwise. */
function keysOf(title: string): string[] {
  // Quotation marks and emoji in front are not what one looks a title up by.
  const bare = normalise(title).replace(/^[^\p{L}\p{N}]+/u, '');
  const key = pinyin(bare, READING).join(' ');
  if (bare.length > MAX_NAME) return [key];
  const asName = pinyin(bare, { ...READING, surname: 'head' }).join(' ');
  return letterOf(asName) === letterOf(key) ? [key] : [key, asName];
}

function letterOf(key: string): string {
  const first = key.normalize('NFD').charAt(0);
  if (/[a-z]/.test(first)) return first.toUpperCase();
  return /\p{N}/u.test(first) ? '#' : '*';
}

/** By code unit: the same order on every machine, unlike the one of a locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
