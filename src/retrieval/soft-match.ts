// Compares word by word with the model's token vectors: every word of the question with the nearest word of a passage,
// so that "layoff" finds 裁员 and 冬眠 finds 歇业 without a shared character. Only for models of static token vectors;
// other models have only their passage vectors. Source of the sum of best matches: Khattab and Zaharia, "ColBERT:
// efficient and effective passage search via contextualized late interaction over BERT", 2020.
import type { TokenSource } from '../embedding/embedder.ts';
import type { TokenStore } from '../index/token-store.ts';
import { createDotProducts } from '../simd/dot-products.ts';

/** How one text of an article matches a question, each 0 to 1. */
export type SentenceMatch = {
  /** Cosine of the question with the sentence, preceded by its title and headings. */
  score: number;
  /** Weighted mean, over the question's words, of the cosine with the nearest word of sentence, title and headings. */
  coverage: number;
  /** As `coverage`, with the words of the sentence before it as well, since "it" and "the company" stand for those. */
  carriedCoverage: number;
};

export type SoftMatch = {
  /** As `SentenceMatch.coverage`, for the whole passage. */
  coverage: number;
  /** Index of the best sentence. */
  sentenceCoverage: number;
  sentenceScore: number;
  /** The largest share of the question carried by one word that the passage lacks. */
  missing: number;
  sentences: SentenceMatch[];
};

/** A question's tokens: those of each segment, and those of the segment's synonyms. */
export type SoftQuestion = {
  vector: Float32Array;
  segments: { ids: Uint32Array; alternatives: Uint32Array[] }[];
};

export interface SoftMatcher {
  match(question: SoftQuestion, ordinals: readonly number[]): SoftMatch[];
}

/** Weight of a synonym's match relative to the word's own. */
const SYNONYM_SHARE = 0.9;
/** Weight of a match in the sentence before. */
const CARRIED_SHARE = 0.8;

export function createSoftMatcher({ table }: Pick<TokenSource, 'table'>, store: TokenStore): SoftMatcher {
  const dots = createDotProducts(table);

  /** Weight of a token by its rarity in the corpus. */
  function rarityOf(id: number): number {
    const frequency = store.documentFrequency(id);
    return Math.log(1 + (store.size - frequency + 0.5) / (frequency + 0.5));
  }

  function match({ vector, segments }: SoftQuestion, ordinals: readonly number[]): SoftMatch[] {
    // Tokens are numbered by their position among all that occur, those of the question first.
    const places = new Map<number, number>();
    const placesOf = (ids: Uint32Array): Uint32Array =>
      ids.map((id) => {
        const found = places.get(id);
        if (found !== undefined) return found;
        places.set(id, places.size);
        return places.size - 1;
      });
    const words = segments.map(({ ids, alternatives }) => ({
      rows: placesOf(ids),
      alternatives: alternatives.map(placesOf),
    }));
    const width = places.size;
    const passages = ordinals.map((ordinal) => store.partsOf(ordinal).map(placesOf));
    dots.select([...places.keys()]);
    const best = bestMatches(dots.cosines(width), width);
    // A token with a long vector counts more: the model has learned which words carry content.
    const weights = [...places.keys()].slice(0, width).map((id, place) => rarityOf(id) * dots.length(place));

    const mean = (rows: Uint32Array, found: Float32Array): number => {
      let sum = 0;
      let mass = 0;
      for (const row of rows) {
        sum += weights[row]! * found[row]!;
        mass += weights[row]!;
      }
      return mass === 0 ? 0 : sum / mass;
    };
    /**
     * The share of the question covered by a set of best matches, and the largest share that one word leaves uncovered.
     */
    const compare = (found: Float32Array): { coverage: number; missing: number } => {
      let sum = 0;
      let mass = 0;
      let missing = 0;
      for (const { rows, alternatives } of words) {
        const synonym = SYNONYM_SHARE * Math.max(0, ...alternatives.map((part) => mean(part, found)));
        for (const row of rows) {
          const weight = weights[row]!;
          const share = Math.max(found[row]!, synonym);
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
      const headSum = dots.sum(head);
      let before: Float32Array = new Float32Array(width);
      const matches = sentences.map((sentence): SentenceMatch => {
        const own = best(sentence);
        const withHead = larger(own, headBest, 1);
        const carried = larger(withHead, before, CARRIED_SHARE);
        before = own;
        for (const [i, value] of own.entries()) if (value > whole[i]!) whole[i] = value;
        const sum = dots.sum(sentence, headSum);
        return {
          score: Math.max(0, cosine(sum, vector)),
          coverage: coverageOf(withHead),
          carriedCoverage: coverageOf(carried),
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

/** @param parts the tokens of each segment, followed by those of its alternatives */
export function softQuestion(
  vector: Float32Array,
  parts: readonly Uint32Array[],
  segments: readonly { alternatives: readonly unknown[] }[],
): SoftQuestion {
  let at = 0;
  const next = (): Uint32Array => parts[at++] ?? new Uint32Array();
  return {
    vector,
    segments: segments.map(({ alternatives }) => ({ ids: next(), alternatives: alternatives.map(next) })),
  };
}

/**
 * @param cosines `width` numbers for each position: its cosine with each token of the question
 * @returns for a list of positions, the best cosine (not below 0) of each token of the question among them
 */
function bestMatches(cosines: Float32Array, width: number): (places: Uint32Array) => Float32Array {
  return (places) => {
    const best = new Float32Array(width);
    for (const place of places) {
      const row = place * width;
      for (let i = 0; i < width; i++) if (cosines[row + i]! > best[i]!) best[i] = cosines[row + i]!;
    }
    return best;
  };
}

/** The larger of each two numbers, those of the second list times `share`. A plain loop: this is done for every sentence. */
function larger(own: Float32Array, other: Float32Array, share: number): Float32Array {
  const larger = new Float32Array(own.length);
  for (let i = 0; i < own.length; i++) larger[i] = Math.max(own[i]!, share * other[i]!);
  return larger;
}

/** Cosine of a sum with a unit vector; 0 if the sum is zero. */
function cosine(sum: Float32Array, unit: Float32Array): number {
  let product = 0;
  let square = 0;
  for (let i = 0; i < sum.length; i++) {
    product += sum[i]! * unit[i]!;
    square += sum[i]! ** 2;
  }
  return square === 0 ? 0 : product / Math.sqrt(square);
}
