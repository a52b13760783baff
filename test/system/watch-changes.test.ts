import assert from 'node:assert/strict';
import { test } from 'node:test';
import { watchChanges } from '../../src/system/watch-changes.ts';

/**
 * Watches something that looks like this at one look after the other. @returns at which looks it was called, from 0
 * @param during what is there while a call runs
 */
async function watched(looks: readonly (string | undefined)[], known: string | undefined): Promise<number[]> {
  const stop = new AbortController();
  const calls: number[] = [];
  let at = -1;
  await watchChanges(
    {
      known,
      look: () => Promise.resolve(looks[++at]),
      onSettled: () => {
        calls.push(at);
        return Promise.resolve();
      },
      wait: () => {
        if (at === looks.length - 1) stop.abort();
        return Promise.resolve();
      },
    },
    stop.signal,
  );
  return calls;
}

test('a change counts once, when a second look finds the same', async () => {
  assert.deepEqual(await watched(['a', 'a', 'b', 'c', 'c', 'c', 'c'], 'a'), [4]);
});

test('what has changed since before the first look counts', async () => {
  assert.deepEqual(await watched(['b', 'b', 'b'], 'a'), [1]);
});

test('a change that does not end is not waited for', async () => {
  assert.deepEqual(await watched(['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'j', 'j'], 'a'), [4, 9]);
});

test('what vanishes for a moment and comes back as it was is no change', async () => {
  assert.deepEqual(await watched(['a', undefined, undefined, 'a', 'a'], 'a'), []);
  assert.deepEqual(await watched(['a', undefined, 'b', undefined, 'b', 'b'], 'a'), [5]);
});

test('a change during a call leads to another call', async () => {
  const stop = new AbortController();
  let now = 'b';
  const seen: string[] = [];
  await watchChanges(
    {
      known: 'a',
      look: () => Promise.resolve(now),
      onSettled: () => {
        seen.push(now);
        if (seen.length === 1) now = 'edited meanwhile';
        else stop.abort();
        return Promise.resolve();
      },
      wait: () => Promise.resolve(),
    },
    stop.signal,
  );
  assert.deepEqual(seen, ['b', 'edited meanwhile']);
});
