import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTokenBuckets } from '../../src/bot/token-buckets.ts';
import { fc } from '../support/property.ts';

const MINUTE_MS = 60_000;
const perMinute = fc.integer({ min: 1, max: 200 });
/** Pauses between requests, in milliseconds. */
const pauses = fc.array(fc.oneof(fc.nat({ max: 200 }), fc.nat({ max: 90_000 })), { maxLength: 300 });

/** The times at which requests with these pauses between them got a token. */
function takenAt(perMinute: number, pauses: readonly number[]): number[] {
  let now = 1_000_000;
  const buckets = createTokenBuckets(perMinute, () => now);
  return pauses.flatMap((pause) => {
    now += pause;
    return buckets.take(7, now) === undefined ? [now] : [];
  });
}

test('in no stretch of time more is taken than a full bucket and what came in meanwhile', () => {
  fc.assert(
    fc.property(perMinute, pauses, (perMinute, pauses) => {
      const times = takenAt(perMinute, pauses);
      const interval = Math.floor(MINUTE_MS / perMinute);
      const inAMinute = Math.floor(MINUTE_MS / interval);
      for (const [first, from] of times.entries())
        for (const [last, to] of times.entries())
          if (last >= first)
            assert.ok(last - first + 1 <= inAMinute + Math.floor((to - from) / interval), `${from} to ${to}`);
    }),
    { numRuns: 50 },
  );
});

test('a full bucket has all its tokens, and who keeps to the rate is never refused', () => {
  fc.assert(
    fc.property(perMinute, fc.integer({ min: 1, max: 50 }), (perMinute, more) => {
      const interval = Math.ceil(MINUTE_MS / perMinute);
      const atOnce = Array.from({ length: perMinute }, () => 0);
      const steady = Array.from({ length: more }, () => interval);
      assert.equal(takenAt(perMinute, [...atOnce, ...steady]).length, perMinute + more);
    }),
  );
});

test('the told time is right: a token is there then, and not a second before', () => {
  fc.assert(
    fc.property(perMinute, pauses, (perMinute, pauses) => {
      let now = 1_000_000;
      const buckets = createTokenBuckets(perMinute, () => now);
      for (const pause of pauses) {
        now += pause;
        const empty = buckets.take(7, now);
        if (empty === undefined) continue;
        now += (empty.seconds - 1) * 1000;
        assert.notEqual(buckets.take(7, now), undefined);
        now += 1000;
        assert.equal(buckets.take(7, now), undefined);
      }
    }),
  );
});

test('steady asking above the rate is told once a minute at most', () => {
  fc.assert(
    fc.property(perMinute, fc.nat({ max: 3000 }), (perMinute, pause) => {
      let now = 1_000_000;
      const buckets = createTokenBuckets(perMinute, () => now);
      const told: number[] = [];
      for (let i = 0; i < 400; i++) {
        now += pause;
        if (buckets.take(7, now)?.isFirst === true) told.push(now);
      }
      for (const [index, at] of told.entries())
        if (index > 0) assert.ok(at - (told[index - 1] ?? 0) >= MINUTE_MS, told.join());
    }),
  );
});

test('a request from before the last one counts as made with it', () => {
  const now = 1_000_000;
  const buckets = createTokenBuckets(2, () => now);
  assert.equal(buckets.take(7, now), undefined);
  assert.equal(buckets.take(7, now - 30 * MINUTE_MS), undefined);
  assert.deepEqual(buckets.take(7, now - MINUTE_MS), { seconds: 30, isFirst: true });
});
