import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import { pool } from '../../src/embedding/pooling.ts';
import { createTokenTable } from '../../src/embedding/token-table.ts';

const DIMENSION = 5;
const hidden = (ids: readonly number[]): Float32Array =>
  Float32Array.from(ids.flatMap((id) => Array.from({ length: DIMENSION }, (_, i) => Math.sin(id * 7 + i))));
const table = (): ReturnType<typeof createTokenTable> =>
  createTokenTable((ids) => Promise.resolve({ hidden: hidden(ids), dimension: DIMENSION }));

test('sums of remembered tokens are what pooling the whole row gives, bit for bit', async () => {
  const remembered = table();
  const rows = fc.array(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 12 }), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(rows, async (ids) => {
      const { vectors } = await remembered.meansOf(ids);
      for (const [row, tokens] of ids.entries()) {
        const pooled = pool(hidden(tokens), [tokens.length], tokens.length, DIMENSION, 'mean');
        assert.deepEqual(vectors.slice(row * DIMENSION, (row + 1) * DIMENSION), pooled);
      }
    }),
  );
});

test('a text without tokens is all zeros, even as the first', async () => {
  const { vectors, dimension } = await table().meansOf([[]]);
  assert.equal(dimension, DIMENSION);
  assert.deepEqual([...vectors], [0, 0, 0, 0, 0]);
});

test('more tokens than are kept come out right, too', async () => {
  const remembered = table();
  for (const start of [0, 20_000, 40_000, 10]) {
    const ids = Array.from({ length: 20_000 }, (_, i) => start + i);
    const { vectors } = await remembered.meansOf([ids.slice(0, 3), ids]);
    assert.deepEqual(vectors.slice(0, DIMENSION), pool(hidden(ids.slice(0, 3)), [3], 3, DIMENSION, 'mean'));
  }
});
