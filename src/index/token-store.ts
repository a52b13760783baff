// The passages as a model of static token vectors reads them: token ids, sentence by sentence. They allow comparing a
// question's tokens with a passage's tokens without running the model over the passage again. Only the header and the
// two tables after it are kept in memory.
//
// tokens.bin, uint32 in little endian but for the last block:
//
//   ┌──────────┬────────┬──────────────────┬────────────────────────────────────┬───────────────────────────┐
//   │ passages │ tokens │ ends[passages]   │ (token id, document frequency)     │ parts of passage 0, 1, …  │
//   │          │        │ bytes into parts │ [tokens], token ids ascending      │ varints                   │
//   └──────────┴────────┴──────────────────┴────────────────────────────────────┴───────────────────────────┘
//   a passage: its title and headings, then each sentence: │ length │ id │ id │ … │
import { openFile } from '../system/read-exactly.ts';
import { readVarint } from '../system/varint.ts';

export interface TokenStore {
  /** Token ids of a passage: its title and headings, then its sentences (see `passageSentences`). */
  partsOf(ordinal: number): Uint32Array[];
  /** Number of passages that hold a token. */
  documentFrequency(token: number): number;
  readonly size: number;
  /** The bytes of consecutive passages, and where each of them ends. */
  encoded(first: number, count: number): { bytes: Uint8Array; ends: Uint32Array };
  /** Document frequency of every token that occurs. */
  frequencies(): ReadonlyMap<number, number>;
  close(): void;
}

/** Number of values before `ends`. */
const HEADER = 2;

/**
 * @param file path of tokens.bin, kept open until `close`
 * @throws Error when the file contradicts itself
 */
export function openTokenStore(file: string): TokenStore {
  return openFile(file, ({ size: fileSize, read, close }) => {
    const numbers = (position: number, count: number): Uint32Array => {
      if ((position + count) * 4 > fileSize) throw new Error('tokens.bin is shorter than its header says');
      return new Uint32Array(read(new Uint8Array(count * 4), position * 4).buffer);
    };
    const [size = 0, tokens = 0] = numbers(0, HEADER);
    const ends = numbers(HEADER, size);
    const pairs = numbers(HEADER + size, tokens * 2);
    const data = (HEADER + size + tokens * 2) * 4;
    if (fileSize !== data + (ends.at(-1) ?? 0)) throw new Error('tokens.bin has the wrong size');
    const frequencies = new Map<number, number>();
    for (let i = 0; i < pairs.length; i += 2) frequencies.set(pairs[i]!, pairs[i + 1]!);
    const startOf = (ordinal: number): number => (ordinal === 0 ? 0 : ends[ordinal - 1]!);

    return {
      size,
      documentFrequency: (token) => frequencies.get(token) ?? 0,
      partsOf(ordinal) {
        if (ordinal < 0 || ordinal >= size) throw new RangeError(`there is no passage ${ordinal}`);
        const start = startOf(ordinal);
        return decodeTokens(read(new Uint8Array(ends[ordinal]! - start), data + start));
      },
      encoded(first, count) {
        const start = startOf(first);
        const own = ends.slice(first, first + count).map((end) => end - start);
        return { bytes: read(new Uint8Array(own.at(-1) ?? 0), data + start), ends: own };
      },
      frequencies: () => frequencies,
      close,
    };
  });
}

/** Parses what `encodeTokens` has written. */
export function decodeTokens(bytes: Uint8Array): Uint32Array[] {
  const parts: Uint32Array[] = [];
  const cursor = { bytes, at: 0 };
  while (cursor.at < bytes.length) {
    const part = new Uint32Array(readVarint(cursor));
    for (let i = 0; i < part.length; i++) part[i] = readVarint(cursor);
    parts.push(part);
  }
  return parts;
}
