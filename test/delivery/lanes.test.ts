import assert from 'node:assert/strict';
import { AsyncResource } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';
import { test } from 'node:test';
import type { Update } from 'grammy/types';
import { createLanes, type Lanes, waitsAside } from '../../src/delivery/lanes.ts';
import { called, inlineQuery, said } from '../support/updates.ts';

type Handling = { id: number; send: () => Promise<void>; end: () => void };

/** Lanes whose handlers wait until the test ends them. */
function openLanes({ now = 0 } = {}): {
  lanes: Lanes;
  begun: () => number[];
  of: (id: number) => Handling;
  outcomes: string[];
} {
  const handlings: Handling[] = [];
  const outcomes: string[] = [];
  const lanes = createLanes({
    handle: ({ update_id: id }: Update) =>
      new Promise((resolve) => {
        const request = AsyncResource.bind(() =>
          waitsAside(() => Promise.resolve({ ok: true, result: true as never }), 'getMe', {}),
        );
        handlings.push({
          id,
          send: async () => {
            await request();
          },
          end: resolve,
        });
      }),
    ended: ({ update_id: id }, outcome) => outcomes.push(`${id} ${outcome}`),
    now: () => now,
  });
  return {
    lanes,
    begun: () => handlings.map(({ id }) => id),
    of: (id) => handlings.find((one) => one.id === id) ?? assert.fail(`${id} has not begun`),
    outcomes,
  };
}

/** Some turns of the event loop: in each, one update begins. */
async function turns(): Promise<void> {
  for (let i = 0; i < 10; i++) await setImmediate();
}

const arrivals = (...updates: Update[]) => updates.map((update) => ({ update, sentAfter: 0 }));

test('few compute at once; one that waits for Telegram makes room, once', async () => {
  const { lanes, begun, of } = openLanes();
  for (const arrival of arrivals(...[1, 2, 3, 4, 5, 6].map((id) => said(id, id)))) lanes.add(arrival);
  await turns();
  assert.deepEqual(begun(), [1, 2, 3]);
  await of(2).send();
  await turns();
  assert.deepEqual(begun(), [1, 2, 3, 4]);
  await of(2).send();
  await turns();
  assert.deepEqual(begun(), [1, 2, 3, 4]);
  of(2).end();
  await turns();
  assert.deepEqual(begun(), [1, 2, 3, 4], 'its room is taken');
  of(1).end();
  await turns();
  assert.deepEqual(begun(), [1, 2, 3, 4, 5]);
});

test('the updates of a chat are handled in order, and a chat that waits holds up no other', async () => {
  const { lanes, begun, of, outcomes } = openLanes();
  for (const arrival of arrivals(said(1, 7), said(2, 7), said(3, 8), said(4, 7))) lanes.add(arrival);
  await turns();
  await of(1).send();
  of(3).end();
  await turns();
  assert.deepEqual([begun(), outcomes], [[1, 3], ['3 handled']]);
  of(1).end();
  await turns();
  assert.deepEqual(begun(), [1, 3, 2]);
});

test('inline queries come first, the newest before the older', async () => {
  const { lanes, begun, of } = openLanes();
  for (const arrival of arrivals(said(1, 1), said(2, 2), said(3, 3), said(4, 4))) lanes.add(arrival);
  await turns();
  for (const arrival of arrivals(inlineQuery(5, 5), inlineQuery(6, 6))) lanes.add(arrival);
  for (const id of [1, 2, 3]) of(id).end();
  await turns();
  assert.deepEqual(begun(), [1, 2, 3, 6, 5, 4]);
});

test('calls to a guest come first too; each is answered, since only Telegram knows when they expire', async () => {
  const { lanes, begun, of, outcomes } = openLanes({ now: 100_000 });
  for (const arrival of arrivals(said(1, 1), said(2, 2), said(3, 3), said(4, 4))) lanes.add(arrival);
  await turns();
  for (const id of [5, 6]) lanes.add({ update: called(id, 9), sentAfter: 1 });
  for (const id of [1, 2, 3]) of(id).end();
  await turns();
  of(5).end();
  await turns();
  assert.deepEqual(begun(), [1, 2, 3, 5, 4, 6]);
  assert.deepEqual(
    outcomes.filter((outcome) => outcome.includes('too-old')),
    [],
  );
});

test('a person who types on gets results for the newest words only', async () => {
  const { lanes, begun, of, outcomes } = openLanes();
  lanes.add({ update: inlineQuery(1, 7), sentAfter: 0 });
  await turns();
  for (const id of [2, 3]) lanes.add({ update: inlineQuery(id, 7), sentAfter: 0 });
  assert.deepEqual([begun(), outcomes], [[1], ['2 too-old']]);
  of(1).end();
  await turns();
  assert.deepEqual(begun(), [1, 3]);
});

test('an inline query that Telegram has given up is not handled, a message is', async () => {
  const { lanes, begun, outcomes } = openLanes({ now: 100_000 });
  lanes.add({ update: inlineQuery(1, 1), sentAfter: 70_000 });
  lanes.add({ update: inlineQuery(2, 2), sentAfter: 80_000 });
  lanes.add({ update: inlineQuery(3, 3), sentAfter: 0 });
  lanes.add({ update: said(4, 4), sentAfter: 70_000 });
  await turns();
  assert.deepEqual([begun(), outcomes], [[3, 2, 4], ['1 too-old']]);
});

test('stopped lanes begin nothing more, and settle when what has begun has ended', async () => {
  const { lanes, begun, of, outcomes } = openLanes();
  for (const arrival of arrivals(said(1, 7), said(2, 7), said(3, 8))) lanes.add(arrival);
  await turns();
  lanes.stop();
  const settled = lanes.settled();
  of(1).end();
  of(3).end();
  await settled;
  assert.deepEqual(
    [begun(), outcomes],
    [
      [1, 3],
      ['1 handled', '3 handled'],
    ],
  );
});
