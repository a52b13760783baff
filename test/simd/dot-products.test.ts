import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import { createVectorRows } from '../../src/simd/dot-products.ts';

const dimensions = fc.integer({ min: 1, max: 9 });
const number = fc.float({ min: -4, max: 4, noNaN: true });

test('products and sums are those that JavaScript computes, to the last bit', () => {
  const input = dimensions.chain((dimension) =>
    fc.record({
      dimension: fc.constant(dimension),
      vectors: fc.array(fc.array(number, { minLength: dimension, maxLength: dimension }), { minLength: 1 }),
      divisor: fc.constantFrom(1, 3, 0.7),
      asked: fc.array(fc.nat(20)),
      others: fc.array(fc.nat(20)),
    }),
  );
  fc.assert(
    fc.property(input, ({ dimension, vectors, divisor, asked, others }) => {
      const rows = createVectorRows(dimension);
      for (const [i, vector] of vectors.entries()) rows.write(i + 1, vector, divisor);
      const stored = (row: number): Float32Array =>
        Float32Array.from({ length: dimension }, (_, i) => (vectors[row - 1]?.[i] ?? 0) / divisor);
      const product = (a: Float32Array, b: Float32Array): number =>
        Math.fround(a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0));
      assert.deepEqual(
        Array.from(rows.products(asked, others), positiveZero),
        others.flatMap((other) => asked.map((one) => positiveZero(product(stored(other), stored(one))))),
      );
      const weights = others.map((_, i) => Math.sin(i));
      const start = stored(1);
      const sum = Float32Array.from(start);
      for (const [i, row] of others.entries())
        for (const [at, value] of stored(row).entries()) sum[at] = (sum[at] ?? 0) + (weights[i] ?? 0) * value;
      assert.deepEqual(
        Array.from(rows.sum(others, weights, start), positiveZero),
        [...sum].map(positiveZero),
      );
    }),
  );
});

test('a block that has grown, and more rows than go through at a time, change nothing', () => {
  const rows = createVectorRows(3);
  const count = 5000;
  for (let row = 1; row <= count; row++) rows.write(row, [row, 1, -row], 1);
  const others = Array.from({ length: count }, (_, i) => i + 1);
  const products = rows.products([2, 1], others);
  assert.equal(products.length, 2 * count);
  for (const [i, row] of others.entries())
    assert.deepEqual([...products.subarray(2 * i, 2 * i + 2)], [4 * row + 1, 2 * row + 1]);
});

/** The sign of a zero is nothing that a comparison sees. */
function positiveZero(value: number): number {
  return value === 0 ? 0 : value;
}
