// The port to nearest-neighbour search. Scores are inner products of unit vectors (cosine, higher is better); a
// passage is named by its ordinal, its place in the generation.

export type ScoredPassage = { ordinal: number; score: number };

export interface VectorIndex {
  /** `hnsw` (approximate, fast) or `exact` (every vector compared). */
  readonly kind: 'hnsw' | 'exact';
  readonly size: number;
  readonly dimension: number;
  /**
   * The `k` nearest passages, best first; all of them when there are fewer.
   * @throws RangeError when the vector has the wrong length or holds something that is not a number
   */
  search(vector: Float32Array, k: number): ScoredPassage[];
  /** The stored vector of a passage. */
  vectorOf(ordinal: number): Float32Array;
  /** Of an approximate index: how many candidates a search keeps from now on. More of them find more and take longer. */
  useEf?(ef: number): void;
  /** Gives back at once what it holds outside of the runtime's own memory; nothing is found any more. */
  release?(): void;
}

/** Guards the native library, which accepts wrong lengths and NaN without a word. */
export function assertVector(vector: Float32Array, dimension: number): void {
  if (vector.length !== dimension) {
    throw new RangeError(`a vector of ${vector.length} numbers where the index has ${dimension}`);
  }
  for (const value of vector) {
    if (!Number.isFinite(value)) throw new RangeError('a vector holds something that is not a number');
  }
}
