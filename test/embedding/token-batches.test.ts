import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import { packBatches } from '../../src/embedding/token-batches.ts';

test('every text is in exactly one batch, and no batch of several exceeds the budget with its padding', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 200 }), (lengths) => {
      const batches = packBatches(lengths, false, 1000);
      assert.deepEqual(
        batches.flat().sort((a, b) => a - b),
        lengths.map((_, i) => i),
      );
      for (const batch of batches) {
        const width = Math.max(...batch.map((i) => lengths[i] ?? 0));
        assert.ok(batch.length === 1 || batch.length * width <= 1000);
      }
    }),
  );
});

test('models whose vectors change with padding get every text alone, in order', () => {
  assert.deepEqual(packBatches([5, 1, 3], true), [[0], [1], [2]]);
});
