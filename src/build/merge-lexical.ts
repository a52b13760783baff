// Makes the lexical index of a new generation from the previous one: postings of remaining passages are copied under
// their new ordinals, those of new passages are added. Cutting texts into terms is most of the work, and only new
// passages need it. The result equals, to the byte, an index built from all texts.
import { lowerBound } from '../index/binary-search.ts';
import type { LexicalData } from '../index/lexical-format.ts';
import { type Cursor, MAX_VARINT_BYTES, readVarint, writeVarint } from '../system/varint.ts';

/** In place of the new ordinal of a removed passage. */
export const GONE = 0xffffffff;

/** An index and, for each of its ordinals, the one in the new index, or `GONE`. */
export type LexicalSource = { data: LexicalData; ordinals: Uint32Array };

/**
 * @param size passages of the new index; each comes from exactly one ordinal of one source
 * @param sources two or more
 */
export function mergeLexical(size: number, sources: readonly LexicalSource[]): LexicalData {
  const bodyLengths = new Uint16Array(size);
  for (const { data, ordinals } of sources)
    for (const [previous, ordinal] of ordinals.entries())
      if (ordinal !== GONE) bodyLengths[ordinal] = data.bodyLengths[previous]!;
  const cursors = sources.map(createTermCursor);
  const [first, ...others] = cursors;
  const terms = growingBytes(sources.reduce((sum, { data }) => sum + data.terms.length, 0));
  const postings = growingBytes(sources.reduce((sum, { data }) => sum + data.postings.length, 0));
  const [termEnds, documentFrequencies, postingEnds]: [number[], number[], number[]] = [[], [], []];
  const entries: number[] = [];
  /** Writes the term at which these cursors stand, and advances them. */
  const writeTerm = (term: Uint8Array, standing: readonly TermCursor[]): void => {
    let count: number;
    const [only] = standing;
    if (standing.length === 1 && only?.isAscending === true) count = only.copyPostings(postings);
    else {
      entries.length = 0;
      for (const cursor of standing) cursor.readPostings(entries);
      writePostings(entries, postings);
      count = entries.length;
    }
    if (count === 0) return;
    terms.append(term);
    termEnds.push(terms.length());
    documentFrequencies.push(count);
    postingEnds.push(postings.length());
  };
  const alone = first === undefined ? [] : [first];
  for (;;) {
    const next = smallest(others);
    // Most terms occur in the first source only; they are not compared one by one.
    for (let left = first?.countBefore(next) ?? 0; left > 0; left--)
      writeTerm(first?.term() ?? new Uint8Array(0), alone);
    if (next === undefined) break;
    writeTerm(
      next,
      cursors.filter((cursor) => cursor.isAt(next)),
    );
  }
  return {
    size,
    bodyTokens: bodyLengths.reduce((sum, length) => sum + length, 0),
    termEnds: Uint32Array.from(termEnds),
    documentFrequencies: Uint32Array.from(documentFrequencies),
    postingEnds: Uint32Array.from(postingEnds),
    bodyLengths,
    terms: terms.bytes(),
    postings: postings.bytes(),
  };
}

/** An ordinal and its byte of counts in one number, which sorts by ordinal. */
const pack = (ordinal: number, counts: number): number => ordinal * 256 + counts;

/** A cursor over the terms of a source, in order. */
type TermCursor = {
  /** The bytes of the current term; undefined at the end. */
  term: () => Uint8Array | undefined;
  isAt: (term: Uint8Array) => boolean;
  /** The number of remaining terms that sort before a term; without a term, of all remaining ones. */
  countBefore: (term: Uint8Array | undefined) => number;
  /** Adds the current term's remaining postings, packed, and advances to the next term. */
  readPostings: (into: number[]) => void;
  /** Whether the passages keep their order. */
  isAscending: boolean;
  /** The same as `readPostings` and `writePostings`, for passages that keep their order. @returns the number of postings */
  copyPostings: (into: GrowingBytes) => number;
};

function createTermCursor({ data, ordinals }: LexicalSource): TermCursor {
  let index = 0;
  const kept = ordinals.filter((ordinal) => ordinal !== GONE);
  const isAscending = kept.every((ordinal, i) => i === 0 || ordinal > kept[i - 1]!);
  const termAt = (at: number): Uint8Array =>
    data.terms.subarray(at === 0 ? 0 : data.termEnds[at - 1], data.termEnds[at]);
  const term = (): Uint8Array | undefined => (index >= data.termEnds.length ? undefined : termAt(index));
  const postings = (): Uint8Array =>
    data.postings.subarray(index === 0 ? 0 : data.postingEnds[index - 1], data.postingEnds[index++]);
  return {
    term,
    isAt: (wanted) => {
      const own = term();
      return own !== undefined && Buffer.compare(own, wanted) === 0;
    },
    countBefore: (wanted) => {
      const end = data.termEnds.length;
      if (wanted === undefined) return end - index;
      return lowerBound(index, end, (place) => Buffer.compare(termAt(place), wanted) < 0) - index;
    },
    readPostings: (into) => {
      const cursor: Cursor = { bytes: postings(), at: 0 };
      for (let previous = 0; cursor.at < cursor.bytes.length;) {
        previous += readVarint(cursor);
        const counts = cursor.bytes[cursor.at++]!;
        const ordinal = ordinals[previous]!;
        if (ordinal !== GONE) into.push(pack(ordinal, counts));
      }
    },
    isAscending,
    copyPostings: (into) => into.copyPostings(postings(), ordinals),
  };
}

function smallest(cursors: readonly TermCursor[]): Uint8Array | undefined {
  let least: Uint8Array | undefined;
  for (const cursor of cursors) {
    const term = cursor.term();
    if (term !== undefined && (least === undefined || Buffer.compare(term, least) < 0)) least = term;
  }
  return least;
}

/** Writes packed postings in order of their ordinals, as the builder does. */
function writePostings(entries: number[], postings: GrowingBytes): void {
  if (entries.some((entry, i) => i > 0 && entry < entries[i - 1]!)) entries.sort((a, b) => a - b);
  let last = 0;
  for (const entry of entries) {
    const ordinal = Math.floor(entry / 256);
    postings.push(ordinal - last, entry % 256);
    last = ordinal;
  }
}

type GrowingBytes = {
  /** Appends a posting: the distance to the previous passage, and the counts. */
  push: (distance: number, counts: number) => void;
  append: (bytes: Uint8Array) => void;
  /** Appends a term's postings under their new ordinals, without those of removed passages. */
  copyPostings: (from: Uint8Array, ordinals: Uint32Array) => number;
  length: () => number;
  bytes: () => Uint8Array;
};

function growingBytes(expected: number): GrowingBytes {
  let block = new Uint8Array(Math.max(64, expected));
  let length = 0;
  const reserve = (more: number): void => {
    if (length + more <= block.length) return;
    const larger = new Uint8Array(Math.max(Math.ceil(block.length * 1.25), length + more));
    larger.set(block);
    block = larger;
  };
  return {
    push: (distance, counts) => {
      reserve(MAX_VARINT_BYTES + 1);
      length = writeVarint(block, length, distance);
      block[length++] = counts;
    },
    append: (bytes) => {
      reserve(bytes.length);
      block.set(bytes, length);
      length += bytes.length;
    },
    copyPostings: (from, ordinals) => {
      // A posting takes two to six bytes.
      reserve(from.length * 3);
      const cursor: Cursor = { bytes: from, at: 0 };
      let [previous, last, count] = [0, 0, 0];
      while (cursor.at < from.length) {
        previous += readVarint(cursor);
        const counts = from[cursor.at++]!;
        const ordinal = ordinals[previous]!;
        if (ordinal === GONE) continue;
        length = writeVarint(block, length, ordinal - last);
        block[length++] = counts;
        last = ordinal;
        count++;
      }
      return count;
    },
    length: () => length,
    bytes: () => block.subarray(0, length),
  };
}
