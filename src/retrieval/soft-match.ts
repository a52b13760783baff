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
  // Tokens are numbered by their position among all that occur, those of the question first.
  let tokens: number[] = [];
  /** The number of each of them, from 1, by its id; 0 for all others. */
  const numbers = new Uint32Array(table.scales.length);

  function placesOf(ids: Uint32Array): Uint32Array {
    const places = new Uint32Array(ids.length);
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      if (numbers[id] === 0) numbers[id] = tokens.push(id);
      places[i] = numbers[id]! - 1;
    }
    return places;
  }

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
    for (const id of tokens) numbers[id] = 0;
    tokens = [];
    const words = segments.map(({ ids, alternatives }) => ({
      rows: placesOf(ids),
      alternatives: alternatives.map(placesOf),
    }));
    const width = tokens.length;
    const passages = ordinals.map((ordinal) => store.partsOf(ordinal).map(placesOf));
    dots.select(tokens);
    const cosines = dots.cosines(width);
    // A token with a long vector counts more: the model has learned which words carry content.
    const weights = Float64Array.from(tokens.slice(0, width), (id, place) => {
      return rarityOf(id) * dots.length(place);
    });
    const rows = Uint32Array.from(words.flatMap((word) => [...word.rows]));
    const mass = rows.reduce((sum, row) => sum + weights[row]!, 0);

    // From here on every sentence of every passage is compared: plain loops over lists that are written again and again.
    // A list of `Matched` has the best cosine (not below 0) of each token of the question, one of `Shares` how well each
    // word of the question, or its synonym, is matched.
    const matched = (): Matched => new Float32Array(width);
    const sharesList = (): Shares => new Float64Array(rows.length);

    const bestOf = (tokens: Uint32Array, into: Matched): Matched => {
      into.fill(0);
      for (const place of tokens) {
        const row = place * width;
        for (let i = 0; i < width; i++) if (cosines[row + i]! > into[i]!) into[i] = cosines[row + i]!;
      }
      return into;
    };
    const mean = (alternative: Uint32Array, found: Matched): number => {
      let sum = 0;
      let mass = 0;
      for (const row of alternative) {
        sum += weights[row]! * found[row]!;
        mass += weights[row]!;
      }
      return mass === 0 ? 0 : sum / mass;
    };
    const sharesOf = (found: Matched, into: Shares): Shares => {
      let at = 0;
      for (const word of words) {
        let synonym = 0;
        for (const alternative of word.alternatives)
          synonym = Math.max(synonym, SYNONYM_SHARE * mean(alternative, found));
        for (const row of word.rows) into[at++] = Math.max(found[row]!, synonym);
      }
      return into;
    };
    const coverageOf = (shares: Shares): number => {
      let sum = 0;
      for (let i = 0; i < shares.length; i++) sum += weights[rows[i]!]! * shares[i]!;
      return mass === 0 ? 0 : sum / mass;
    };
    const missingOf = (shares: Shares): number => {
      let most = 0;
      for (let i = 0; i < shares.length; i++) most = Math.max(most, weights[rows[i]!]! * (1 - shares[i]!));
      return mass === 0 ? 1 : most / mass;
    };
    /** The share of what `title` leaves of the question; a title that says it all leaves nothing to cover. */
    const aspectOf = (title: Shares, headings: Shares, sentence = headings): number => {
      let sum = 0;
      let left = 0;
      for (let i = 0; i < title.length; i++) {
        const weight = weights[rows[i]!]! * (1 - title[i]!);
        left += weight;
        sum += weight * Math.max(headings[i]!, sentence[i]!);
      }
      return left <= 0 ? 1 : sum / left;
    };

    const [headBest, whole, withHead, carried, inTitle] = [
      matched(),
      matched(),
      matched(),
      matched(),
      matched(),
    ];
    const [title, headings, shares] = [sharesList(), sharesList(), sharesList()];
    let [own, before] = [matched(), matched()];
    return passages.map(([head = new Uint32Array(), ...sentences], i) => {
      const titleEnd = titleLengths[i] ?? 0;
      whole.set(bestOf(head, headBest));
      const headSum = dots.sum(head).slice();
      sharesOf(bestOf(head.subarray(0, titleEnd), inTitle), title);
      sharesOf(bestOf(head.subarray(titleEnd), inTitle), headings);
      let sentenceCoverage = coverageOf(sharesOf(headBest, shares));
      let sentenceScore = 0;
      let aspectInSentence = aspectOf(title, headings);
      const aspectInHeading = aspectInSentence;
      before.fill(0);
      const matches = sentences.map((sentence): SentenceMatch => {
        bestOf(sentence, own);
        for (let j = 0; j < width; j++) {
          withHead[j] = Math.max(own[j]!, headBest[j]!);
          carried[j] = Math.max(withHead[j]!, CARRIED_SHARE * before[j]!);
          whole[j] = Math.max(whole[j]!, own[j]!);
        }
        const score = Math.max(0, cosine(dots.sum(sentence, headSum), vector));
        aspectInSentence = Math.max(aspectInSentence, aspectOf(title, headings, sharesOf(own, shares)));
        const coverage = coverageOf(sharesOf(withHead, shares));
        const carriedCoverage = coverageOf(sharesOf(carried, shares));
        sentenceCoverage = Math.max(sentenceCoverage, coverage);
        sentenceScore = Math.max(sentenceScore, score);
        [own, before] = [before, own];
        return { score, coverage, carriedCoverage };
      });
      sharesOf(whole, shares);
      return {
        coverage: coverageOf(shares),
        missing: missingOf(shares),
        aspectInHeading,
        aspectInSentence,
        sentenceCoverage,
        sentenceScore,
        sentences: matches,
      };
    });
  }

  return { match };
}

type Matched = Float32Array;
type Shares = Float64Array;

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

/** Cosine of a sum with a unit vector; 0 if the sum is zero. */
function cosine(sum: Float32Array, unit: Float32Array): number {
  let product = 0;
  let square = 0;
  for (let i = 0; i < sum.length; i++) {
    product += sum[i]! * unit[i]!;
    square += sum[i]! * sum[i]!;
  }
  return square === 0 ? 0 : product / Math.sqrt(square);
}
