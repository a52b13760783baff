// How sure Wenda is that the first passage answers the question: a logistic function of a few features, so that one
// number means the same whatever the question. Coefficients are fitted per model (see calibration.ts).

/** What the estimate looks at; each 0 to 1. */
export type ConfidenceFeatures = {
  /** Fused score of the first passage. */
  fused: number;
  /** That, minus the fused score of the best passage of another article that says something else. */
  margin: number;
  /** Cosine of the first passage with the question. */
  vectorScore: number;
  /** Share of the question's idf mass that the first passage holds. */
  cover: number;
  /** The largest share of the question that one single word makes up which the first passage does not have. */
  missing: number;
  /** Best sentence of the first passage, word by word. */
  sentenceCover: number;
};

export const CONFIDENCE_FEATURES = [
  'fused',
  'margin',
  'vectorScore',
  'cover',
  'missing',
  'sentenceCover',
] as const satisfies readonly (keyof ConfidenceFeatures)[];

export type ConfidenceModel = {
  intercept: number;
  weights: Readonly<Record<keyof ConfidenceFeatures, number>>;
};

/** Estimated probability (0–1) that the first passage answers the question: 1 / (1 + e^−(intercept + Σ weight · feature)). */
export function confidenceOf(features: ConfidenceFeatures, { intercept, weights }: ConfidenceModel): number {
  const sum = CONFIDENCE_FEATURES.reduce((total, name) => total + weights[name] * features[name], intercept);
  return 1 / (1 + Math.exp(-sum));
}
