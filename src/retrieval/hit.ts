import type { CatalogueArticle } from '../index/catalogue-article.ts';
import type { RankFeatures } from './fusion.ts';
import type { SoftMatch } from './soft-match.ts';

/** A passage with everything that decided its rank. */
export type Hit = RankFeatures & {
  ordinal: number;
  article: CatalogueArticle;
  /** Weighted sum of the features, 0 to 1. */
  fused: number;
  /** The same, sentence by sentence; undefined for models without token vectors. */
  soft: SoftMatch | undefined;
};
