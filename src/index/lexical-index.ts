// BM25 over body, heading path and title. Scores come with the share of the question that a passage coverages, which says
// more about "is this an answer" than the score does.
import type { LexicalData, LexicalTerms } from './lexical-format.ts';

/**
 * A term of the question with its weight (1 for a bigram or a word, less for a single character). An optional term (a
 * synonym beside the word itself) adds to what a passage holds, not to what it should hold.
 */
export type QueryTerm = { term: string; weight: number; optional?: boolean };

/**
 * How a passage matches a question.
 * `score`: BM25, divided by the most any passage could get (0–1). `coverage`: share of the question's idf mass that the
 * passage holds (0–1); terms that no passage holds count as missing.
 */
export type LexicalMatch = { score: number; coverage: number };
export type LexicalHit = LexicalMatch & { ordinal: number };

export interface LexicalIndex {
  readonly size: number;
  /** Memory that the index holds, in bytes. */
  readonly bytes: number;
  /** Number of passages that hold a term in normal form. */
  documentFrequency(term: string): number;
  /**
   * Terms in no order that means anything: all, or those that may be wanted by their first byte and their length in
   * bytes (UTF-8). Most are pairs of characters; who does not want these is spared decoding them.
   */
  terms(mayBeWanted?: (first: number, length: number) => boolean): Iterable<string>;
  /** Inverse document frequency of a term in normal form (BM25's, never negative); the highest for an unknown term. */
  idf(term: string): number;
  /**
   * The `k` best passages, best first, and the match of every passage in `also` (those found by other means).
   * A passage that holds no term is not in `hits`.
   */
  search(
    terms: readonly QueryTerm[],
    k: number,
    also?: readonly number[],
  ): { hits: LexicalHit[]; also: LexicalMatch[] };
}

// BM25's k1 and b (Robertson & Zaragoza 2009); fields are weighed as BM25F does: counts are added up with their weights
// before saturation. Headings and titles are short and of like length, so only the body is corrected for length.
const K1 = 1.2;
const B = 0.6;
const HEADING_WEIGHT = 1.5;
const TITLE_WEIGHT = 1.5;

type ReadPostings = (start: number, end: number) => Uint8Array;

export function createLexicalIndex(data: LexicalData): LexicalIndex;
/** @param readPostings gives a range of the postings' bytes; what it gives is used before it is called again */
export function createLexicalIndex(data: LexicalTerms, readPostings: ReadPostings): LexicalIndex;
export function createLexicalIndex(
  data: LexicalTerms & Partial<Pick<LexicalData, 'postings'>>,
  readPostings: ReadPostings = (start, end) => data.postings?.subarray(start, end) ?? new Uint8Array(),
): LexicalIndex {
  const averageLength = data.size === 0 ? 1 : Math.max(1, data.bodyTokens / data.size);
  // One set of accumulators for all questions: searching is synchronous, and they are cleaned behind every question.
  const scores = new Float32Array(data.size);
  const coverages = new Float32Array(data.size);
  /** 1 for passages whose match is asked for, whatever it is. */
  const asked = new Uint8Array(data.size);

  const encodeTerm = createTermEncoder();
  const { bodyLengths } = data;
  /** BM25's correction by body length. */
  const lengthNorms = Float64Array.from(
    { length: bodyLengths.reduce((most, length) => Math.max(most, length), 0) + 1 },
    (_, length) => 1 - B + B * (length / averageLength),
  );

  function idfOf(documentFrequency: number): number {
    return Math.log(1 + (data.size - documentFrequency + 0.5) / (documentFrequency + 0.5));
  }

  function find(term: string): number {
    const wanted = encodeTerm(term);
    let low = 0;
    let high = data.termEnds.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const start = middle === 0 ? 0 : (data.termEnds[middle - 1] ?? 0);
      const order = compareBytes(data.terms, start, data.termEnds[middle] ?? 0, wanted);
      if (order === 0) return middle;
      if (order < 0) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  function documentFrequency(term: string): number {
    const index = find(term);
    return index < 0 ? 0 : (data.documentFrequencies[index] ?? 0);
  }

  /** @param onlyKnown whether passages are left out that no term has touched and nobody asks for */
  function accumulate(index: number, weightedIdf: number, touched: number[], onlyKnown: boolean): void {
    const start = index === 0 ? 0 : (data.postingEnds[index - 1] ?? 0);
    const postings = readPostings(start, data.postingEnds[index] ?? 0);
    let at = 0;
    let ordinal = 0;
    while (at < postings.length) {
      let shift = 0;
      let byte = postings[at++] ?? 0;
      let delta = byte & 127;
      while (byte > 127) {
        byte = postings[at++] ?? 0;
        shift += 7;
        delta |= (byte & 127) << shift;
      }
      ordinal += delta;
      const counts = postings[at++] ?? 0;
      const coverage = coverages[ordinal] ?? 0;
      if (coverage === 0) {
        if (onlyKnown && asked[ordinal] === 0) continue;
        touched.push(ordinal);
      }
      const frequency =
        (counts & 31) / (lengthNorms[bodyLengths[ordinal] ?? 0] ?? 1) +
        HEADING_WEIGHT * ((counts >> 5) & 3) +
        TITLE_WEIGHT * (counts >> 7);
      scores[ordinal] = (scores[ordinal] ?? 0) + (weightedIdf * frequency) / (K1 + frequency);
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
        if (mayBeWanted(data.terms[start] ?? 0, end - start))
          yield decoder.decode(data.terms.subarray(start, end));
        start = end;
      }
    },
    idf: (term) => idfOf(documentFrequency(term)),
    search(terms, k, also = []) {
      const touched: number[] = [];
      let mass = 0;
      /** The most that the terms to come can add to a score. */
      let rest = 0;
      const found: { index: number; weightedIdf: number }[] = [];
      for (const { term, weight, optional } of terms) {
        const index = find(term);
        const weightedIdf = weight * idfOf(index < 0 ? 0 : (data.documentFrequencies[index] ?? 0));
        if (optional !== true) mass += weightedIdf;
        if (index < 0 || weightedIdf <= 0) continue;
        found.push({ index, weightedIdf });
        rest += weightedIdf;
      }
      // The rarest first: soon the best are so good that common characters alone cannot make another one of them, and
      // need not be added up for the thousands of passages that hold nothing else. Source: MaxScore of Turtle & Flood, 1995.
      found.sort((a, b) => b.weightedIdf - a.weightedIdf);
      for (const ordinal of also) asked[ordinal] = 1;
      let onlyKnown = false;
      for (const { index, weightedIdf } of found) {
        onlyKnown ||= touched.length >= k && rest < weakest(touched, scores, k);
        accumulate(index, weightedIdf, touched, onlyKnown);
        rest -= weightedIdf;
      }
      for (const ordinal of also) asked[ordinal] = 0;
      const match = (ordinal: number): LexicalMatch =>
        mass === 0
          ? { score: 0, coverage: 0 }
          : {
              score: Math.min(1, (scores[ordinal] ?? 0) / mass),
              coverage: Math.min(1, (coverages[ordinal] ?? 0) / mass),
            };
      const hits = best(touched, scores, k).map((ordinal) => ({ ordinal, ...match(ordinal) }));
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

/** UTF-8 in one buffer for all: mending a question's spelling looks hundreds of pairs up, and TextEncoder takes a microsecond. */
function createTermEncoder(): (term: string) => Uint8Array {
  const encoder = new TextEncoder();
  let buffer = new Uint8Array(64);
  return (term) => {
    if (term.length * 3 > buffer.length) buffer = new Uint8Array(term.length * 3);
    let used = 0;
    for (let i = 0; i < term.length; i++) {
      const unit = term.charCodeAt(i);
      if (unit < 0x80) buffer[used++] = unit;
      else if (unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff)) {
        buffer[used++] = 0xe0 | (unit >> 12);
        buffer[used++] = 0x80 | ((unit >> 6) & 63);
        buffer[used++] = 0x80 | (unit & 63);
      } else return encoder.encode(term); // rare: two bytes, or a pair of surrogates
    }
    return buffer.subarray(0, used);
  };
}

/** The lowest score among the `k` best; 0 when none is wanted. */
function weakest(ordinals: readonly number[], scores: Float32Array, k: number): number {
  const last = best(ordinals, scores, k).at(-1);
  return last === undefined ? 0 : (scores[last] ?? 0);
}

/** The `k` ordinals with the highest scores, best first; equal scores in order of appearance. */
function best(ordinals: readonly number[], scores: Float32Array, k: number): number[] {
  const heap: number[] = []; // ascending, at most k: k is small, most passages fail the first comparison
  let threshold = -Infinity;
  const score = (ordinal: number | undefined): number => (ordinal === undefined ? 0 : (scores[ordinal] ?? 0));
  for (const ordinal of ordinals) {
    const own = score(ordinal);
    if (heap.length === k && own <= threshold) continue;
    let at = heap.length;
    while (
      at > 0 &&
      (score(heap[at - 1]) > own || (score(heap[at - 1]) === own && (heap[at - 1] ?? 0) < ordinal))
    )
      at--;
    heap.splice(at, 0, ordinal);
    if (heap.length > k) heap.shift();
    if (heap.length === k) threshold = score(heap[0]);
  }
  return heap.reverse();
}

function compareBytes(block: Uint8Array, start: number, end: number, wanted: Uint8Array): number {
  const length = end - start;
  const shared = Math.min(length, wanted.length);
  for (let i = 0; i < shared; i++) {
    const difference = (block[start + i] ?? 0) - (wanted[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return length - wanted.length;
}
