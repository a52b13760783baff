import type { TokenSource } from '../embedding/embedder.ts';
import { createVectorRows, type VectorRows } from '../simd/dot-products.ts';

/** The vectors of the tokens that have been asked about lately. */
export interface TokenVectors {
  /** Those of some tokens whose vectors are not here. Whatever is loaded may be forgotten while somebody awaits. */
  missing(ids: ReadonlySet<number>): Uint32Array;
  /**
   * Fetches vectors that are missing. When there is no room the others are forgotten, so ask again what is missing
   * until nothing is, and use what is there before the next await.
   * @throws Failure `model` when the model stops working
   */
  load(ids: Uint32Array): Promise<void>;
  /** Length of a loaded token's vector. */
  norm(id: number): number;
  /**
   * Cosines of loaded tokens, 0 where one is nothing or not loaded.
   * @returns for each of the others in order, its cosine with each that is asked about
   */
  cosines(asked: readonly number[], others: readonly number[]): Float32Array;
  /** Sum of the vectors of loaded tokens, added to `start`. */
  sum(ids: Uint32Array, start?: Float32Array): Float32Array;
}

/** Tokens kept: with 256 numbers each 16 MB. When they are not enough, the memory starts anew. */
const CAPACITY = 16_384;

const shared = new WeakMap<TokenSource, TokenVectors>();

/** The memory of a model's tokens: one for all that ask it, so that another generation of the index finds it filled. */
export function tokenVectorsOf(source: TokenSource): TokenVectors {
  const found = shared.get(source) ?? createTokenVectors(source);
  shared.set(source, found);
  return found;
}

/** Vectors lie in one block, as unit vectors with their lengths aside: a question compares thousands of them. */
export function createTokenVectors(source: TokenSource, capacity = CAPACITY): TokenVectors {
  const slots = new Map<number, number>();
  const norms: number[] = [0];
  let rows: VectorRows | undefined;

  function keep(id: number, row: Float32Array): void {
    // Slot 0 belongs to tokens that are not here.
    const slot = slots.size + 1;
    let square = 0;
    for (const value of row) square += value * value;
    const norm = Math.sqrt(square);
    slots.set(id, slot);
    norms[slot] = Math.fround(norm);
    rows ??= createVectorRows(row.length);
    // Zeros stay zeros, whatever they are divided by.
    rows.write(slot, row, norm === 0 ? 1 : norm);
  }

  const slotOf = (id: number): number => slots.get(id) ?? 0;

  return {
    missing: (ids) => Uint32Array.from([...ids].filter((id) => !slots.has(id))),
    async load(ids) {
      const loaded = await source.vectorsOf(ids);
      if (slots.size + ids.length > capacity) slots.clear();
      for (const [i, id] of ids.entries()) {
        const row = loaded[i];
        // Another question may have loaded it meanwhile.
        if (row !== undefined && !slots.has(id)) keep(id, row);
      }
    },
    norm: (id) => norms[slotOf(id)] ?? 0,
    cosines: (asked, others) =>
      rows?.products(asked.map(slotOf), others.map(slotOf)) ?? new Float32Array(asked.length * others.length),
    sum(ids, start) {
      const own = Array.from(ids, slotOf);
      const weights = own.map((slot) => norms[slot] ?? 0);
      return rows?.sum(own, weights, start) ?? Float32Array.from(start ?? []);
    },
  };
}
