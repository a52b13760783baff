// What a search gives, as data.
import type { ConfidenceFeatures } from './confidence.ts';
import type { Hit } from './hit.ts';
import type { Question } from './question.ts';

/** Milliseconds that each step took; of both searches, where the spelling was mended. */
export type Timings = {
  /** Normal form, terms, synonyms; mending the spelling. */
  readMs: number;
  /** The question's vector; next to nothing when it was remembered. */
  embedMs: number;
  /** Both arms. */
  searchMs: number;
  /** Comparing word by word, adding up, judging the confidence. */
  rankMs: number;
};

export type Retrieval = {
  /** As asked. */
  asked: string;
  /** What was searched: the question as read, with its spelling mended when that found more. */
  question: Question;
  /** The mended question, when it is not what was asked. */
  corrected: string | undefined;
  /** Best first; empty when the question has no content word. */
  hits: Hit[];
  /** Ordinals of candidates behind the hits that hold half of the question's words, by the plain sum of both arms. */
  rest: number[];
  /** False when the question's vector was not waited for: then `hits` are those of the word index alone. */
  complete: boolean;
  /** Ordinals that each arm by itself puts first, best first, for the question as it was typed. */
  rankings: { vector: number[]; lexical: number[] };
  /** What the confidence was computed from; undefined without hits. */
  features: ConfidenceFeatures | undefined;
  /** Estimated probability that the first hit answers the question, 0 to 1. */
  confidence: number;
  timings: Timings;
};
