import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pool } from '../../src/embedding/pooling.ts';

// Two texts of two and one tokens, width 2, dimension 2; the last row is padding.
const hidden = Float32Array.of(3, 0, 1, 4, 0, 5, 9, 9);

test('mean pooling averages the tokens, ignores padding and gives unit length', () => {
  const out = pool(hidden, [2, 1], 2, 2, 'mean');
  const near = [1 / Math.sqrt(2), 1 / Math.sqrt(2), 0, 1];
  for (const [i, value] of near.entries()) assert.ok(Math.abs((out[i] ?? 0) - value) < 1e-6);
});

test('CLS pooling takes the first token', () => {
  assert.deepEqual([...pool(hidden, [2, 1], 2, 2, 'cls')], [1, 0, 0, 1]);
});

test('a text without tokens gives zeros, not NaN', () => {
  assert.deepEqual([...pool(hidden, [0, 1], 2, 2, 'mean')], [0, 0, 0, 1]);
});
