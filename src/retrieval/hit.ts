import type { PassagePlace } from '../index/catalogue.ts';
import type { RankFeatures } from './fusion.ts';
import type { SoftMatch } from './soft-match.ts';

/** A passage, its article and its section. */
export type Passage = PassagePlace & { ordinal: number };

/** A passage with everything that determined its rank. */
export type Hit = Passage &
  RankFeatures & {
    /** Weighted sum of the features, 0 to 1. */
    fused: number;
    /** Word by word and sentence by sentence; undefined for models without token vectors. */
    soft: SoftMatch | undefined;
  };
