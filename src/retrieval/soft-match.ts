// Word by word with the model's token vectors: every word of the question is compared with the nearest word of a
// passage, so that "layoff" finds 裁员 and 冬眠 finds 歇业 where no character is shared. Only for models of static token
// vectors; what others know lies in their passage vectors alone. Source of the sum of best matches: Khattab and Zaharia,
// "ColBERT: efficient and effective passage search via contextualized late interaction over BERT", 2020.
import type { TokenSource } from '../embedding/embedder.ts';
import type { TokenStore } from '../index/token-store.ts';
import { type TokenVectors, tokenVectorsOf } from './token-vectors.ts';

/** How one text of an article matches a question, each 0 to 1. */
export type SentenceMatch = {
  /** Cosine of the question with the sentence, its title and headings in front. */
  score: number;
  /** Weighted mean, over the question's words, of the cosine with the nearest word of sentence, title and headings. */
  coverage: number;
  /** The same without title and headings. */
  ownCoverage: number;
};

export type SoftMatch = {
  /** As `SentenceMatch.coverage`, for the passage as a whole. */
  coverage: number;
  /** Of the best sentence. */
  sentenceCoverage: number;
  sentenceScore: number;
  /** The largest share of the question that a single word makes up which the passage does not have. */
  missing: number;
  sentences: SentenceMatch[];
};

/** A question's tokens: those of each stretch, and those of what the stretch may also be called. */
export type SoftQuestion = {
  vector: Float32Array;
  stretches: { ids: Uint32Array; alternatives: Uint32Array[] }[];
};

export interface SoftMatcher {
  /** @throws Failure `model` when the model stops working */
  match(question: SoftQuestion, ordinals: readonly number[]): Promise<SoftMatch[]>;
}

/** What a synonym's match counts of the word's own. */
const SYNONYM_SHARE = 0.9;

export function createSoftMatcher(source: TokenSource, store: TokenStore): SoftMatcher {
  const vectors = tokenVectorsOf(source);

  /** How much a token of the question counts: rare in the corpus, and long in the model, which learned what is a word of content. */
  function weightOf(id: number): number {
    const frequency = store.documentFrequency(id);
    return Math.log(1 + (store.size - frequency + 0.5) / (frequency + 0.5)) * vectors.norm(id);
  }

  async function match(
    { vector, stretches }: SoftQuestion,
    ordinals: readonly number[],
  ): Promise<SoftMatch[]> {
    const passages = ordinals.map((ordinal) => store.partsOf(ordinal));
    const asked = [
      ...new Set(
        stretches.flatMap(({ ids, alternatives }) => [ids, ...alternatives].flatMap((part) => [...part])),
      ),
    ];
    const needed = new Set(asked);
    for (const parts of passages) for (const part of parts) for (const id of part) needed.add(id);
    // Nothing is awaited between the last look at what is missing and the end: no other question can interfere.
    for (let missing = vectors.missing(needed); missing.length > 0; missing = vectors.missing(needed))
      await vectors.load(missing);
    const rowOf = new Map(asked.map((id, i) => [id, i]));
    const weights = asked.map(weightOf);
    const best = bestMatches(asked, needed, vectors);
    const words = stretches.map(({ ids, alternatives }) => ({
      rows: [...ids].map((id) => rowOf.get(id) ?? 0),
      alternatives: alternatives.map((part) => [...part].map((id) => rowOf.get(id) ?? 0)),
    }));

    const mean = (rows: readonly number[], found: Float32Array): number => {
      let sum = 0;
      let mass = 0;
      for (const row of rows) {
        sum += (weights[row] ?? 0) * (found[row] ?? 0);
        mass += weights[row] ?? 0;
      }
      return mass === 0 ? 0 : sum / mass;
    };
    /** Shares of the question that a set of best matches has, and the largest that one word leaves out. */
    const compare = (found: Float32Array): { coverage: number; missing: number } => {
      let sum = 0;
      let mass = 0;
      let missing = 0;
      for (const { rows, alternatives } of words) {
        const synonym = SYNONYM_SHARE * Math.max(0, ...alternatives.map((part) => mean(part, found)));
        for (const row of rows) {
          const weight = weights[row] ?? 0;
          const share = Math.max(found[row] ?? 0, synonym);
          sum += weight * share;
          mass += weight;
          missing = Math.max(missing, weight * (1 - share));
        }
      }
      return mass === 0 ? { coverage: 0, missing: 1 } : { coverage: sum / mass, missing: missing / mass };
    };
    const coverageOf = (found: Float32Array): number => compare(found).coverage;

    return passages.map(([head = new Uint32Array(), ...sentences]) => {
      const whole = best(head);
      const headBest = whole.slice();
      const headSum = vectors.sum(head);
      const matches = sentences.map((ids): SentenceMatch => {
        const own = best(ids);
        const withHead = own.map((value, i) => Math.max(value, headBest[i] ?? 0));
        for (const [i, value] of own.entries()) if (value > (whole[i] ?? 0)) whole[i] = value;
        const sum = vectors.sum(ids, headSum);
        return {
          score: Math.max(0, cosine(sum, vector)),
          coverage: coverageOf(withHead),
          ownCoverage: coverageOf(own),
        };
      });
      return {
        ...compare(whole),
        sentenceCoverage: Math.max(coverageOf(headBest), ...matches.map(({ coverage }) => coverage)),
        sentenceScore: Math.max(0, ...matches.map(({ score }) => score)),
        sentences: matches,
      };
    });
  }

  return { match };
}

/** @param parts the tokens of each stretch, those of its alternatives behind it */
export function softQuestion(
  vector: Float32Array,
  parts: readonly Uint32Array[],
  stretches: readonly { alternatives: readonly unknown[] }[],
): SoftQuestion {
  let at = 0;
  const next = (): Uint32Array => parts[at++] ?? new Uint32Array();
  return {
    vector,
    stretches: stretches.map(({ alternatives }) => ({ ids: next(), alternatives: alternatives.map(next) })),
  };
}

/**
 * Cosines of all asked tokens with all others, computed once.
 * @returns for a list of tokens, the best cosine (not below 0) that each asked token reaches in it
 */
function bestMatches(
  asked: readonly number[],
  others: ReadonlySet<number>,
  vectors: TokenVectors,
): (ids: Uint32Array) => Float32Array {
  const width = asked.length;
  const list = [...others];
  const matrix = vectors.cosines(asked, list);
  const rowOf = new Map(list.map((other, i) => [other, i * width]));
  return (ids) => {
    const best = new Float32Array(width);
    for (const id of ids) {
      const row = rowOf.get(id) ?? 0;
      for (let i = 0; i < width; i++) {
        const value = matrix[row + i] ?? 0;
        if (value > (best[i] ?? 0)) best[i] = value;
      }
    }
    return best;
  };
}

/** Cosine with a unit vector; 0 when the sum is nothing. */
function cosine(sum: Float32Array, unit: Float32Array): number {
  let product = 0;
  let square = 0;
  for (let i = 0; i < sum.length; i++) {
    const value = sum[i] ?? 0;
    product += value * (unit[i] ?? 0);
    square += value * value;
  }
  return square === 0 ? 0 : product / Math.sqrt(square);
}
