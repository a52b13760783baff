// The articles of the previous generation, for reuse: unchanged files are neither parsed nor cut into passages again.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Article } from '../corpus/article.ts';
import type { EarlierFiles } from '../corpus/read-corpus.ts';
import type { CatalogueArticle } from '../index/catalogue-article.ts';
import { decodeCatalogue } from '../index/catalogue-file.ts';
import { FILES } from '../index/open-index.ts';
import { decodePassages } from '../index/text-store.ts';
import { once } from './once.ts';
import { type PlannedArticle, plannedSection } from './passage-plan.ts';
import { decodeSources } from './source-table.ts';

export type PreviousArticles = {
  /** What is known of the files: nothing of an unchanged one is read again. */
  earlier: Required<EarlierFiles>;
  /** The passages of an article that `earlier` gave. */
  planned: (article: Article) => PlannedArticle | undefined;
  /** Of all articles. */
  catalogue: () => readonly CatalogueArticle[];
};

/**
 * Reads them at the first look-up.
 * @param folder of a generation whose files have been verified
 * @param keys of all its passages
 */
export function openPreviousArticles(folder: string, keys: () => readonly string[]): PreviousArticles {
  const read = (name: string): Buffer => readFileSync(path.join(folder, name));
  const catalogue = once(() => decodeCatalogue(read(FILES.catalogue)));
  const sources = once(() => decodeSources(read(FILES.sources)));
  const bySlug = once(() => {
    const planned = splitByArticle(catalogue(), read(FILES.texts), read(FILES.passages), keys());
    return new Map(planned.map((article) => [article.entry.slug, article]));
  });
  const reused = new Map<Article, PlannedArticle>();
  const reuse = (slug: string | undefined): Article | undefined => {
    const planned = bySlug().get(slug ?? '');
    if (planned === undefined) return undefined;
    const article = articleOf(planned);
    reused.set(article, planned);
    return article;
  };
  return {
    earlier: {
      known: (file, sha256, slug) => {
        const { isCurrent, files } = sources();
        const source = files.get(file);
        if (!isCurrent || source?.sha256 !== sha256) return undefined;
        const { problems = [], leftOut, title } = source;
        const isGood = source.slug !== undefined && !problems.some(({ severity }) => severity === 'error');
        if (!isGood) return { article: undefined, problems, leftOut, title };
        const article = source.slug === slug ? reuse(slug) : undefined;
        return article && { article, problems };
      },
      lastGood: (file, slug) => (sources().files.get(file)?.slug === slug ? reuse(slug) : undefined),
    },
    planned: (article) => {
      const planned = reused.get(article);
      if (planned === undefined) return undefined;
      // Other files decide about the folder's name.
      return { ...planned, entry: { ...planned.entry, folder: article.folder } };
    },
    catalogue,
  };
}

/** The content of a generation's files, article by article; texts and numbers are views of them. */
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
  return catalogue.map((entry) => {
    const first = { section, passage, byte };
    const sections = entry.sections.map((own) => ({
      ...own,
      firstPassage: own.firstPassage - first.passage,
    }));
    section += sections.length;
    passage += sections.reduce((sum, own) => sum + own.passages, 0);
    const textEnds = ends.slice(first.section, section).map((end) => end - first.byte);
    byte += textEnds.at(-1) ?? 0;
    return {
      entry: { ...entry, sections },
      texts: texts.subarray(first.byte, byte),
      textEnds,
      ranges: ranges.subarray(first.passage * 2, passage * 2),
      keys: keys.slice(first.passage, passage),
    };
  });
}

/** The article as parsed from its file; the sections' texts are decoded at first use. */
function articleOf(planned: PlannedArticle): Article {
  return {
    ...planned.entry,
    get sections() {
      return planned.entry.sections.map(({ id, headingPath, anchor }, i) => ({
        id,
        headingPath,
        ...(anchor === undefined ? {} : { anchor }),
        ...plannedSection(planned, i),
      }));
    },
  };
}
