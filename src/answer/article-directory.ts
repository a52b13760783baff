// Articles found without a question: by the letter of their title, by folder, by age, by number of reads, and by typing a
// title.
// The letter comes from the pinyin of the title in context (重庆 is under C). A short title that begins with a surname
// of another reading (曾毓群, 单伟建) is listed under both letters, since only people know whether it is a name (区块链
// is not).
import { pinyin } from 'pinyin-pro';
import type { Catalogue } from '../index/catalogue.ts';
import type { CatalogueArticle } from '../index/catalogue-article.ts';
import { type Normal, normalise } from '../text/normal-form.ts';
import type { ArticleRef } from './answer.ts';
import { articleRef } from './article-reader.ts';
import { mostOfOneWord } from './close-titles.ts';
import { type Folder, type Folders, groupByFolder } from './folders.ts';
import { createTitleSearch, type TitleMatch } from './title-search.ts';
import { createTitlesSaid } from './titles-said.ts';
import { walkOnce } from './walk-once.ts';

/**
 * An article in a list. `views` are those of its file, and with `withReads` the reads in the bot as well. `label` is its
 * title, with its folder if other articles have the same title.
 */
export type ListedArticle = ArticleRef & { label: string; date: string; views: number };
/** A slice of a list, and how long the whole list is. */
export type ArticleList = { articles: ListedArticle[]; total: number };
/** `A`–`Z`; `#` holds titles that begin with a digit, `*` what has no letter. */
export type Letter = { letter: string; count: number };

/** How often something was read in the bot, by article or section id. */
export type ReadCounts = { count: (id: string) => number };

/** With fewer topics they are listed at once, not by letter. */
export const MANY_TOPICS = 60;

export interface ArticleDirectory {
  /** Number of articles. */
  readonly size: number;
  /** Letters that have articles, A–Z, then digits, then the others. */
  letters(): Letter[];
  /** Articles under a letter, in the order of their pinyin; empty for a letter without articles. */
  byLetter(letter: string, offset: number, limit: number): ArticleList;
  /** Folders that have articles, each before those in it; empty if all articles lie at the top. */
  folders(): Folder[];
  /** Articles in a folder and in those in it, in the order of their slugs; empty for a folder that is gone. */
  inFolder(folderId: string, offset: number, limit: number): ArticleList;
  /** In the order of their pinyin. */
  byTitle(offset: number, limit: number): ArticleList;
  /** Newest first. */
  latest(offset: number, limit: number): ArticleList;
  /** Most read first. */
  hot(offset: number, limit: number): ArticleList;
  /** Any article; undefined when there is none. `random` gives 0 (included) to 1 (excluded). */
  random(random: () => number): ArticleRef | undefined;
  /**
   * Articles whose title contains the typed text: characters, pinyin, initials (`qywx`), or a mix; the best match
   * first.
   */
  search(text: Normal, limit: number): ListedArticle[];
  /**
   * Articles whose title shares words with a text, or words that sound alike; the closest first. `moreThanOneWord`:
   * only those that share more than a single word could count, however few titles have it.
   */
  closest(text: Normal, limit: number, options?: { moreThanOneWord?: boolean }): ListedArticle[];
  /** Articles whose title, or the part of it before or in brackets, stands in a question. */
  saidIn(question: Normal): ArticleRef[];
  byId(articleId: string): ArticleRef | undefined;
  /** The names of the folders that an article is in, from the top. */
  folderOf(articleId: string): readonly string[];
  /** The same articles, their reads in the bot counted as views. */
  withReads(reads: ReadCounts | undefined): ArticleDirectory;
  /** Reads the titles in small steps, before a reader asks for letters or types a title. */
  prepare(): Promise<void>;
}

/** The fields that lists use, read once: the catalogue decodes an article at every access. */
type Entry = {
  article: CatalogueArticle;
  slug: string;
  date: string;
  views: number;
  /** The ids whose reads count as reads of the article: its own and those of its sections. */
  ids: string[];
};
/** An entry under a letter; the key decides the letter and the order there. */
type Keyed = { entry: Entry; key: string };
type Lists = {
  byLetter: Map<string, Entry[]>;
  newest: Entry[];
  folders: Folders<Entry>;
  /** Titles that several articles have. */
  repeated: Set<string>;
};

export function createArticleDirectory(catalogue: Catalogue): ArticleDirectory {
  const { articles } = catalogue;
  // Slow parts are built at first use, or by `prepare`.
  const keyed: Keyed[] = [];
  const entries: Entry[] = [];
  const reading = walkOnce(articles, (article) => {
    const entry = entryOf(article);
    entries.push(entry);
    for (const key of keysOf(article.title)) keyed.push({ entry, key });
  });
  let sorted: Lists | undefined;
  const lists = (): Lists => {
    reading.finish();
    return (sorted ??= {
      byLetter: sortedByLetter(keyed.splice(0)),
      repeated: repeatedIn(articles.map(({ title }) => title)),
      // Before the entries are sorted by age: the catalogue has them in the order of their slugs.
      folders: groupByFolder(entries, ({ article }) => article.folder),
      newest: entries.sort((a, b) => compare(b.date, a.date) || compare(a.slug, b.slug)),
    });
  };
  const titles = createTitleSearch(articles);
  const titlesSaid = createTitlesSaid(articles);

  const withReads = (reads: ReadCounts | undefined): ArticleDirectory => {
    const heatOf = ({ views, ids }: Entry): number =>
      reads === undefined ? views : ids.reduce((sum, id) => sum + reads.count(id), views);
    const listed = (entry: Entry): ListedArticle => ({
      ...articleRef(entry.article),
      label: lists().repeated.has(entry.article.title)
        ? [entry.article.title, entry.article.folder.join(' › ')].filter((text) => text !== '').join(' · ')
        : entry.article.title,
      date: entry.date,
      views: heatOf(entry),
    });
    const slice = (all: readonly Entry[], offset: number, limit: number): ArticleList => ({
      articles: all.slice(offset, offset + limit).map(listed),
      total: all.length,
    });
    const ranked = (matches: readonly TitleMatch[], limit: number): ListedArticle[] =>
      matches
        .map(({ article, rank }) => ({ entry: entryOf(article), rank }))
        .map((match) => ({ ...match, heat: heatOf(match.entry) }))
        .sort((a, b) => a.rank - b.rank || b.heat - a.heat || compare(a.entry.slug, b.entry.slug))
        .slice(0, limit)
        .map(({ entry }) => listed(entry));
    return {
      size: articles.length,
      letters: () => Array.from(lists().byLetter, ([letter, { length: count }]) => ({ letter, count })),
      byLetter: (letter, offset, limit) => slice(lists().byLetter.get(letter) ?? [], offset, limit),
      folders: () => lists().folders.list,
      inFolder: (folderId, offset, limit) => slice(lists().folders.entriesOf(folderId), offset, limit),
      // A title that may be a name is under two letters.
      byTitle: (offset, limit) => slice([...new Set([...lists().byLetter.values()].flat())], offset, limit),
      latest: (offset, limit) => slice(lists().newest, offset, limit),
      hot: (offset, limit) => {
        const heated = lists().newest.map((entry) => ({ entry, heat: heatOf(entry) }));
        // Sorting is stable: of two with as many reads, the newer one comes first.
        const all = heated.sort((a, b) => b.heat - a.heat).map(({ entry }) => entry);
        return slice(all, offset, limit);
      },
      random: (random) => {
        const article = articles[Math.floor(random() * articles.length)];
        return article && articleRef(article);
      },
      search: (text, limit) => ranked(titles.search(text), limit),
      closest: (text, limit, { moreThanOneWord = false } = {}) => {
        // The closest has the lowest rank.
        const worst = moreThanOneWord ? -mostOfOneWord(articles.length) : 0;
        return ranked(
          titles.close(text).filter(({ rank }) => rank < worst),
          limit,
        );
      },
      saidIn: (question) => titlesSaid.in(question).map(articleRef),
      byId: (articleId) => {
        const article = catalogue.byId(articleId);
        return article && articleRef(article);
      },
      folderOf: (articleId) => catalogue.byId(articleId)?.folder ?? [],
      withReads,
      prepare: async () => {
        await reading.inSteps();
        lists();
        await titles.prepare();
        await titlesSaid.prepare();
      },
    };
  };
  return withReads(undefined);
}

function entryOf(article: CatalogueArticle): Entry {
  const { id, slug, date, views, sections } = article;
  return { article, slug, date, views, ids: [id, ...sections.map((section) => section.id)] };
}

function repeatedIn(titles: readonly string[]): Set<string> {
  const once = new Set<string>();
  return new Set(titles.filter((title) => once.has(title) || !once.add(title)));
}

function sortedByLetter(keyed: readonly Keyed[]): Map<string, Entry[]> {
  const byLetter = new Map<string, Keyed[]>();
  for (const one of keyed) {
    const letter = letterOf(one.key);
    const own = byLetter.get(letter);
    if (own === undefined) byLetter.set(letter, [one]);
    else own.push(one);
  }
  const rank = (letter: string): string => (letter === '#' ? '|' : letter === '*' ? '}' : letter);
  return new Map(
    [...byLetter]
      .sort(([a], [b]) => compare(rank(a), rank(b)))
      .map(([letter, own]) => [
        letter,
        own
          .sort((a, b) => compare(a.key, b.key) || compare(a.entry.slug, b.entry.slug))
          .map(({ entry }) => entry),
      ]),
  );
}

/** Titles of at most this length may be the name of a person. */
const MAX_NAME = 4;
const READING = { toneType: 'none', type: 'array', v: true } as const;

/** The sort keys of a title: its pinyin, and its pinyin as a name if it may be one and then begins differently. */
function keysOf(title: string): string[] {
  // Nobody looks a title up by leading quotation marks or emoji.
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

/** By code unit: the same order on every machine, unlike a locale's order. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
