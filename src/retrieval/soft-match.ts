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
  /**
   * Of what the question asks beyond the article's title, the share that the headings cover, and the share that the
   * headings and the best sentence cover: sections of one article differ in nothing else.
   */
  aspectInHeading: number;
  aspectInSentence: number;
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
  /** @param titleLengths for each passage, how many of its first tokens are its article's title; none by default */
  match(question: SoftQuestion, ordinals: readonly number[], titleLengths?: readonly number[]): SoftMatch[];
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

  function match(
    { vector, segments }: SoftQuestion,
    ordinals: readonly number[],
    titleLengths: readonly number[] = [],
  ): SoftMatch[] {
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
    const rows = words.flatMap((word) => [...word.rows]);
    const weightOf = (row: number): number => weights[row]!;
    const mass = rows.reduce((sum, row) => sum + weightOf(row), 0);
    /** How well each word of the question, or its synonym, is matched. */
    const sharesOf = (found: Float32Array): number[] =>
      words.flatMap((word) => {
        const synonym = SYNONYM_SHARE * Math.max(0, ...word.alternatives.map((part) => mean(part, found)));
        return Array.from(word.rows, (row) => Math.max(found[row]!, synonym));
      });
    const coverageOf = (shares: readonly number[]): number =>
      mass === 0 ? 0 : shares.reduce((sum, share, i) => sum + weightOf(rows[i]!) * share, 0) / mass;
    const missingOf = (shares: readonly number[]): number =>
      mass === 0 ? 1 : Math.max(...shares.map((share, i) => weightOf(rows[i]!) * (1 - share))) / mass;
    /** The share of what `title` leaves of the question; a title that says it all leaves nothing to cover. */
    const aspectOf = (title: readonly number[], ...parts: readonly (readonly number[])[]): number => {
      let sum = 0;
      let left = 0;
      for (const [i, row] of rows.entries()) {
        const weight = weightOf(row) * (1 - title[i]!);
        left += weight;
        sum += weight * Math.max(...parts.map((shares) => shares[i]!));
      }
      return left <= 0 ? 1 : sum / left;
    };

    return passages.map(([head = new Uint32Array(), ...sentences], i) => {
      const titleEnd = titleLengths[i] ?? 0;
      const whole = best(head);
      const headBest = whole.slice();
      const headSum = dots.sum(head);
      const title = sharesOf(best(head.subarray(0, titleEnd)));
      const headings = sharesOf(best(head.subarray(titleEnd)));
      let aspectInSentence = aspectOf(title, headings);
      const aspectInHeading = aspectInSentence;
      let before: Float32Array = new Float32Array(width);
      const matches = sentences.map((sentence): SentenceMatch => {
        const own = best(sentence);
        const withHead = larger(own, headBest, 1);
        const carried = larger(withHead, before, CARRIED_SHARE);
        before = own;
        for (const [j, value] of own.entries()) if (value > whole[j]!) whole[j] = value;
        const sum = dots.sum(sentence, headSum);
        const shares = sharesOf(own);
        aspectInSentence = Math.max(aspectInSentence, aspectOf(title, headings, shares));
        return {
          score: Math.max(0, cosine(sum, vector)),
          coverage: coverageOf(sharesOf(withHead)),
          carriedCoverage: coverageOf(sharesOf(carried)),
        };
      });
      const shares = sharesOf(whole);
      return {
        coverage: coverageOf(shares),
        missing: missingOf(shares),
        aspectInHeading,
        aspectInSentence,
        sentenceCoverage: Math.max(
          coverageOf(sharesOf(headBest)),
          ...matches.map(({ coverage }) => coverage),
        ),
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
