import type { TokenStore } from '../index/token-store.ts';
import { MAX_VARINT_BYTES, writeVarint } from '../system/varint.ts';

/** Collects passages in order of their ordinals and gives the bytes of tokens.bin. */
export interface TokenStoreBuilder {
  /** @param parts as `TokenStore.partsOf` will return them */
  add(parts: readonly Uint32Array[]): void;
  /** Copies consecutive passages of the previous store. */
  reuse(first: number, count: number): void;
  finish(): Uint8Array;
}

/** @param previous a store to copy passages from; cheapest if most of them are copied */
export function createTokenStoreBuilder(previous?: TokenStore): TokenStoreBuilder {
  const frequencies = new Map(previous?.frequencies());
  /** How often each passage of the previous store has been copied. */
  const uses = new Uint32Array(previous?.size ?? 0);
  const blocks: Uint8Array[] = [];
  const ends: number[] = [];
  let length = 0;

  function count(parts: readonly Uint32Array[], passages: number): void {
    for (const token of new Set(parts.flatMap((part) => [...part])))
      frequencies.set(token, (frequencies.get(token) ?? 0) + passages);
  }

  return {
    add(parts) {
      count(parts, 1);
      const bytes = encodeTokens(parts);
      blocks.push(bytes);
      ends.push((length += bytes.length));
    },
    reuse(first, passages) {
      if (previous === undefined) throw new Error('there is no store to copy passages from');
      const run = previous.encoded(first, passages);
      blocks.push(run.bytes);
      for (const end of run.ends) ends.push(length + end);
      length += run.bytes.length;
      for (let ordinal = first; ordinal < first + passages; ordinal++) uses[ordinal]!++;
    },
    finish() {
      // The frequencies are those of the previous store: each of its passages copied once.
      for (const [ordinal, times] of uses.entries())
        if (times !== 1) count(previous?.partsOf(ordinal) ?? [], times - 1);
      const pairs = [...frequencies].filter(([, passages]) => passages > 0).sort(([a], [b]) => a - b);
      const numbers = [ends.length, pairs.length, ...ends, ...pairs.flat()];
      return Buffer.concat([new Uint8Array(Uint32Array.from(numbers).buffer), ...blocks]);
    },
  };
}

/** The tokens of one passage as varints, each part preceded by its length. */
export function encodeTokens(parts: readonly Uint32Array[]): Uint8Array {
  const numbers = parts.reduce((sum, part) => sum + 1 + part.length, 0);
  const bytes = new Uint8Array(numbers * MAX_VARINT_BYTES);
  let at = 0;
  for (const part of parts) {
    at = writeVarint(bytes, at, part.length);
    for (const token of part) at = writeVarint(bytes, at, token);
  }
  return bytes.slice(0, at);
}
