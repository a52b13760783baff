// The port to nearest-neighbour search. Scores are inner products of unit vectors (cosine, higher is better); a passage
// is named by its ordinal in the generation.

export type ScoredPassage = { ordinal: number; score: number };

export interface VectorIndex {
  /** `hnsw` (approximate, fast) or `exact` (compares every vector). */
  readonly kind: 'hnsw' | 'exact';
  readonly size: number;
  readonly dimension: number;
  /**
   * The `k` nearest passages, best first; all of them when there are fewer.
   * @throws RangeError when the vector has the wrong length or holds a NaN
   */
  search(vector: Float32Array, k: number): ScoredPassage[];
  /** The stored vector of a passage. */
  vectorOf(ordinal: number): Float32Array;
  /**
   * For an approximate index: how many candidates a search keeps from now on. More candidates find more and take
   * longer.
   */
  useEf?(ef: number): void;
  /** Frees at once the memory held outside the JavaScript heap; later searches find nothing. */
  release?(): void;
}

/** Guards the native library, which silently accepts wrong lengths and NaN. */
export function assertVector(vector: Float32Array, dimension: number): void {
  if (vector.length !== dimension) {
    throw new RangeError(`a vector of ${vector.length} numbers where the index has ${dimension}`);
  }
  for (const value of vector) {
    if (!Number.isFinite(value)) throw new RangeError('a vector contains something that is not a number');
  }
}
