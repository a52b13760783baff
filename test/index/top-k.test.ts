import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import { lastAtMost, lowerBound } from '../../src/index/binary-search.ts';
import { createTopK } from '../../src/index/top-k.ts';

test('the k best equal those of sorting everything, equal scores by ordinal', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9)), fc.nat(12), (scores, k) => {
      const top = createTopK(k);
      for (const [ordinal, score] of scores.entries()) top.add(ordinal, score);
      const sorted = scores
        .map((score, ordinal) => ({ ordinal, score }))
        .sort((a, b) => b.score - a.score || a.ordinal - b.ordinal);
      assert.deepEqual(top.best(), sorted.slice(0, k));
      if (k > 0) assert.equal(top.lowest, sorted[k - 1]?.score ?? -Infinity);
    }),
  );
});

test('a binary search gives the same as a linear search', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.integer({ min: -1, max: 21 }), (numbers, value) => {
      const ascending = Uint32Array.from(numbers).sort();
      assert.equal(
        lastAtMost(ascending, value),
        ascending.findLastIndex((one) => one <= value),
      );
      const first = ascending.findIndex((one) => one >= value);
      assert.equal(
        lowerBound(0, ascending.length, (place) => (ascending[place] ?? 0) < value),
        first < 0 ? ascending.length : first,
      );
    }),
  );
});
