// How sure Wenda is that the first passage answers the question: a logistic function of a few features, so that a value
// means the same for every question. Coefficients are fitted per model (see calibration.ts).

import { dot } from '../index/exact-index.ts';
import type { VectorIndex } from '../index/vector-index.ts';
import type { Question } from './question.ts';
import type { Hit } from './hit.ts';

/** The features of the estimate, each 0 to 1. */
export type ConfidenceFeatures = {
  /** Fused score of the first passage. */
  fused: number;
  /** Its lead over the best passage of another article that says something else. */
  margin: number;
  /** Its lead over the next passage of any article, its own included. */
  lead: number;
  /** The largest share of the question carried by one word that the first passage lacks. */
  missing: number;
  /** Number of terms of the question, 1 for 12 or more: the same share of a longer question is more evidence. */
  length: number;
};

export const CONFIDENCE_FEATURES = [
  'fused',
  'margin',
  'lead',
  'missing',
  'length',
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

/** A passage of another article with at least this cosine to the first one says the same: it is not a rival. */
const SAME_TEXT = 0.95;
/** Questions of this many terms or more are long. */
const MANY_TERMS = 12;

/** The features of the confidence in the first of some hits; undefined without hits. */
export function confidenceFeatures(
  hits: readonly Hit[],
  { terms }: Question,
  vectors: VectorIndex,
): ConfidenceFeatures | undefined {
  const [first, second] = hits;
  if (first === undefined) return undefined;
  const vector = vectors.vectorOf(first.ordinal);
  const rival = hits.find(
    ({ article, ordinal }) =>
      article !== first.article && dot(vectors.vectorOf(ordinal), 0, vector) < SAME_TEXT,
  );
  const words = terms.filter(({ weight, optional }) => weight >= 1 && optional !== true).length;
  return {
    fused: first.fused,
    margin: Math.max(0, first.fused - (rival?.fused ?? 0)),
    lead: Math.max(0, first.fused - (second?.fused ?? 0)),
    missing: first.soft?.missing ?? 0,
    length: Math.min(1, words / MANY_TERMS),
  };
}
