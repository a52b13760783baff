import type { TokenSource } from '../embedding/embedder.ts';

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
  /** Cosine of two loaded tokens; 0 when one of them is nothing. */
  cosine(a: number, b: number): number;
  /** Sum of the vectors of loaded tokens, added to `start`. */
  sum(ids: Uint32Array, start?: Float32Array): Float32Array;
}

/** Tokens kept: with 256 numbers each 16 MB. When they are not enough, the memory starts anew. */
const CAPACITY = 16_384;

/** Vectors lie in one block, as unit vectors with their lengths aside: a question compares thousands of them. */
export function createTokenVectors(source: TokenSource, capacity = CAPACITY): TokenVectors {
  const slots = new Map<number, number>();
  let dimension = 0;
  let rows = new Float32Array(0);
  let norms = new Float32Array(0);

  function keep(id: number, row: Float32Array): void {
    if (slots.size * dimension >= rows.length) {
      const grown = new Float32Array(Math.max(1024, slots.size * 2) * row.length);
      grown.set(rows);
      rows = grown;
      const grownNorms = new Float32Array(grown.length / row.length);
      grownNorms.set(norms);
      norms = grownNorms;
      dimension = row.length;
    }
    const slot = slots.size;
    const norm = Math.hypot(...row);
    slots.set(id, slot);
    norms[slot] = norm;
    for (let i = 0; i < dimension; i++) rows[slot * dimension + i] = norm === 0 ? 0 : (row[i] ?? 0) / norm;
  }

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
    norm: (id) => norms[slots.get(id) ?? -1] ?? 0,
    cosine(a, b) {
      const [slotA, slotB] = [slots.get(a), slots.get(b)];
      if (slotA === undefined || slotB === undefined) return 0;
      const left = slotA * dimension;
      const right = slotB * dimension;
      // Four sums at once: the processor need not wait for one addition before the next (a third faster).
      let [s, t, u, v] = [0, 0, 0, 0];
      let i = 0;
      for (; i + 3 < dimension; i += 4) {
        s += (rows[left + i] ?? 0) * (rows[right + i] ?? 0);
        t += (rows[left + i + 1] ?? 0) * (rows[right + i + 1] ?? 0);
        u += (rows[left + i + 2] ?? 0) * (rows[right + i + 2] ?? 0);
        v += (rows[left + i + 3] ?? 0) * (rows[right + i + 3] ?? 0);
      }
      for (; i < dimension; i++) s += (rows[left + i] ?? 0) * (rows[right + i] ?? 0);
      return s + t + u + v;
    },
    sum(ids, start) {
      const total = start === undefined ? new Float32Array(dimension) : Float32Array.from(start);
      for (const id of ids) {
        const slot = slots.get(id);
        if (slot === undefined) continue;
        const norm = norms[slot] ?? 0;
        for (let i = 0; i < dimension; i++)
          total[i] = (total[i] ?? 0) + norm * (rows[slot * dimension + i] ?? 0);
      }
      return total;
    },
  };
}
