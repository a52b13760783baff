import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../support/property.ts';
import { auroc, bootstrapInterval, mean, quantile } from '../../scripts/measure/statistics.ts';

test('the area under the ROC curve is the share of pairs in the right order, ties half', () => {
  assert.equal(auroc([0.9, 0.8], [0.1, 0.2]), 1);
  assert.equal(auroc([0.1], [0.9]), 0);
  assert.equal(auroc([0.5, 0.5], [0.5]), 0.5);
  assert.equal(auroc([0.9, 0.4], [0.5, 0.1]), 0.75);
  assert.equal(auroc([], [0.5]), null);
});

test('it agrees with counting all pairs', () => {
  const scores = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(scores, scores, (positives, negatives) => {
      let won = 0;
      for (const a of positives) for (const b of negatives) won += a > b ? 1 : a === b ? 0.5 : 0;
      const area = auroc(positives, negatives) ?? NaN;
      assert.ok(Math.abs(area - won / (positives.length * negatives.length)) < 1e-9);
    }),
  );
});

test('a bootstrap interval contains the mean, is reproducible, and narrows with more values', () => {
  const few = Array.from({ length: 20 }, (_, i) => Number(i % 4 > 0));
  const many = Array.from({ length: 2000 }, (_, i) => Number(i % 4 > 0));
  const [low = 1, high = 0] = bootstrapInterval(few) ?? [];
  assert.ok(low < 0.75 && high > 0.75);
  assert.deepEqual(bootstrapInterval(few), [low, high]);
  const [lowMany = 0, highMany = 1] = bootstrapInterval(many) ?? [];
  assert.ok(highMany - lowMany < (high - low) / 5);
  assert.equal(bootstrapInterval([]), null);
});

test('quantiles and means', () => {
  assert.equal(quantile([5, 1, 3], 0.5), 3);
  assert.equal(quantile([1, 2], 1), 2);
  assert.equal(quantile([], 0.5), null);
  assert.equal(mean([1, 2]), 1.5);
  assert.equal(mean([]), null);
});
