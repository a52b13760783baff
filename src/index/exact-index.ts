import { assertVector, type ScoredPassage, type VectorIndex } from './vector-index.ts';

/**
 * Exact search over vectors in one array: the fallback where the native library is missing, and the judge of HNSW's recall.
 * @param vectors size × dimension numbers, one unit vector after the other
 */
export function createExactIndex(vectors: Float32Array, dimension: number): VectorIndex {
  const size = vectors.length / dimension;
  return {
    kind: 'exact',
    size,
    dimension,
    search(vector, k) {
      assertVector(vector, dimension);
      const best: ScoredPassage[] = []; // ascending by score, at most k
      for (let ordinal = 0; ordinal < size; ordinal++) {
        const score = dot(vectors, ordinal * dimension, vector);
        if (best.length === k && score <= (best[0]?.score ?? -Infinity)) continue;
        let at = best.length;
        while (at > 0 && (best[at - 1]?.score ?? 0) >= score) at--;
        best.splice(at, 0, { ordinal, score });
        if (best.length > k) best.shift();
      }
      return best.reverse();
    },
    vectorOf: (ordinal) => vectors.subarray(ordinal * dimension, (ordinal + 1) * dimension),
  };
}

/** Inner product of the row that begins at `start` with a vector. */
export function dot(rows: Float32Array, start: number, vector: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += (rows[start + i] ?? 0) * (vector[i] ?? 0);
  return sum;
}
