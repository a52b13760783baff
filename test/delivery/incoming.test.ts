import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import type { Update } from 'grammy/types';
import { datedBatch, isUpdate, laneOf } from '../../src/delivery/incoming.ts';
import { called, inlineQuery, pressed, said } from '../support/updates.ts';

/** Objects in an object. */
function nested(depth: number): object {
  let value = {};
  for (let i = 0; i < depth; i++) value = { value };
  return value;
}

test('an update has a number that can be confirmed, and objects', () => {
  assert.ok(isUpdate(said(1, 7)));
  assert.ok(isUpdate({ update_id: 5 }), 'of a kind that is not known');
  assert.ok(isUpdate({ update_id: 5, later: nested(50) }));
  for (const value of [
    null,
    'maintenance',
    [],
    {},
    { message: {} },
    { update_id: '5' },
    { update_id: 1.5 },
    { update_id: -1 },
    { update_id: 2 ** 31 },
    { update_id: 2 ** 53 },
    { update_id: 5, message: null },
    { update_id: 5, message: 'text' },
    { update_id: 5, message: [] },
    { update_id: 5, message: { text: '问' } },
    { update_id: 5, edited_message: { chat: { id: '7' } } },
    { update_id: 5, inline_query: { query: '问' } },
    { update_id: 5, guest_message: { chat: { id: 7 } } },
    { update_id: 5, callback_query: { from: { id: 7 }, message: {} } },
    { update_id: 5, later: nested(20_000) },
  ])
    assert.ok(!isUpdate(value), inspect(value));
});

test('an update without a date is no older than a dated one before it', () => {
  const dates = (updates: Update[], sentAfter: number): number[] =>
    datedBatch(updates, sentAfter).map((arrival) => arrival.sentAfter);
  const batch = [inlineQuery(1, 7), said(2, 7, { date: 100 }), inlineQuery(3, 7), said(4, 8, { date: 90 })];
  assert.deepEqual(dates(batch, 0), [0, 100_000, 100_000, 100_000]);
  assert.deepEqual(dates(batch, 99_500), [99_500, 100_000, 100_000, 100_000]);
});

test('a call to a guest has its writer’s lane: its chat may have the number of another', () => {
  assert.deepEqual([called(1, 7), called(2, 8), said(3, 7)].map(laneOf), ['guest 7', 'guest 8', 'chat 7']);
  const batch = [called(1, 7, { date: 100 }), inlineQuery(2, 7)];
  assert.deepEqual(
    datedBatch(batch, 0).map(({ sentAfter }) => sentAfter),
    [100_000, 100_000],
  );
});

test('the messages and the buttons of a chat have a lane each, and so has everyone who types', () => {
  assert.deepEqual(
    [said(1, 7), pressed(2, 7), inlineQuery(3, 7), inlineQuery(4, 8), { update_id: 5 }].map(laneOf),
    ['chat 7', 'buttons 7', 'inline 7', 'inline 8', 'update 5'],
  );
});
