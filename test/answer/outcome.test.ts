import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outcomesOf, shareAnswered } from '../../src/answer/outcome.ts';
import { continued, found, nothing, parts, topics, unsure } from '../insight/made-answers.ts';

test('every question of a message has its outcome', () => {
  assert.deepEqual(outcomesOf(found('a', 's')), ['found']);
  assert.deepEqual(outcomesOf(unsure('a', 's')), ['unsure']);
  assert.deepEqual(outcomesOf(topics()), ['topics']);
  assert.deepEqual(outcomesOf(nothing('no-match')), ['nothing']);
  assert.deepEqual(outcomesOf(parts(found('a', 's'), nothing('no-match'), unsure('b', 't'))), [
    ...['found', 'nothing', 'unsure'],
  ]);
});

test('a greeting, and a question without a content word, say nothing about the wiki', () => {
  for (const reason of ['greeting', 'thanks', 'no-content'] as const)
    assert.deepEqual(outcomesOf(nothing(reason)), ['small-talk'], reason);
});

test('"more" is no question, whether there is more or not', () => {
  assert.deepEqual(outcomesOf(continued('a', 's')), []);
  assert.deepEqual(outcomesOf(nothing('no-more')), []);
  assert.deepEqual(outcomesOf(nothing('no-topic')), []);
});

test('the share answered leaves small talk and failures out, and is unknown without a question', () => {
  assert.equal(
    shareAnswered({ found: 3, unsure: 1, topics: 1, nothing: 1, 'small-talk': 9, failed: 9 }),
    0.5,
  );
  assert.equal(shareAnswered({ 'small-talk': 4, failed: 1 }), undefined);
});
