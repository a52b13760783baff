import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bucketOf, quantileMs, TIME_BOUNDS_MS, TIME_BUCKETS } from '../../src/insight/times.ts';
import { fc } from '../support/property.ts';

function counted(times: readonly number[]): number[] {
  const counts = Array.from({ length: TIME_BUCKETS }, () => 0);
  for (const time of times) counts[bucketOf(time)] = (counts[bucketOf(time)] ?? 0) + 1;
  return counts;
}

test('median and p95 lie in the bucket in which they are', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 29_999, noNaN: true }), { minLength: 1, maxLength: 200 }),
      fc.constantFrom(0.5, 0.95),
      (times, share) => {
        const exact = [...times].sort((a, b) => a - b)[Math.ceil(share * times.length) - 1] ?? 0;
        const bucket = bucketOf(exact);
        const guess = quantileMs(counted(times), share) ?? -1;
        assert.ok(
          guess >= (TIME_BOUNDS_MS[bucket - 1] ?? 0) && guess <= (TIME_BOUNDS_MS[bucket] ?? 0),
          `${guess} ${exact}`,
        );
      },
    ),
  );
});

test('without times there is none, and beyond the last bound there is that', () => {
  assert.equal(quantileMs(counted([]), 0.5), undefined);
  assert.equal(quantileMs(counted([90_000, 100_000]), 0.5), 30_000);
});
