import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Update } from 'grammy/types';
import { createInlineArrivals } from '../../src/bot/inline-arrivals.ts';

/** Polls at a time; the poll takes a while and returns updates. */
function watch() {
  let now = 1_000_000;
  const arrivals = createInlineArrivals({ now: () => now });
  return {
    poll: async (ids: number[], tookMs: number) => {
      const updates = ids.map((update_id): Update => ({ update_id }));
      const call = () => {
        now += tookMs;
        return Promise.resolve({ ok: true, result: updates } as never);
      };
      await arrivals.transformer(call, 'getUpdates', {});
    },
    pass: (ms: number) => (now += ms),
    isStale: (update_id: number) => arrivals.isStale({ update_id }),
  };
}

test('a query from before the start is too old: nobody knows how long it has waited', async () => {
  const { poll, isStale } = watch();
  const full = Array.from({ length: 100 }, (_, i) => i);
  await poll(full, 20);
  assert.deepEqual([isStale(0), isStale(99)], [true, true]);
  await poll([100, 101], 20);
  assert.equal(isStale(100), true, 'the rest of the waiting updates');
  await poll([102], 20);
  assert.equal(isStale(102), false);
});

test('however busy the bot is, queries are fresh once those from before its start are done', async () => {
  const { poll, isStale } = watch();
  for (let id = 0; id < 50; id++) await poll([id], 5);
  assert.equal(isStale(49), false);
});

test('a query that a poll waited for is fresh, and too old after waiting 25 s for others', async () => {
  const { poll, pass, isStale } = watch();
  await poll([1, 2], 5000);
  assert.equal(isStale(1), false);
  pass(25_000);
  assert.equal(isStale(2), false);
  pass(1);
  assert.equal(isStale(2), true);
});

test('updates that did not come by polling are never too old', () => {
  assert.equal(watch().isStale(77), false);
});
