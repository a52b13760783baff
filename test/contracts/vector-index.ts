// The contract of every vector index.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VectorIndex } from '../../src/index/vector-index.ts';
import { randomUnitVectors } from '../support/vectors.ts';

const DIMENSION = 16;
const SIZE = 300;

/** @param open makes an index over vectors (size × dimension numbers) */
export function vectorIndexContract(
  name: string,
  open: (vectors: Float32Array, dimension: number) => VectorIndex | Promise<VectorIndex>,
): void {
  const vectors = randomUnitVectors(SIZE, DIMENSION, 7);
  const row = (ordinal: number): Float32Array =>
    vectors.slice(ordinal * DIMENSION, (ordinal + 1) * DIMENSION);

  test(`${name}: a stored vector finds itself first, with score 1`, async () => {
    const index = await open(vectors, DIMENSION);
    for (const ordinal of [0, 42, SIZE - 1]) {
      const [first] = index.search(row(ordinal), 3);
      assert.equal(first?.ordinal, ordinal);
      assert.ok(Math.abs(first.score - 1) < 1e-5);
    }
  });

  test(`${name}: results are sorted, distinct, and as many as requested or available`, async () => {
    const index = await open(vectors, DIMENSION);
    for (const k of [1, 10, SIZE, SIZE + 50]) {
      const hits = index.search(row(5), k);
      assert.equal(hits.length, Math.min(k, SIZE));
      assert.equal(new Set(hits.map(({ ordinal }) => ordinal)).size, hits.length);
      for (const [i, { score }] of hits.entries())
        assert.ok(score <= (hits[i - 1]?.score ?? Infinity) + 1e-6);
    }
  });

  test(`${name}: the ten nearest equal those of a plain scan`, async () => {
    const index = await open(vectors, DIMENSION);
    const query = randomUnitVectors(1, DIMENSION, 99);
    const scores = Array.from({ length: SIZE }, (_, ordinal) => ({
      ordinal,
      score: row(ordinal).reduce((sum, value, i) => sum + value * (query[i] ?? 0), 0),
    }));
    const expected = scores
      .sort((a, b) => b.score - a.score)
      .slice(0, 10)
      .map(({ ordinal }) => ordinal);
    assert.deepEqual(
      index.search(query, 10).map(({ ordinal }) => ordinal),
      expected,
    );
  });

  test(`${name}: vectors are returned as stored`, async () => {
    const stored = (await open(vectors, DIMENSION)).vectorOf(17);
    for (const [i, value] of row(17).entries()) assert.ok(Math.abs(value - (stored[i] ?? 0)) < 1e-6);
  });

  test(`${name}: a vector of the wrong length, or with NaN in it, is refused`, async () => {
    const index = await open(vectors, DIMENSION);
    assert.throws(() => index.search(new Float32Array(DIMENSION - 1), 3), RangeError);
    assert.throws(() => index.search(new Float32Array(DIMENSION).fill(NaN), 3), RangeError);
  });

  test(`${name}: an empty index finds nothing`, async () => {
    const empty = await open(new Float32Array(0), DIMENSION);
    assert.deepEqual(empty.search(new Float32Array(DIMENSION), 5), []);
  });
}
