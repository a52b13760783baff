// Combines both rankings: a weighted sum of features, each 0 to 1, with weights fitted on labelled questions (see
// calibration.ts). Every candidate gets every feature, so that a passage from only one ranking can win.

/** The features that decide a passage's rank; each 0 to 1, higher is better. */
export type RankFeatures = {
  /** Cosine of question and passage. */
  vectorScore: number;
  /** Share of the question's idf mass that the passage holds. */
  coverage: number;
  /** Share of the article's title that the question says, synonyms included; 1 if it says all of it. */
  titleMatch: number;
  /** Of the passage and of its best sentence, word by word (see soft-match.ts); 0 for models without token vectors. */
  softCoverage: number;
  sentenceCoverage: number;
  sentenceScore: number;
  /** What the question asks beyond the title, in the headings and in a sentence below them; 0 likewise. */
  aspectInHeading: number;
  aspectInSentence: number;
  /** Terms that question and title with heading share, asking words included (Dice). */
  nameLikeness: number;
  /** Kinds of answer that the question wants and the heading names (费用 for 多少钱), of all that either does. */
  kindNamed: number;
};

export type FusionWeights = Readonly<Record<keyof RankFeatures, number>>;

export const RANK_FEATURES = [
  'vectorScore',
  'coverage',
  'titleMatch',
  'softCoverage',
  'sentenceCoverage',
  'sentenceScore',
  'aspectInHeading',
  'aspectInSentence',
  'nameLikeness',
  'kindNamed',
] as const satisfies readonly (keyof RankFeatures)[];

/** Weighted sum of the features, divided by the sum of the weights: 0 to 1. */
export function fuse(features: RankFeatures, weights: FusionWeights): number {
  let sum = 0;
  let mass = 0;
  for (const name of RANK_FEATURES) {
    sum += weights[name] * Math.max(0, features[name]);
    mass += weights[name];
  }
  return mass === 0 ? 0 : sum / mass;
}

/** A record with one value per name. */
export function byName<Name extends string>(
  names: readonly Name[],
  value: (name: Name, index: number) => number,
): Record<Name, number> {
  return Object.fromEntries(names.map((name, i) => [name, value(name, i)])) as Record<Name, number>;
}
