// The articles of the generation before, as a new one takes them over: files that have not changed are neither parsed nor
// cut into passages again.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Article } from '../corpus/article.ts';
import type { KnownFiles } from '../corpus/read-corpus.ts';
import type { CatalogueArticle } from '../index/catalogue-article.ts';
import { FILES } from '../index/open-index.ts';
import { type PlannedArticle, sectionText } from './passage-plan.ts';
import { decodeSources } from './source-table.ts';
import { decodePassages } from '../index/text-store.ts';

export type EarlierArticles = {
  /** What is known of article files, by their content. */
  known: KnownFiles;
  /** How an article that `known` gave has been cut. */
  planned: (article: Article) => PlannedArticle | undefined;
};

/**
 * Reads them when the first file is asked for.
 * @param folder of a generation whose files have been verified
 * @param keys of all its passages
 */
export function openEarlierArticles(folder: string, keys: () => readonly string[]): EarlierArticles {
  const read = (name: string): Buffer => readFileSync(path.join(folder, name));
  const taken = new Map<Article, PlannedArticle>();
  let opened:
    { sources: ReturnType<typeof decodeSources>; articles: Map<string, PlannedArticle> } | undefined;
  const open = (): NonNullable<typeof opened> => {
    const catalogue = JSON.parse(read(FILES.catalogue).toString('utf8')) as CatalogueArticle[];
    const planned = splitByArticle(catalogue, read(FILES.texts), read(FILES.passages), keys());
    return {
      sources: decodeSources(read(FILES.sources)),
      articles: new Map(planned.map((article) => [article.entry.slug, article])),
    };
  };
  return {
    known: (file, sha256) => {
      opened ??= open();
      const source = opened.sources.get(file);
      if (source?.sha256 !== sha256) return undefined;
      const problems = source.problems ?? [];
      if (source.slug === undefined) return { article: undefined, problems };
      const planned = opened.articles.get(source.slug);
      if (planned === undefined) return undefined;
      const article = articleOf(planned);
      taken.set(article, planned);
      return { article, problems };
    },
    planned: (article) => taken.get(article),
  };
}

/** What the files of a generation say, article by article; texts and numbers are views of them. */
function splitByArticle(
  catalogue: readonly CatalogueArticle[],
  texts: Buffer,
  passages: Buffer,
  keys: readonly string[],
): PlannedArticle[] {
  const { textEnds: ends, ranges } = decodePassages(passages);
  let section = 0;
  let passage = 0;
  let byte = 0;
  return catalogue.map(({ sections, ...head }) => {
    const first = { section, passage, byte };
    const own = sections.map(({ firstPassage, ...rest }) => {
      passage += rest.passages;
      const { id, headingPath } = rest;
      return { id, headingPath, firstPassage: firstPassage - first.passage, passages: rest.passages };
    });
    section += sections.length;
    const textEnds = ends.slice(first.section, section).map((end) => end - first.byte);
    byte += textEnds.at(-1) ?? 0;
    return {
      entry: { ...head, sections: own },
      texts: texts.subarray(first.byte, byte),
      textEnds,
      ranges: ranges.subarray(first.passage * 2, passage * 2),
      keys: keys.slice(first.passage, passage),
    };
  });
}

/** The article as its file gave it; the sections' texts are made when somebody reads them. */
function articleOf(planned: PlannedArticle): Article {
  const { slug, title, date, views, related, source } = planned.entry;
  return {
    slug,
    title,
    date,
    views,
    related,
    ...(source === undefined ? {} : { source }),
    get sections() {
      return planned.entry.sections.map(({ id, headingPath }, i) => ({
        id,
        headingPath,
        text: sectionText(planned, i),
      }));
    },
  };
}
