// Reading on from an answer: cards, sections and whole articles, verbatim and without any search.
import path from 'node:path';
import { breadcrumbOf } from '../corpus/breadcrumb.ts';
import { isImage, type ShapedText } from '../corpus/shape.ts';
import type { CatalogueArticle } from '../index/catalogue-article.ts';
import type { OpenIndex } from '../index/open-index.ts';
import { briefSections, relatedArticles } from '../retrieval/related-articles.ts';
import type { ArticleHead, ArticleRef } from './answer.ts';

/**
 * A section that a reader can open; `heading` is the last of its heading path, or empty for text before the first
 * heading.
 */
export type SectionLink = { sectionId: string; heading: string };
/** A section in the list of an article's sections. */
export type ListedSection = SectionLink & { headingPath: string[] };

/** `anchor`: its name in addresses, if the author gave it one. */
export type SectionText = ListedSection & ShapedText & { anchor?: string };

/** An article's card: its brief part and its sections. */
export type ArticleCard = {
  article: ArticleHead;
  /** The names of the folders that it is in, from the top. */
  folder: readonly string[];
  brief: SectionText[];
  contents: ListedSection[];
  related: ArticleRef[];
};

/** One section in its article. `breadcrumb`: its heading path as it is shown (see breadcrumb.ts). */
export type SectionPage = SectionText & {
  article: ArticleHead;
  breadcrumb: string[];
  /** Position among the article's sections, from 0, and their number. */
  position: number;
  count: number;
  previous: SectionLink | undefined;
  next: SectionLink | undefined;
};

export type WholeArticle = { article: ArticleHead; sections: SectionText[] };

/** The articles before and after one in its folder. */
export type Neighbours = { previous: ArticleRef | undefined; next: ArticleRef | undefined };

/** Every method gives undefined, or an empty list, for an id that the index does not have (any more). */
export interface ArticleReader {
  card(articleId: string): ArticleCard | undefined;
  section(sectionId: string): SectionPage | undefined;
  article(articleId: string): WholeArticle | undefined;
  /** The article of a slug, as it stands in addresses of pages. */
  bySlug(slug: string): ArticleRef | undefined;
  /** The article that a section belongs to. */
  articleOf(sectionId: string): ArticleRef | undefined;
  related(articleId: string): ArticleRef[];
  neighbours(articleId: string): Neighbours;
  /**
   * A picture that a section shows, by its position among the section's pictures (from 0): its address as written, and
   * the article's file, relative to the folder of articles.
   */
  picture(sectionId: string, position: number): { file: string; src: string } | undefined;
}

const MAX_RELATED = 4;

export function createArticleReader(index: OpenIndex): ArticleReader {
  const textOf = (section: CatalogueArticle['sections'][number]): SectionText => ({
    ...linkOf(section),
    headingPath: section.headingPath,
    ...(section.anchor === undefined ? {} : { anchor: section.anchor }),
    ...index.texts.section(index.catalogue.place(section.firstPassage).sectionIndex),
  });
  /** Made for the first page that shows its neighbours. */
  let folders: Map<string, CatalogueArticle[]> | undefined;
  const relatedTo = (article: CatalogueArticle): ArticleRef[] =>
    relatedArticles(index, article, MAX_RELATED).map(articleRef);

  return {
    card: (articleId) => {
      const article = index.catalogue.byId(articleId);
      return article === undefined
        ? undefined
        : {
            article: headOf(article),
            folder: article.folder,
            brief: briefSections(article).map(textOf),
            contents: article.sections.map((section) => ({
              ...linkOf(section),
              headingPath: section.headingPath,
            })),
            related: relatedTo(article),
          };
    },
    section: (sectionId) => {
      const entry = index.catalogue.bySectionId(sectionId);
      if (entry === undefined) return undefined;
      const { sections } = entry.article;
      const position = sections.findIndex(({ id }) => id === entry.section.id);
      const link = (at: number): SectionLink | undefined => {
        const section = sections[at];
        return section === undefined ? undefined : linkOf(section);
      };
      return {
        ...textOf(entry.section),
        article: headOf(entry.article),
        breadcrumb: breadcrumbIn(entry.article, entry.section.headingPath),
        position,
        count: sections.length,
        previous: link(position - 1),
        next: link(position + 1),
      };
    },
    article: (articleId) => {
      const article = index.catalogue.byId(articleId);
      return article === undefined
        ? undefined
        : { article: headOf(article), sections: article.sections.map(textOf) };
    },
    bySlug: (slug) => {
      const article = index.catalogue.bySlug(slug);
      return article === undefined ? undefined : articleRef(article);
    },
    articleOf: (sectionId) => {
      const entry = index.catalogue.bySectionId(sectionId);
      return entry === undefined ? undefined : articleRef(entry.article);
    },
    related: (articleId) => {
      const article = index.catalogue.byId(articleId);
      return article === undefined ? [] : relatedTo(article);
    },
    neighbours: (articleId) => {
      const article = index.catalogue.byId(articleId);
      if (article === undefined) return { previous: undefined, next: undefined };
      folders ??= byFolder(index.catalogue.articles);
      const beside = folders.get(path.posix.dirname(article.file)) ?? [];
      const at = beside.indexOf(article);
      const refAt = (place: number): ArticleRef | undefined => beside[place] && articleRef(beside[place]);
      return { previous: refAt(at - 1), next: refAt(at + 1) };
    },
    picture: (sectionId, position) => {
      const entry = index.catalogue.bySectionId(sectionId);
      const image = entry && textOf(entry.section).spans.filter(isImage)[position];
      return image && { file: entry.article.file, src: image.src };
    },
  };
}

/** The articles of each folder, in the order of their files. */
function byFolder(articles: readonly CatalogueArticle[]): Map<string, CatalogueArticle[]> {
  const folders = new Map<string, CatalogueArticle[]>();
  for (const article of articles.toSorted((a, b) => (a.file < b.file ? -1 : 1))) {
    const folder = path.posix.dirname(article.file);
    const beside = folders.get(folder);
    if (beside === undefined) folders.set(folder, [article]);
    else beside.push(article);
  }
  return folders;
}

function linkOf({ id, headingPath }: CatalogueArticle['sections'][number]): SectionLink {
  return { sectionId: id, heading: headingPath.at(-1) ?? '' };
}

export function breadcrumbIn(
  { sections }: Pick<CatalogueArticle, 'sections'>,
  headingPath: readonly string[],
): string[] {
  return breadcrumbOf(
    headingPath,
    sections.map((section) => section.headingPath),
  );
}

export function articleRef({ id, slug, title }: CatalogueArticle): ArticleRef {
  return { articleId: id, slug, title };
}

export function headOf(article: CatalogueArticle): ArticleHead {
  const { date, views, source } = article;
  return { ...articleRef(article), date, views, source };
}
