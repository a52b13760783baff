// What a search gives, as data.
import type { Normal } from '../text/normal-form.ts';
import type { ConfidenceFeatures } from './confidence.ts';
import type { Hit } from './hit.ts';
import type { Question } from './question.ts';
import type { SoftQuestion } from './soft-match.ts';

/**
 * Milliseconds that each step took when the question was searched; of both searches, where the spelling was corrected. A
 * search that was remembered keeps them.
 */
export type Timings = {
  /** Terms, synonyms; correcting the spelling. */
  readMs: number;
  /** The question's vector. */
  embedMs: number;
  /** Both rankings. */
  searchMs: number;
  /** Comparing word by word, adding up, judging the confidence. */
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
  /** What was searched: the question as parsed, with its spelling corrected when that found more. */
  question: Question;
  /** The corrected question, when it is not what was asked. */
  corrected: Normal | undefined;
  /** The question's vector and tokens; undefined when there was nothing to embed, or no time for it. */
  embedded: SoftQuestion | undefined;
  /** Best first; empty when the question has no content word. */
  hits: Hit[];
  /** Ordinals of candidates after the hits that hold half of the question's words, by the plain sum of both rankings. */
  rest: number[];
  /** False when the question's vector was not waited for: then `hits` are those of the word index alone. */
  complete: boolean;
  /** Ordinals that each ranking by itself puts first, best first, for the question as it was typed. */
  rankings: { vector: number[]; lexical: number[] };
  /** What the confidence was computed from; undefined without hits. */
  features: ConfidenceFeatures | undefined;
  /** Estimated probability that the first hit answers the question, 0 to 1. */
  confidence: number;
  timings: Timings;
};
