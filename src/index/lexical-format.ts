// The lexical index on disk and in memory: the same bytes. Terms are stored in one sorted block of UTF-8 and found by
// binary search; postings are delta-coded. There is no object per term or posting: 100,000 passages stay below 100 MB.
//
// lexical.bin, little endian, as every machine Node runs on:
//
//   │ magic │ version │ passages │ terms │ bytes of terms │ bytes of postings │ body tokens │ 0 │         uint32
//   │ termEnds[terms] │ documentFrequencies[terms] │ postingEnds[terms] │                                uint32
//   │ bodyLengths[passages] │ padding to 4 bytes │                                                       uint16
//   │ term 0 │ term 1 │ …  UTF-8, sorted by their bytes
//   │ postings of term 0 │ postings of term 1 │ …
//
//   postings: │ distance to the previous passage, varint │ counts, 1 byte │ …
//   counts:   │ title 1 bit │ headings 2 bits │ body 5 bits │   highest bit first; 0 for a name

export const LEXICAL_VERSION = 2;
const MAGIC = 0x444e4557; // "WEND"
const HEADER = 8;

export type LexicalData = {
  size: number;
  /** Sum of all body lengths, for the average. */
  bodyTokens: number;
  termEnds: Uint32Array;
  documentFrequencies: Uint32Array;
  postingEnds: Uint32Array;
  bodyLengths: Uint16Array;
  terms: Uint8Array;
  postings: Uint8Array;
};

/** The term of a name: a section is found by its whole heading as well. No word of a text begins with this sign. */
export function nameTerm(name: string): string {
  return `=${name}`;
}

/** Everything but the postings, which are three quarters of the file and may stay on disk. */
export type LexicalTerms = Omit<LexicalData, 'postings'>;

/** Occurrences of a term in the fields of one passage, capped to what one byte holds. */
export type FieldCounts = { body: number; heading: number; title: number };

/** One byte: body in 5 bits, heading in 2, title in 1. To BM25, more occurrences would say nothing new. */
export function packCounts(counts: FieldCounts): number {
  return Math.min(31, counts.body) | (Math.min(3, counts.heading) << 5) | (Math.min(1, counts.title) << 7);
}

export function encodeLexical(data: LexicalData): Uint8Array {
  const parts = [
    Uint32Array.of(
      MAGIC,
      LEXICAL_VERSION,
      data.size,
      data.termEnds.length,
      data.terms.length,
      data.postings.length,
      data.bodyTokens,
      0,
    ),
    data.termEnds,
    data.documentFrequencies,
    data.postingEnds,
    data.bodyLengths,
    new Uint8Array((data.size * 2) % 4),
    data.terms,
    data.postings,
  ];
  return Buffer.concat(parts.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength)));
}

/** Bytes at the beginning of a file that say how long the rest is. */
export const LEXICAL_HEADER_BYTES = HEADER * 4;

/**
 * The offset of the postings, which are the last block of the file.
 * @param header at least its first `LEXICAL_HEADER_BYTES`, beginning at a multiple of four
 * @param length of the whole file in bytes
 * @throws Error when it is not a lexical index of this version, or of another length
 */
export function postingsOffset(header: Uint8Array, length: number): number {
  if (length < LEXICAL_HEADER_BYTES) throw new Error('lexical.bin is too short');
  const [magic = 0, version = 0, size = 0, termCount = 0, termBytes = 0, postingBytes = 0] = headerOf(header);
  if (magic !== MAGIC) throw new Error('lexical.bin is not a lexical index');
  if (version !== LEXICAL_VERSION)
    throw new Error(`lexical.bin has version ${version}, this program reads ${LEXICAL_VERSION}`);
  const offset = LEXICAL_HEADER_BYTES + termCount * 12 + size * 2 + ((size * 2) % 4) + termBytes;
  if (offset + postingBytes !== length)
    throw new Error(`lexical.bin has ${length} bytes, its header says ${offset + postingBytes}`);
  return offset;
}

/**
 * Views on the bytes of a lexical file; nothing is copied when they begin at a multiple of four.
 * @throws Error when the bytes are not a lexical index of this version
 */
export function decodeLexical(bytes: Uint8Array): LexicalData {
  // new Uint8Array copies; slice() of a Buffer would be a view at the same odd offset.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  const offset = postingsOffset(aligned, aligned.byteLength);
  return { ...decodeTerms(aligned.subarray(0, offset)), postings: aligned.subarray(offset) };
}

/**
 * Views on everything before the postings.
 * @param bytes of a file up to `postingsOffset`, beginning at a multiple of four
 */
export function decodeTerms(bytes: Uint8Array): LexicalTerms {
  const [, , size = 0, termCount = 0, termBytes = 0, , bodyTokens = 0] = headerOf(bytes);
  let offset = bytes.byteOffset + LEXICAL_HEADER_BYTES;
  const numbers = (length: number): Uint32Array => {
    const view = new Uint32Array(bytes.buffer, offset, length);
    offset += length * 4;
    return view;
  };
  const termEnds = numbers(termCount);
  const documentFrequencies = numbers(termCount);
  const postingEnds = numbers(termCount);
  const bodyLengths = new Uint16Array(bytes.buffer, offset, size);
  offset += size * 2 + ((size * 2) % 4);
  const terms = new Uint8Array(bytes.buffer, offset, termBytes);
  return { size, bodyTokens, termEnds, documentFrequencies, postingEnds, bodyLengths, terms };
}

function headerOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, HEADER);
}
