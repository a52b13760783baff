// The vectors of tokens that have come up, for models that are nothing but a table of them. Running such a model copies
// the same rows out of its table again and again; adding up rows that are at hand gives the same sums in half the time.
import { normaliseRow } from './pooling.ts';

/**
 * Most tokens that are kept, 34 MB with 256 dimensions; a large wiki in two languages has about half as many. Beyond
 * that everything is forgotten and looked up again.
 */
const MAX_TOKENS = 32_768;
/** Tokens that are looked up at a time. */
const PORTION = 4096;

export interface TokenTable {
  /**
   * One unit vector per row of token ids: their mean, divided by its length. The same to the last bit as pooling what
   * the model gives for the whole row.
   */
  meansOf(
    rows: readonly (readonly number[])[],
  ): Promise<{ vectors: Float32Array<ArrayBuffer>; dimension: number }>;
}

/** @param lookUp gives the model's vectors of some tokens, one behind the other */
export function createTokenTable(
  lookUp: (ids: readonly number[]) => Promise<{ hidden: Float32Array; dimension: number }>,
): TokenTable {
  let dimension = 0;
  let table = new Float32Array(0);
  const places = new Map<number, number>();

  async function learn(rows: readonly (readonly number[])[]): Promise<void> {
    const missing = (): number[] => [...new Set(rows.flat())].filter((id) => !places.has(id));
    let ids = missing();
    if (places.size + ids.length > MAX_TOKENS) {
      places.clear();
      ids = missing();
    }
    // Of texts without any token at least the dimension must be known: token 0 is there in every vocabulary.
    if (ids.length === 0 && dimension === 0) ids = [0];
    for (let at = 0; at < ids.length; at += PORTION) {
      const portion = ids.slice(at, at + PORTION);
      const found = await lookUp(portion);
      ({ dimension } = found);
      const needed = (places.size + portion.length) * dimension;
      if (table.length < needed) {
        const larger = new Float32Array(Math.max(needed, table.length * 2));
        larger.set(table);
        table = larger;
      }
      table.set(found.hidden.subarray(0, portion.length * dimension), places.size * dimension);
      for (const id of portion) places.set(id, places.size);
    }
  }

  return {
    async meansOf(rows) {
      await learn(rows);
      const vectors = new Float32Array(rows.length * dimension);
      for (const [row, ids] of rows.entries()) {
        const target = vectors.subarray(row * dimension, (row + 1) * dimension);
        for (const id of ids) {
          const start = (places.get(id) ?? 0) * dimension;
          for (let i = 0; i < target.length; i++) target[i] = (target[i] ?? 0) + (table[start + i] ?? 0);
        }
        normaliseRow(vectors, row * dimension, dimension);
      }
      return { vectors, dimension };
    },
  };
}
