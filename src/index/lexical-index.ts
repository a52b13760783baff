// BM25 over body, heading path and title. Scores come with the share of the question that a passage covers, which says
// more about "is this an answer" than the score does.
import { readVarint } from '../system/varint.ts';
import { type LexicalData, type LexicalTerms, nameTerm } from './lexical-format.ts';
import { createTopK, type TopK } from './top-k.ts';

/**
 * A term of the question with its weight (1 for a bigram or a word, less for a single character). An optional term (a
 * synonym of another term) adds to what a passage holds, not to what it should hold.
 */
export type QueryTerm = { term: string; weight: number; optional?: boolean | undefined };

/**
 * How well a passage matches a question. `score`: BM25, divided by the highest score that any passage could get (0–1).
 * `coverage`: share of the question's idf mass that the passage holds (0–1); terms that no passage holds count as
 * missing.
 */
export type LexicalMatch = { score: number; coverage: number };
export type LexicalHit = LexicalMatch & { ordinal: number };

export interface LexicalIndex {
  readonly size: number;
  /** Memory that the index uses, in bytes. */
  readonly bytes: number;
  /** Number of passages that hold a term in normal form. */
  documentFrequency(term: string): number;
  /**
   * Terms in no particular order: all, or those that `mayBeWanted` accepts by their first byte and their length in
   * bytes (UTF-8). Most terms are bigrams, and decoding those takes long.
   */
  terms(mayBeWanted?: (first: number, length: number) => boolean): Iterable<string>;
  /** Inverse document frequency of a term in normal form (BM25's, never negative); the highest for an unknown term. */
  idf(term: string): number;
  /** The first passages of the sections that are called by a name in normal form, in order. */
  named(name: string): number[];
  /**
   * The `k` best passages, best first, and the match of every passage in `also` (found by other means). Passages
   * without any term are not in `hits`.
   */
  search(
    terms: readonly QueryTerm[],
    k: number,
    also?: readonly number[],
  ): { hits: LexicalHit[]; also: LexicalMatch[] };
}

// BM25's k1 and b (Robertson & Zaragoza 2009). Fields are weighted as in BM25F: weighted counts are summed before
// saturation. Headings and titles are short and of similar length, so only the body is normalised for length.
const K1 = 1.2;
const B = 0.6;
const HEADING_WEIGHT = 1.5;
const TITLE_WEIGHT = 1.5;

type ReadPostings = (start: number, end: number) => Uint8Array;

export function createLexicalIndex(data: LexicalData): LexicalIndex;
/** @param readPostings gives a range of the postings' bytes; its result is used before the next call */
export function createLexicalIndex(data: LexicalTerms, readPostings: ReadPostings): LexicalIndex;
export function createLexicalIndex(
  data: LexicalTerms & Partial<Pick<LexicalData, 'postings'>>,
  readPostings: ReadPostings = (start, end) => data.postings?.subarray(start, end) ?? new Uint8Array(),
): LexicalIndex {
  const averageLength = data.size === 0 ? 1 : Math.max(1, data.bodyTokens / data.size);
  // One set of accumulators for all questions: searching is synchronous, and they are cleared after every question.
  const scores = new Float32Array(data.size);
  const coverages = new Float32Array(data.size);
  /** 1 for passages whose match is always wanted. */
  const asked = new Uint8Array(data.size);

  const encodeTerm = createTermEncoder();
  const { bodyLengths } = data;
  /** BM25's length normalisation of the body. */
  const lengthNorms = Float64Array.from(
    { length: bodyLengths.reduce((most, length) => Math.max(most, length), 0) + 1 },
    (_, length) => 1 - B + B * (length / averageLength),
  );

  function idfOf(documentFrequency: number): number {
    return Math.log(1 + (data.size - documentFrequency + 0.5) / (documentFrequency + 0.5));
  }

  /** The index of a term among the terms; undefined if no passage holds it. */
  function find(term: string): number | undefined {
    const { terms, termEnds } = data;
    const { bytes, length } = encodeTerm(term);
    let [low, high] = [0, termEnds.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const start = middle === 0 ? 0 : termEnds[middle - 1]!;
      const order = compareBytes(terms, start, termEnds[middle]!, bytes, length);
      if (order === 0) return middle;
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return undefined;
  }

  /** The postings of a term, until the next call. */
  function postingsOf(index: number): Uint8Array {
    return readPostings(index === 0 ? 0 : data.postingEnds[index - 1]!, data.postingEnds[index]!);
  }

  function documentFrequency(term: string): number {
    const index = find(term);
    return index === undefined ? 0 : data.documentFrequencies[index]!;
  }

  /** @param onlyKnown whether to leave out passages that no term has touched and that are not always wanted */
  function accumulate(index: number, weightedIdf: number, touched: number[], onlyKnown: boolean): void {
    const postings = postingsOf(index);
    let at = 0;
    let ordinal = 0;
    while (at < postings.length) {
      // `readVarint` inlined: there are tens of thousands of postings.
      let byte = postings[at++]!;
      let delta = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = postings[at++]!;
        delta |= (byte & 127) << shift;
      }
      ordinal += delta;
      const counts = postings[at++]!;
      const coverage = coverages[ordinal]!;
      if (coverage === 0) {
        if (onlyKnown && asked[ordinal] === 0) continue;
        touched.push(ordinal);
      }
      const frequency =
        (counts & 31) / lengthNorms[bodyLengths[ordinal]!]! +
        HEADING_WEIGHT * ((counts >> 5) & 3) +
        TITLE_WEIGHT * (counts >> 7);
      scores[ordinal]! += (weightedIdf * frequency) / (K1 + frequency);
      coverages[ordinal] = coverage + weightedIdf;
    }
  }

  return {
    size: data.size,
    bytes: bytesOf(data) + scores.byteLength + coverages.byteLength + asked.byteLength,
    documentFrequency,
    *terms(mayBeWanted = () => true) {
      const decoder = new TextDecoder();
      let start = 0;
      for (const end of data.termEnds) {
        if (mayBeWanted(data.terms[start]!, end - start))
          yield decoder.decode(data.terms.subarray(start, end));
        start = end;
      }
    },
    idf: (term) => idfOf(documentFrequency(term)),
    named(name) {
      const index = find(nameTerm(name));
      if (index === undefined) return [];
      const cursor = { bytes: postingsOf(index), at: 0 };
      const ordinals: number[] = [];
      while (cursor.at < cursor.bytes.length) {
        ordinals.push((ordinals.at(-1) ?? 0) + readVarint(cursor));
        cursor.at++;
      }
      return ordinals;
    },
    search(terms, k, also = []) {
      const touched: number[] = [];
      let mass = 0;
      /** The most that the remaining terms can add to a score. */
      let rest = 0;
      const found: { index: number; weightedIdf: number }[] = [];
      for (const { term, weight, optional } of terms) {
        const index = find(term);
        const weightedIdf = weight * idfOf(index === undefined ? 0 : data.documentFrequencies[index]!);
        if (optional !== true) mass += weightedIdf;
        if (index === undefined || weightedIdf <= 0) continue;
        found.push({ index, weightedIdf });
        rest += weightedIdf;
      }
      // The rarest terms first: soon the best scores are so high that common characters alone cannot reach them, and
      // the thousands of passages that hold nothing else need not be scored. Source: MaxScore of Turtle & Flood, 1995.
      found.sort((a, b) => b.weightedIdf - a.weightedIdf);
      for (const ordinal of also) asked[ordinal] = 1;
      let onlyKnown = false;
      for (const { index, weightedIdf } of found) {
        onlyKnown ||= touched.length >= k && rest < topOf(touched, scores, k).lowest;
        accumulate(index, weightedIdf, touched, onlyKnown);
        rest -= weightedIdf;
      }
      for (const ordinal of also) asked[ordinal] = 0;
      const match = (ordinal: number): LexicalMatch =>
        mass === 0
          ? { score: 0, coverage: 0 }
          : {
              score: Math.min(1, scores[ordinal]! / mass),
              coverage: Math.min(1, coverages[ordinal]! / mass),
            };
      const hits = topOf(touched, scores, k)
        .best()
        .map(({ ordinal }) => ({ ordinal, ...match(ordinal) }));
      const matches = also.map(match);
      for (const ordinal of touched) scores[ordinal] = coverages[ordinal] = 0;
      return { hits, also: matches };
    },
  };
}

function bytesOf(data: LexicalTerms & Partial<Pick<LexicalData, 'postings'>>): number {
  const { termEnds, documentFrequencies, postingEnds, bodyLengths, terms, postings } = data;
  const blocks = [termEnds, documentFrequencies, postingEnds, bodyLengths, terms];
  return blocks.reduce((sum, { byteLength }) => sum + byteLength, postings?.byteLength ?? 0);
}

/** UTF-8 into one buffer for all terms, which the next call overwrites. */
function createTermEncoder(): (term: string) => { bytes: Uint8Array; length: number } {
  const encoder = new TextEncoder();
  let bytes = new Uint8Array(256);
  return (term) => {
    if (term.length * 3 > bytes.length) bytes = new Uint8Array(term.length * 3);
    return { bytes, length: encoder.encodeInto(term, bytes).written };
  };
}

function topOf(ordinals: readonly number[], scores: Float32Array, k: number): TopK {
  const top = createTopK(k);
  for (const ordinal of ordinals) top.add(ordinal, scores[ordinal]!);
  return top;
}

/** Compares a range of a block with the first `wantedLength` bytes of another one. */
function compareBytes(
  block: Uint8Array,
  start: number,
  end: number,
  wanted: Uint8Array,
  wantedLength: number,
): number {
  const length = end - start;
  const shared = Math.min(length, wantedLength);
  for (let i = 0; i < shared; i++) {
    const difference = block[start + i]! - wanted[i]!;
    if (difference !== 0) return difference;
  }
  return length - wantedLength;
}
