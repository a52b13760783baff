// The result of a search, as data.
import type { Normal } from '../text/normal-form.ts';
import type { ConfidenceFeatures } from './confidence.ts';
import type { Hit } from './hit.ts';
import type { Question } from './question.ts';
import type { SoftQuestion } from './soft-match.ts';

/**
 * Milliseconds of each step when the question was searched, summed over both searches if the spelling was corrected. A
 * cached search keeps them.
 */
export type Timings = {
  /** Terms, synonyms, and spelling correction. */
  readMs: number;
  /** The question's vector. */
  embedMs: number;
  /** Both rankings. */
  searchMs: number;
  /** Comparing word by word, summing the features, estimating the confidence. */
  rankMs: number;
};

/** The steps of a search, in order. */
export const STEPS = [
  'readMs',
  'embedMs',
  'searchMs',
  'rankMs',
] as const satisfies readonly (keyof Timings)[];

export type Retrieval = {
  /** The searched question as parsed, with its spelling corrected if that found more. */
  question: Question;
  /** The corrected question, if it differs from the asked one. */
  corrected: Normal | undefined;
  /** The question's vector and tokens; undefined if there was nothing to embed, or no time for it. */
  embedded: SoftQuestion | undefined;
  /** First passages of the sections that the question names; their hits come first. */
  named: ReadonlySet<number>;
  /** Best first; empty if the question has no content word and names no section. */
  hits: Hit[];
  /** Ordinals of candidates after the hits that hold half of the question's words, by the plain sum of both rankings. */
  rest: number[];
  /** False if the question's vector did not arrive in time: then `hits` come from the lexical index alone. */
  complete: boolean;
  /** The top ordinals of each ranking by itself, best first, for the question as typed. */
  rankings: { vector: number[]; lexical: number[] };
  /** The features of the confidence; undefined without hits. */
  features: ConfidenceFeatures | undefined;
  /** Estimated probability that the first hit answers the question, 0 to 1. */
  confidence: number;
  /** Whether operators have taught that the wiki shall not answer it; then there are no hits. */
  outOfScope: boolean;
  timings: Timings;
};

/** Of a search that has not been made. */
export const NOTHING_FOUND = {
  embedded: undefined,
  hits: [],
  rest: [],
  rankings: { vector: [], lexical: [] },
} satisfies Partial<Retrieval>;
