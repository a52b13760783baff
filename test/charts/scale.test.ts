import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelled, shortCount, topFor } from '../../src/charts/scale.ts';
import { fc } from '../support/property.ts';

test('an axis has room for the largest count, not much more, and a whole number in its middle', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (most) => {
      const top = topFor(most);
      assert.ok(top >= most && Number.isInteger(top / 2), String(top));
      assert.ok(most <= 2 || top <= 2 * most, String(top));
    }),
  );
  assert.deepEqual([0, 1, 3, 18, 132, 40_000].map(topFor), [2, 2, 4, 20, 160, 40_000]);
});

test('counts are short', () => {
  assert.deepEqual([0, 950, 1000, 1234, 9960, 40_000, 999_499, 999_700, 1_250_000].map(shortCount), [
    '0',
    '950',
    '1k',
    '1.2k',
    '10k',
    '40k',
    '999k',
    '1M',
    '1.3M',
  ]);
});

test('labels stand at equal distances, and the last day has one', () => {
  assert.deepEqual(labelled(1, 6), [0]);
  assert.deepEqual(labelled(7, 7), [6, 5, 4, 3, 2, 1, 0]);
  assert.deepEqual(labelled(30, 6), [29, 24, 19, 14, 9, 4]);
});
