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

/** Asked vectors that are multiplied at once: each number of the other one is read once for all of them, in half the time. */
const LANES = 8;

/** Products of a vector with the `LANES` vectors that lie side by side from `start` on. */
function products(row: Float64Array, columns: Float64Array, start: number, sums: Float64Array): void {
  let [s0, s1, s2, s3, s4, s5, s6, s7] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0, at = start; i < row.length; i++, at += LANES) {
    const x = row[i] ?? 0;
    s0 += x * (columns[at] ?? 0);
    s1 += x * (columns[at + 1] ?? 0);
    s2 += x * (columns[at + 2] ?? 0);
    s3 += x * (columns[at + 3] ?? 0);
    s4 += x * (columns[at + 4] ?? 0);
    s5 += x * (columns[at + 5] ?? 0);
    s6 += x * (columns[at + 6] ?? 0);
    s7 += x * (columns[at + 7] ?? 0);
  }
  sums.set([s0, s1, s2, s3, s4, s5, s6, s7]);
}

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
    let square = 0;
    for (const value of row) square += value * value;
    const norm = Math.sqrt(square);
    slots.set(id, slot);
    norms[slot] = norm;
    for (let i = 0; i < dimension; i++) rows[slot * dimension + i] = norm === 0 ? 0 : (row[i] ?? 0) / norm;
  }

  /** The asked vectors side by side, `LANES` to a block: `[block][dimension][lane]`. */
  function interleaved(asked: readonly number[], blocks: number): Float64Array {
    const columns = new Float64Array(blocks * dimension * LANES);
    for (const [k, id] of asked.entries()) {
      const slot = slots.get(id);
      if (slot === undefined) continue;
      const start = Math.floor(k / LANES) * dimension * LANES + (k % LANES);
      for (let i = 0; i < dimension; i++) columns[start + i * LANES] = rows[slot * dimension + i] ?? 0;
    }
    return columns;
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
    cosines(asked, others) {
      const blocks = Math.ceil(asked.length / LANES);
      const columns = interleaved(asked, blocks);
      const matrix = new Float32Array(others.length * asked.length);
      const row = new Float64Array(dimension);
      const sums = new Float64Array(LANES);
      for (const [o, other] of others.entries()) {
        const slot = slots.get(other);
        if (slot === undefined) continue;
        for (let i = 0; i < dimension; i++) row[i] = rows[slot * dimension + i] ?? 0;
        for (let block = 0; block < blocks; block++) {
          products(row, columns, block * dimension * LANES, sums);
          const first = block * LANES;
          for (let lane = 0; lane < LANES && first + lane < asked.length; lane++)
            matrix[o * asked.length + first + lane] = sums[lane] ?? 0;
        }
      }
      return matrix;
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
