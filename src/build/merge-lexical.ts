// The lexical index of a new generation out of the one before: postings of passages that are still there are carried over
// under their new ordinals, those of new passages come in. Cutting texts into terms is by far the most of the work, and
// only new passages need it. The result is, to the byte, what an index built from all texts would be.
import type { LexicalData } from '../index/lexical-format.ts';

/** An ordinal that is not there any more. */
export const GONE = 0xffffffff;

/** An index and, for each of its ordinals, the one in the new index, or `GONE`. */
export type LexicalSource = { data: LexicalData; ordinals: Uint32Array };

/**
 * @param size passages of the new index; each of them comes from exactly one place in one of the sources
 * @param sources two or more
 */
export function mergeLexical(size: number, sources: readonly LexicalSource[]): LexicalData {
  const bodyLengths = new Uint16Array(size);
  for (const { data, ordinals } of sources)
    for (const [before, ordinal] of ordinals.entries())
      if (ordinal !== GONE) bodyLengths[ordinal] = data.bodyLengths[before] ?? 0;
  const cursors = sources.map(createCursor);
  const [first, ...others] = cursors;
  const terms = growingBytes(sources.reduce((sum, { data }) => sum + data.terms.length, 0));
  const postings = growingBytes(sources.reduce((sum, { data }) => sum + data.postings.length, 0));
  const [termEnds, documentFrequencies, postingEnds]: [number[], number[], number[]] = [[], [], []];
  const entries: number[] = [];
  const take = (term: Uint8Array, standing: readonly Cursor[]): void => {
    let count: number;
    const [only] = standing;
    if (standing.length === 1 && only?.isAscending === true) count = only.copy(postings);
    else {
      entries.length = 0;
      for (const cursor of standing) cursor.take(entries);
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
    // Most terms are in the first source only: they are not compared one by one.
    for (let left = first?.before(next) ?? 0; left > 0; left--)
      take(first?.term() ?? new Uint8Array(0), alone);
    if (next === undefined) break;
    take(
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

type Cursor = {
  /** The bytes of the term that it stands at; undefined at the end. */
  term: () => Uint8Array | undefined;
  isAt: (term: Uint8Array) => boolean;
  /** How many terms it has yet to pass that sort before a term; all that are left without one. */
  before: (term: Uint8Array | undefined) => number;
  /** Adds the term's postings that are still there, packed, and goes on to the next term. */
  take: (into: number[]) => void;
  /** Whether passages keep their order. */
  isAscending: boolean;
  /** The same as `take` and `writePostings`, for passages that keep their order. @returns the number of postings */
  copy: (into: GrowingBytes) => number;
};

function createCursor({ data, ordinals }: LexicalSource): Cursor {
  let index = 0;
  const kept = ordinals.filter((ordinal) => ordinal !== GONE);
  const isAscending = kept.every((ordinal, i) => i === 0 || ordinal > (kept[i - 1] ?? 0));
  const termAt = (at: number): Uint8Array =>
    data.terms.subarray(at === 0 ? 0 : data.termEnds[at - 1], data.termEnds[at]);
  const term = (): Uint8Array | undefined => (index >= data.termEnds.length ? undefined : termAt(index));
  return {
    term,
    isAt: (wanted) => {
      const own = term();
      return own !== undefined && Buffer.compare(own, wanted) === 0;
    },
    before: (wanted) => {
      let [low, high] = [index, data.termEnds.length];
      while (wanted !== undefined && low < high) {
        const middle = (low + high) >>> 1;
        if (Buffer.compare(termAt(middle), wanted) < 0) low = middle + 1;
        else high = middle;
      }
      return (wanted === undefined ? high : low) - index;
    },
    take: (into) => {
      const end = data.postingEnds[index] ?? 0;
      let at = index === 0 ? 0 : (data.postingEnds[index - 1] ?? 0);
      let before = 0;
      while (at < end) {
        let byte = data.postings[at++] ?? 0;
        let delta = byte & 127;
        for (let shift = 7; byte > 127; shift += 7) {
          byte = data.postings[at++] ?? 0;
          delta |= (byte & 127) << shift;
        }
        before += delta;
        const counts = data.postings[at++] ?? 0;
        const ordinal = ordinals[before] ?? GONE;
        if (ordinal !== GONE) into.push(pack(ordinal, counts));
      }
      index++;
    },
    isAscending,
    copy: (into) => {
      const start = index === 0 ? 0 : (data.postingEnds[index - 1] ?? 0);
      return into.copyPostings(data.postings, start, data.postingEnds[index++] ?? 0, ordinals);
    },
  };
}

function smallest(cursors: readonly Cursor[]): Uint8Array | undefined {
  let least: Uint8Array | undefined;
  for (const cursor of cursors) {
    const term = cursor.term();
    if (term !== undefined && (least === undefined || Buffer.compare(term, least) < 0)) least = term;
  }
  return least;
}

/** Writes packed postings in order of their ordinals, as the builder does: distances in 7-bit groups, then the counts. */
function writePostings(entries: number[], postings: GrowingBytes): void {
  if (entries.some((entry, i) => i > 0 && entry < (entries[i - 1] ?? 0))) entries.sort((a, b) => a - b);
  let last = 0;
  for (const entry of entries) {
    const ordinal = Math.floor(entry / 256);
    let delta = ordinal - last;
    for (; delta > 127; delta >>>= 7) postings.push((delta & 127) | 128);
    postings.push(delta);
    postings.push(entry % 256);
    last = ordinal;
  }
}

type GrowingBytes = {
  push: (byte: number) => void;
  append: (bytes: Uint8Array) => void;
  /** Appends a term's postings under the ordinals that they have now; those that are gone are left out. */
  copyPostings: (from: Uint8Array, start: number, end: number, ordinals: Uint32Array) => number;
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
    push: (byte) => {
      if (length === block.length) reserve(1);
      block[length++] = byte;
    },
    append: (bytes) => {
      reserve(bytes.length);
      block.set(bytes, length);
      length += bytes.length;
    },
    copyPostings: (from, start, end, ordinals) => {
      // A posting takes from two bytes to six.
      reserve((end - start) * 3);
      let [at, before, last, count] = [start, 0, 0, 0];
      while (at < end) {
        let byte = from[at++] ?? 0;
        let delta = byte & 127;
        for (let shift = 7; byte > 127; shift += 7) {
          byte = from[at++] ?? 0;
          delta |= (byte & 127) << shift;
        }
        before += delta;
        const counts = from[at++] ?? 0;
        const ordinal = ordinals[before] ?? GONE;
        if (ordinal === GONE) continue;
        delta = ordinal - last;
        for (; delta > 127; delta >>>= 7) block[length++] = (delta & 127) | 128;
        block[length++] = delta;
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
