import { normalise } from '../text/normal-form.ts';
import type { CatalogueArticle } from '../index/catalogue-article.ts';
import type { OpenIndex } from '../index/open-index.ts';
import type { Passage } from './hit.ts';

/**
 * Neighbours to search besides the article's own passages, which are found too; a neighbour may be found several times.
 */
const NEIGHBOURS = 40;
/**
 * At most this many of its own passages are allowed for; an article of more than 800,000 characters may hide its
 * neighbours.
 */
const MAX_OWN = 2000;
/** An article's vector is the mean of at most this many passages, evenly spread over it. */
const MAX_SAMPLED = 256;

/**
 * Articles related to one: those that it declares (of one title, the one in its folder), in its order, then
 * those that its wikilinks name, then the nearest articles by vector.
 * @param found passages whose articles are known already
 * @returns at most `limit` articles, never the article itself; declared titles that do not exist are left out
 */
export function relatedArticles(
  index: OpenIndex,
  article: CatalogueArticle,
  limit: number,
  found: readonly Passage[] = [],
): CatalogueArticle[] {
  const related = new Set<CatalogueArticle>();
  const add = (candidate: CatalogueArticle | undefined): void => {
    if (candidate !== undefined && candidate !== article && related.size < limit) related.add(candidate);
  };
  const { catalogue } = index;
  for (const title of article.related) add(catalogue.byTitle(title, article.folder));
  for (const name of article.mentions ?? [])
    add(catalogue.byTitle(name, article.folder) ?? catalogue.bySlug(name.split('/').at(-1) ?? ''));
  if (related.size >= limit) return [...related];
  // An article's passages are consecutive.
  const first = article.sections[0]?.firstPassage ?? 0;
  const own = article.sections.reduce((sum, { passages }) => sum + passages, 0);
  const centre = centroid(index, first, own);
  if (centre === undefined) return [...related];
  const known = new Map(found.map((passage) => [passage.ordinal, passage.article]));
  for (const { ordinal } of index.vectors.search(centre, Math.min(own, MAX_OWN) + NEIGHBOURS)) {
    if (related.size >= limit) break;
    const isOwn = ordinal >= first && ordinal < first + own;
    if (!isOwn) add(known.get(ordinal) ?? index.catalogue.place(ordinal).article);
  }
  return [...related];
}

/** Mean of the vectors of `count` passages from `first` on, as a unit vector. */
function centroid(index: OpenIndex, first: number, count: number): Float32Array | undefined {
  const sum = new Float32Array(index.vectors.dimension);
  const sampled = Math.min(count, MAX_SAMPLED);
  for (let i = 0; i < sampled; i++) {
    const vector = index.vectors.vectorOf(first + Math.floor((i * count) / sampled));
    for (let axis = 0; axis < sum.length; axis++) sum[axis]! += vector[axis]!;
  }
  const norm = Math.hypot(...sum);
  return norm === 0 ? undefined : sum.map((value) => value / norm);
}

/** The first part of an article: 基本释义, or under whatever heading. */
export function briefSections(article: CatalogueArticle): CatalogueArticle['sections'] {
  const part = (section: CatalogueArticle['sections'][number] | undefined): string =>
    normalise(section?.headingPath[0] ?? '');
  const brief = article.sections.find((section) => part(section) === '基本释义') ?? article.sections[0];
  return article.sections.filter((section) => part(section) === part(brief));
}
