// The passages as a model of static token vectors reads them: token ids, sentence by sentence. With them a question's
// words are compared with a passage's words without running the model over the passage again. On disk: uint32 header
// (passages, tokens with a frequency), the ends of the passages, pairs of token id and document frequency (all uint32,
// little endian), then the ids in 7-bit groups, every part led by its length. Only the numbers in front are kept in memory.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

export interface TokenStore {
  /** Token ids of a passage: its title and headings, then its sentences (see `passageSentences`). */
  partsOf(ordinal: number): Uint32Array[];
  /** Number of passages that hold a token. */
  documentFrequency(token: number): number;
  readonly size: number;
  close(): void;
}

const HEADER = 2;

/** Collects passages in order of their ordinals and gives the bytes of the file. */
export interface TokenStoreBuilder {
  /** @param parts as `TokenStore.partsOf` will give them back */
  add(parts: readonly Uint32Array[]): void;
  finish(): Uint8Array;
}

export function createTokenStoreBuilder(): TokenStoreBuilder {
  const frequencies = new Map<number, number>();
  const passages: Uint8Array[] = [];
  return {
    add(parts) {
      for (const token of new Set(parts.flatMap((part) => [...part])))
        frequencies.set(token, (frequencies.get(token) ?? 0) + 1);
      passages.push(encodeTokens(parts));
    },
    finish() {
      let end = 0;
      const ends = Uint32Array.from(passages, (bytes) => (end += bytes.length));
      const pairs = Uint32Array.from([...frequencies].flat());
      const head = Uint32Array.of(passages.length, frequencies.size);
      const numbers = [head, ends, pairs].map(({ buffer }) => new Uint8Array(buffer));
      return Buffer.concat([...numbers, ...passages]);
    },
  };
}

/** The tokens of one passage in 7-bit groups, every part led by its length. */
export function encodeTokens(parts: readonly Uint32Array[]): Uint8Array {
  const bytes: number[] = [];
  for (const part of parts) {
    for (const value of [part.length, ...part]) {
      let rest = value;
      for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
      bytes.push(rest);
    }
  }
  return Uint8Array.from(bytes);
}

/**
 * @param file path of the tokens file, kept open until `close`
 * @throws Error when the file contradicts itself
 */
export function openTokenStore(file: string): TokenStore {
  const handle = openSync(file, 'r');
  const read = (position: number, length: number): Uint8Array => {
    const buffer = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const count = readSync(handle, buffer, done, length - done, position + done);
      if (count === 0) throw new Error('the tokens file is shorter than it says');
      done += count;
    }
    return buffer;
  };
  const words = (position: number, count: number): Uint32Array =>
    new Uint32Array(read(position * 4, count * 4).buffer);
  const [size = 0, tokens = 0] = words(0, HEADER);
  const ends = words(HEADER, size);
  const pairs = words(HEADER + size, tokens * 2);
  const frequencies = new Map<number, number>();
  for (let i = 0; i < pairs.length; i += 2) frequencies.set(pairs[i] ?? 0, pairs[i + 1] ?? 0);
  const data = (HEADER + size + tokens * 2) * 4;
  if (fstatSync(handle).size !== data + (ends.at(-1) ?? 0))
    throw new Error('the tokens file has the wrong size');

  return {
    size,
    documentFrequency: (token) => frequencies.get(token) ?? 0,
    partsOf(ordinal) {
      if (ordinal < 0 || ordinal >= size) throw new RangeError(`there is no passage ${ordinal}`);
      const start = ordinal === 0 ? 0 : (ends[ordinal - 1] ?? 0);
      return decodeTokens(read(data + start, (ends[ordinal] ?? 0) - start));
    },
    close: () => {
      closeSync(handle);
    },
  };
}

/** What `encodeTokens` has written. */
export function decodeTokens(bytes: Uint8Array): Uint32Array[] {
  const parts: Uint32Array[] = [];
  let at = 0;
  const next = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const part = new Uint32Array(next());
    for (let i = 0; i < part.length; i++) part[i] = next();
    parts.push(part);
  }
  return parts;
}
