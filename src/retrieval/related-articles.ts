import { normalise } from '../text/normal-form.ts';
import type { CatalogueArticle } from '../index/catalogue-article.ts';
import type { OpenIndex } from '../index/open-index.ts';

/** Neighbours asked for beside the article's own passages, which come back as well; a neighbour may come several times. */
const NEIGHBOURS = 40;

/**
 * Topics related to an article: those it declares, in its order, then the nearest articles by vector.
 * @returns at most `limit` articles, never the article itself; declared titles that do not exist are left out
 */
export function relatedArticles(
  index: OpenIndex,
  article: CatalogueArticle,
  limit: number,
): CatalogueArticle[] {
  const related: CatalogueArticle[] = [];
  const add = (candidate: CatalogueArticle | undefined): void => {
    if (candidate === undefined || candidate === article || related.includes(candidate)) return;
    if (related.length < limit) related.push(candidate);
  };
  for (const title of article.related) add(index.catalogue.byTitle(title));
  if (related.length >= limit) return related;
  const own = article.sections.reduce((sum, section) => sum + section.passages, 0);
  const centre = centroid(index, article);
  if (centre === undefined) return related;
  for (const { ordinal } of index.vectors.search(centre, own + NEIGHBOURS))
    add(index.catalogue.place(ordinal).article);
  return related;
}

/** Mean of the vectors of an article's passages, as a unit vector. */
function centroid(index: OpenIndex, article: CatalogueArticle): Float32Array | undefined {
  const sum = new Float32Array(index.vectors.dimension);
  for (const section of article.sections) {
    for (let i = 0; i < section.passages; i++) {
      const vector = index.vectors.vectorOf(section.firstPassage + i);
      for (const [axis, value] of vector.entries()) sum[axis] = (sum[axis] ?? 0) + value;
    }
  }
  const norm = Math.hypot(...sum);
  return norm === 0 ? undefined : sum.map((value) => value / norm);
}

/** The part of an article that is shown first: 基本释义, or whatever its first part is called. */
export function briefSections(article: CatalogueArticle): CatalogueArticle['sections'] {
  const part = (section: CatalogueArticle['sections'][number] | undefined): string =>
    normalise(section?.headingPath[0] ?? '');
  const brief = article.sections.find((section) => part(section) === '基本释义') ?? article.sections[0];
  return article.sections.filter((section) => part(section) === part(brief));
}
