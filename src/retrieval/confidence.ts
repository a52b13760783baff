// How sure Wenda is that the first passage answers the question: a logistic function of three features, so that one
// number means the same whatever the question. Coefficients: fitted on DRCD's development set, answers against the best
// passage that is left when the labelled article is taken away (AUC .976 on the half not fitted).

/** What the estimate looks at. */
export type ConfidenceFeatures = {
  /** Cosine of the first passage with the question. */
  vectorScore: number;
  /** Share of the question's idf mass that the first passage holds. */
  cover: number;
  /** Fused score of the first passage minus that of the best passage of another article. */
  margin: number;
};

const INTERCEPT = -5.3;
const COEFFICIENTS: ConfidenceFeatures = { vectorScore: 1, cover: 5.5, margin: 14.9 };

/** At or above `found` the passage is shown as the answer; from `unsure` up the closest topics are; below, nothing. */
export const CUT_OFFS = { found: 0.5, unsure: 0.05 } as const;

/** Estimated probability (0–1) that the first passage answers the question. */
export function confidenceOf(features: ConfidenceFeatures): number {
  const sum =
    INTERCEPT +
    COEFFICIENTS.vectorScore * features.vectorScore +
    COEFFICIENTS.cover * features.cover +
    COEFFICIENTS.margin * features.margin;
  return 1 / (1 + Math.exp(-sum));
}
