// How sure Wenda is that the first passage answers the question: a logistic function of a few features, so that a value
// means the same for every question. Coefficients are fitted per model (see calibration.ts).

import type { TokenSource } from '../embedding/embedder.ts';
import type { OpenIndex } from '../index/open-index.ts';
import { codesIn } from '../text/codes.ts';
import { normalise } from '../text/normal-form.ts';
import { termsOf } from '../text/tokens.ts';
import type { Hit } from './hit.ts';
import type { Question } from './question.ts';
import type { SoftQuestion } from './soft-match.ts';

/** The features of the estimate, each about 0 to 1. */
export type ConfidenceFeatures = {
  /** Fused score of the first passage. */
  fused: number;
  /** Its lead over the next passage. */
  lead: number;
  /** The largest share of the question carried by one word that the first passage lacks. */
  missing: number;
  /** Number of terms of the question, 1 for 12 or more: the same share of a longer question is more evidence. */
  length: number;
  /** Share of the first five passages that are in its article. */
  together: number;
  /**
   * Mean length of the question's token vectors, at most 1: words of content have long ones, everyday words short ones. The same
   * score says less about a question in the wiki's own terms. 0 for models without token vectors, as is the next one.
   */
  content: number;
  /** Share of the question's tokens that no passage has: everyday words, as long as they are few (see MOST_UNKNOWN). */
  unknown: number;
  /** Whether the question has a year, a code or a long number that the section of the first passage lacks. */
  lacksCode: boolean;
};

export const CONFIDENCE_FEATURES = [
  'fused',
  'lead',
  'missing',
  'length',
  'together',
  'content',
  'unknown',
] as const satisfies readonly (keyof ConfidenceFeatures)[];

type FittedFeature = (typeof CONFIDENCE_FEATURES)[number];

export type ConfidenceModel = {
  intercept: number;
  weights: Readonly<Record<FittedFeature, number>>;
};

/**
 * What is left of a confidence when a code is missing. It is no fitted weight: the same question about another year
 * matches so well that no weight would be enough. Set by hand: of 342 questions whose first passage lacks a code (own
 * tune half, DRCD with half of the articles taken away), 11 had their answer there.
 */
const WITHOUT_CODE = 0.3;

/**
 * Below this score a passage has hardly anything of the question, and what is left of its confidence falls in proportion:
 * the fit knows no such answer (199 of 200 right ones have more), and would guess from the other features.
 */
const LEAST_FUSED = 0.25;

/**
 * Estimated probability (0–1) that the first passage answers the question: 1 / (1 + e^−(intercept + Σ weight · feature)),
 * less if it lacks a code, or nearly everything.
 */
export function confidenceOf(features: ConfidenceFeatures, { intercept, weights }: ConfidenceModel): number {
  const sum = CONFIDENCE_FEATURES.reduce((total, name) => total + weights[name] * features[name], intercept);
  const left = (features.lacksCode ? WITHOUT_CODE : 1) * Math.min(1, features.fused / LEAST_FUSED);
  return left / (1 + Math.exp(-sum));
}

/** Questions of this many terms or more are long. */
const MANY_TERMS = 12;
/** More unknown words than this share are no everyday words of a question; of the right answers one in ten has more. */
const MOST_UNKNOWN = 0.3;
/** Number of passages that may agree on an article. */
const FIRST_FEW = 5;

/** The features of the confidence in the first of some hits; undefined without hits. */
export type ConfidenceJudge = (search: {
  hits: readonly Hit[];
  question: Question;
  embedded: SoftQuestion | undefined;
}) => ConfidenceFeatures | undefined;

/** @param source the token vectors of the model, if it has them */
export function createConfidenceJudge(
  index: Pick<OpenIndex, 'texts' | 'tokens'>,
  source: Pick<TokenSource, 'table'> | undefined,
): ConfidenceJudge {
  const { texts, tokens } = index;

  /** Whether the section of a hit, with its title and headings, lacks one of some codes. */
  function lacks({ article, section, sectionIndex }: Hit, codes: readonly string[]): boolean {
    if (codes.length === 0) return false;
    const { text } = texts.section(sectionIndex);
    const words = termsOf(normalise([article.title, ...section.headingPath, text].join('\n')));
    const held = new Set(words.map(({ term }) => term));
    return codes.some((code) => !held.has(code));
  }

  function wordsOf(embedded: SoftQuestion | undefined): Pick<ConfidenceFeatures, 'content' | 'unknown'> {
    const ids = embedded?.segments.flatMap(({ ids }) => [...ids]) ?? [];
    if (source === undefined || tokens === undefined || ids.length === 0) return { content: 0, unknown: 0 };
    const lengths = ids.reduce((sum, id) => sum + lengthOf(source.table, id), 0);
    const unknown = ids.filter((id) => tokens.documentFrequency(id) === 0).length;
    return {
      content: Math.min(1, lengths / ids.length),
      unknown: Math.min(MOST_UNKNOWN, unknown / ids.length),
    };
  }

  return function judge({ hits, question: { normalForm, terms }, embedded }) {
    const [first, second] = hits;
    if (first === undefined) return undefined;
    const words = terms.filter(({ weight, optional }) => weight >= 1 && optional !== true).length;
    const few = hits.slice(0, FIRST_FEW);
    return {
      fused: first.fused,
      lead: Math.max(0, first.fused - (second?.fused ?? 0)),
      missing: first.soft?.missing ?? 0,
      length: Math.min(1, words / MANY_TERMS),
      together: few.filter(({ article }) => article === first.article).length / FIRST_FEW,
      ...wordsOf(embedded),
      lacksCode: lacks(first, codesIn(normalForm)),
    };
  };
}

/** Euclidean length of a row of a table. */
function lengthOf({ dimension, rows, scales }: TokenSource['table'], row: number): number {
  let square = 0;
  for (let i = row * dimension; i < (row + 1) * dimension; i++) square += rows[i]! ** 2;
  return Math.sqrt(square) * scales[row]!;
}
