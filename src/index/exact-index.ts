import { createTopK } from './top-k.ts';
import { assertVector, type VectorIndex } from './vector-index.ts';

/**
 * Exact search over vectors in one array: the fallback without the native library, and the reference for HNSW's recall.
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
      const top = createTopK(k);
      for (let ordinal = 0; ordinal < size; ordinal++)
        top.add(ordinal, dot(vectors, ordinal * dimension, vector));
      return top.best();
    },
    vectorOf: (ordinal) => vectors.subarray(ordinal * dimension, (ordinal + 1) * dimension),
  };
}

/**
 * Inner product of the row that begins at `start` with a vector. Four sums at a time, so that four multiplications run
 * in parallel.
 */
export function dot(rows: Float32Array, start: number, vector: Float32Array): number {
  const end = vector.length - (vector.length % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < end; i += 4) {
    a += rows[start + i]! * vector[i]!;
    b += rows[start + i + 1]! * vector[i + 1]!;
    c += rows[start + i + 2]! * vector[i + 2]!;
    d += rows[start + i + 3]! * vector[i + 3]!;
  }
  for (let i = end; i < vector.length; i++) a += rows[start + i]! * vector[i]!;
  return a + b + (c + d);
}
