// The passages as a model of static token vectors reads them: token ids, sentence by sentence. With them a question's
// words are compared with a passage's words without running the model over the passage again. On disk: uint32 header
// (passages, tokens with a frequency), the ends of the passages, pairs of token id and document frequency in order of the
// ids (all uint32, little endian), then the ids in 7-bit groups, every part led by its length. Only the numbers in front are kept in memory.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

export interface TokenStore {
  /** Token ids of a passage: its title and headings, then its sentences (see `passageSentences`). */
  partsOf(ordinal: number): Uint32Array[];
  /** Number of passages that hold a token. */
  documentFrequency(token: number): number;
  readonly size: number;
  /** Consecutive passages as they stand in the file, and where each of them ends. */
  encoded(first: number, count: number): { bytes: Uint8Array; ends: Uint32Array };
  /** Number of passages for every token that occurs. */
  frequencies(): ReadonlyMap<number, number>;
  close(): void;
}

const HEADER = 2;

/** Collects passages in order of their ordinals and gives the bytes of the file. */
export interface TokenStoreBuilder {
  /** @param parts as `TokenStore.partsOf` will give them back */
  add(parts: readonly Uint32Array[]): void;
  /** Takes over consecutive passages of the earlier store. */
  take(first: number, count: number): void;
  finish(): Uint8Array;
}

/** @param earlier a store that passages are taken from; it is cheapest when most are */
export function createTokenStoreBuilder(earlier?: TokenStore): TokenStoreBuilder {
  const frequencies = createFrequencies(earlier?.frequencies());
  /** How often each passage of the earlier store has been taken. */
  const uses = new Uint32Array(earlier?.size ?? 0);
  const blocks: Uint8Array[] = [];
  const ends: number[] = [];
  let length = 0;
  return {
    add(parts) {
      frequencies.count(parts, 1);
      const bytes = encodeTokens(parts);
      blocks.push(bytes);
      ends.push((length += bytes.length));
    },
    take(first, passages) {
      if (earlier === undefined) throw new Error('there is no store to take passages from');
      const run = earlier.encoded(first, passages);
      blocks.push(run.bytes);
      for (const end of run.ends) ends.push(length + end);
      length += run.bytes.length;
      for (let ordinal = first; ordinal < first + passages; ordinal++)
        uses[ordinal] = (uses[ordinal] ?? 0) + 1;
    },
    finish() {
      for (const [ordinal, taken] of uses.entries())
        if (taken !== 1) frequencies.count(earlier?.partsOf(ordinal) ?? [], taken - 1);
      const pairs = frequencies.pairs();
      const head = Uint32Array.of(ends.length, pairs.length / 2);
      const numbers = [head, Uint32Array.from(ends), pairs];
      return Buffer.concat([...numbers.map(({ buffer }) => new Uint8Array(buffer)), ...blocks]);
    },
  };
}

type Frequencies = {
  /** Adds to the number of passages of every token that occurs in a text given in parts. */
  count: (parts: readonly Uint32Array[], passages: number) => void;
  /** Token ids that occur, ascending, each followed by its number of passages. */
  pairs: () => Uint32Array;
};

function createFrequencies(start: ReadonlyMap<number, number> = new Map()): Frequencies {
  const largest = (ids: Iterable<number>): number => {
    let most = 0;
    for (const id of ids) if (id > most) most = id;
    return most;
  };
  let passagesOf = new Uint32Array(largest(start.keys()) + 1);
  for (const [token, passages] of start) passagesOf[token] = passages;
  /** The last text in which a token occurred. */
  let lastText = new Uint32Array(passagesOf.length);
  let text = 0;
  const reserve = (length: number): void => {
    if (length <= passagesOf.length) return;
    const [smaller, texts] = [passagesOf, lastText];
    passagesOf = new Uint32Array(length * 2);
    passagesOf.set(smaller);
    lastText = new Uint32Array(length * 2);
    lastText.set(texts);
  };
  return {
    count: (parts, passages) => {
      text++;
      for (const part of parts) {
        reserve(largest(part) + 1);
        for (const token of part) {
          if (lastText[token] === text) continue;
          lastText[token] = text;
          passagesOf[token] = (passagesOf[token] ?? 0) + passages;
        }
      }
    },
    pairs: () => {
      const pairs: number[] = [];
      for (const [token, passages] of passagesOf.entries()) if (passages > 0) pairs.push(token, passages);
      return Uint32Array.from(pairs);
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
    encoded(first, count) {
      const start = first === 0 ? 0 : (ends[first - 1] ?? 0);
      const own = ends.slice(first, first + count).map((end) => end - start);
      return { bytes: read(data + start, own.at(-1) ?? 0), ends: own };
    },
    frequencies: () => frequencies,
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
